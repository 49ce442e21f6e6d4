// The range of each integer type.

export type IntegerLimits = { least: bigint; greatest: bigint };

function signed(bits: bigint): IntegerLimits {
  return { least: -(2n ** (bits - 1n)), greatest: 2n ** (bits - 1n) - 1n };
}

const limits = new Map<string, IntegerLimits>([
  ['TINYINT', signed(8n)],
  ['SMALLINT', signed(16n)],
  ['INTEGER', signed(32n)],
  ['BIGINT', signed(64n)],
  ['HUGEINT', signed(128n)],
]);

/** Throws a TypeError for what is no integer type. */
export function limitsOf({ id }: { id: string }): IntegerLimits {
  const found = limits.get(id);
  if (!found) throw new TypeError(`${id} is no integer type`);
  return found;
}

/** Null for what is no integer type. */
export function integerLimits(typeId: string): IntegerLimits | null {
  return limits.get(typeId) ?? null;
}
