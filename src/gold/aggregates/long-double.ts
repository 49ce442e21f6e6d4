// Division as DuckDB's AVG does it: in the 80-bit numbers of x86, and then rounded to a double. Proven by
// test/gold/average.test.ts.

const longDoubleBits = 64;

/** `sum` has `scale` digits after its point; `count` is positive. */
export function divideAsLongDouble(sum: bigint, count: number, scale: number): number {
  const divisor = rounded(BigInt(count) * BigInt(10 ** scale), longDoubleBits);
  return quotient(rounded(sum < 0n ? -sum : sum, longDoubleBits), divisor) * (sum < 0n ? -1 : 1);
}

/** Of a sum that a 64-bit integer holds. */
export function divideAsDouble(sum: bigint, count: number, scale: number): number {
  return Number(sum) / (count * 10 ** scale);
}

/** Neither is negative, and `b` is not zero. Rounds twice, to 64 bits and then to 53. */
function quotient(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  // One bit more than is kept, and a last one that says whether anything follows.
  const shift = longDoubleBits + 2 - (bitLength(a) - bitLength(b));
  const [scaled, divisor] = shift >= 0 ? [a << BigInt(shift), b] : [a, b << BigInt(-shift)];
  const digits = ((scaled / divisor) << 1n) | (scaled % divisor === 0n ? 0n : 1n);
  return Number(rounded(digits, longDoubleBits)) * 2 ** -(shift + 1);
}

/** The nearest integer with so many significant bits, of two the even one. */
function rounded(value: bigint, bits: number): bigint {
  const excess = BigInt(bitLength(value) - bits);
  if (excess <= 0n) return value;
  const kept = value >> excess;
  const dropped = value - (kept << excess);
  const half = 1n << (excess - 1n);
  const up = dropped > half || (dropped === half && (kept & 1n) === 1n);
  return (up ? kept + 1n : kept) << excess;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
