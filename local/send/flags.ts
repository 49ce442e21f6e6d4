// Numbers out of command-line flags; a wrong one stops the start with its name.

/** @param text the flag's value, if it was given @throws when it is not a number within the limits */
export function numberFlag(
  name: string,
  text: string | undefined,
  otherwise: number,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new Error(`--${name} must be a number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
