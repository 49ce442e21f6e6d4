// Division as DuckDB's AVG does it: in the 80-bit numbers of x86, and then rounded to a double.

const significantBits = 64;

/** `b` is positive. Rounds twice, to 64 bits and then to 53, halves to even. */
export function divideAsLongDouble(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  const [negative, numerator] = a < 0n ? [true, -a] : [false, a];
  const shift = significantBits + 1 - (bitLength(numerator) - bitLength(b));
  const [scaled, divisor] = shift >= 0 ? [numerator << BigInt(shift), b] : [numerator, b << BigInt(-shift)];
  const quotient = scaled / divisor;
  const inexact = scaled % divisor !== 0n;
  const excess = bitLength(quotient) - significantBits;
  const rounded = roundHalfEven(quotient, excess, inexact);
  const result = Number(rounded) * 2 ** (excess - shift);
  return negative ? -result : result;
}

function roundHalfEven(value: bigint, bits: number, inexact: boolean): bigint {
  if (bits <= 0) return value << BigInt(-bits);
  const kept = value >> BigInt(bits);
  const dropped = value - (kept << BigInt(bits));
  const half = 1n << BigInt(bits - 1);
  const up = dropped > half || (dropped === half && (inexact || (kept & 1n) === 1n));
  return up ? kept + 1n : kept;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
