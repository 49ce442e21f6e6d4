// Cosmos DB's comparisons: equality is by type and value; order comparisons between types are undefined;
// ORDER BY sorts undefined, null, false, true, numbers, strings, arrays, objects.

const RANKS: Record<string, number> = { undefined: 0, boolean: 2, number: 4, string: 5 };

function rank(value: unknown): number {
  if (value === null) return 1;
  if (typeof value === 'object') return Array.isArray(value) ? 6 : 7;
  return RANKS[typeof value] ?? 7;
}

/** undefined when either side is undefined, as SQL's unknown. */
export function equals(left: unknown, right: unknown): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  return left === right || (typeof left === 'object' && deepEquals(left, right));
}

export function deepEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const entries = Object.entries(left);
  if (entries.length !== Object.keys(right).length) return false;
  return entries.every(
    ([name, value]) =>
      Object.hasOwn(right, name) && deepEquals(value, (right as Record<string, unknown>)[name]),
  );
}

/** Negative, 0 or positive; undefined when the two cannot be compared with < and >. */
export function comparison(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left === undefined || right === undefined) return undefined;
  const ranked = rank(left);
  if (ranked !== rank(right) || ranked > 5) return undefined;
  return compareForOrder(left, right);
}

/** The total order of ORDER BY, MIN and MAX. */
export function compareForOrder(left: unknown, right: unknown): number {
  const ranked = rank(left);
  const difference = ranked - rank(right);
  if (difference !== 0) return difference;
  if (ranked <= 1) return 0;
  if (ranked <= 5) {
    const a = left as string;
    const b = right as string;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const a = JSON.stringify(left);
  const b = JSON.stringify(right);
  return a < b ? -1 : a > b ? 1 : 0;
}
