// What expressions evaluate to. A value's type is known when the expression is compiled, so values carry none.

/** An integer of any size, or a decimal without its point: a number while that is exact, a bigint beyond. */
export type Whole = number | bigint;

export type Interval = { months: number; days: number; micros: Whole };
export type Struct = { [field: string]: Value };

/**
 * NULL is null. DATE is days and TIMESTAMP is microseconds since 1970, ±Infinity for DuckDB's infinities; TIME is
 * microseconds of the day. JSON is its text.
 */
export type Value = null | boolean | number | bigint | string | Interval | Value[] | Struct;

export type Evaluate = (row: unknown) => Value;

/** The one way to write this integer: as a number when it is safe. */
export function whole(value: bigint): Whole {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

export function negate(value: Whole): Whole {
  return typeof value === 'number' ? 0 - value : whole(-value);
}

export function addWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return whole(BigInt(a) + BigInt(b));
}

export function subtractWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return whole(BigInt(a) - BigInt(b));
}

export function multiplyWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // Adding zero turns -0 into 0: integers have one zero.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return whole(BigInt(a) * BigInt(b));
}

/** Rounds towards zero. The divisor is not zero. */
export function divideWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.trunc(a / b) === 0 ? 0 : truncatedQuotient(a, b);
  return whole(BigInt(a) / BigInt(b));
}

/** A quotient of safe integers can round up to the next integer: the remainder is exact, and so the difference is. */
function truncatedQuotient(a: number, b: number): number {
  return (a - (a % b)) / b;
}

/** Has the sign of the dividend. The divisor is not zero. */
export function remainderWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return whole(BigInt(a) % BigInt(b));
}

/** Rounds towards minus infinity. The divisor is positive. */
export function floorDivide(a: Whole, b: Whole): Whole {
  const remainder = remainderWhole(a, b);
  return divideWhole(subtractWhole(a, remainder < 0 ? addWhole(remainder, b) : remainder), b);
}

/** Rounds halves away from zero. The divisor is positive and even. */
export function divideRounding(a: Whole, b: Whole): Whole {
  const half = divideWhole(b, 2);
  return divideWhole(a < 0 ? subtractWhole(a, half) : addWhole(a, half), b);
}

const exactPowers = Array.from({ length: 40 }, (_, exponent) => whole(10n ** BigInt(exponent)));

/** Ten to the power of 0 to 39. */
export function powerOfTen(exponent: number): Whole {
  return exactPowers[exponent] ?? 10n ** BigInt(exponent);
}
