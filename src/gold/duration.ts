// Durations as people write them (`5m`, `1h`, `30d`) and as the code counts them, in milliseconds.

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Throws a SyntaxError on anything but a positive whole number and one of s, m, h, d. */
export function parseDuration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined)
    throw new SyntaxError(`"${text}" is not a duration such as 30s, 5m, 1h or 7d`);
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}

/** The inverse of parseDuration, in the largest unit that is exact. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm'] as const)
    if (ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  return `${ms / unitMs.s}s`;
}
