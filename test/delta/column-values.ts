// Values of every type that is compared: how engines order them, and what is left of them in statistics.

import fc from 'fast-check';
import type { PrimitiveType } from '../../src/delta/schema.ts';
import { lowerTextBound, type Predicate, upperTextBound } from '../../src/delta/statistics.ts';

/** Values of a column type: how they are ordered, and what is left of them in statistics, partitions and predicates. */
export type Column<T> = {
  type: PrimitiveType;
  values: fc.Arbitrary<T>;
  compare(a: T, b: T): number;
  lower(value: T): unknown;
  upper(value: T): unknown;
  partition(value: T): string;
  predicate(value: T): Predicate['value'];
};

const exactly = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
/** NaN is above all numbers and equal to itself, as engines have it. */
const withNaN = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? exactly(Number.isNaN(a), Number.isNaN(b)) : exactly(a, b);
/** JSON has no NaN and no infinity. */
const finite = (value: number) => (Number.isFinite(value) ? value : undefined);
/** As JSON readers take a 64-bit number. */
const asJson = (value: bigint): number => JSON.parse(String(value));

/** Texts that begin alike, and differ around the length at which bounds are cut. */
const longTexts = fc
  .tuple(
    fc.constantFrom('a', 'é', '\u{1F600}', '\u{10FFFF}'),
    fc.integer({ min: 29, max: 35 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  )
  .map(([character, length, end]) => character.repeat(length) + end);

export const text: Column<string> = {
  type: 'string',
  values: fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      longTexts,
    )
    .filter(value => value.isWellFormed()),
  compare: bytes,
  lower: lowerTextBound,
  upper: value => upperTextBound(value) ?? undefined,
  partition: value => value,
  predicate: value => value,
};

const nearLimit = fc
  .tuple(fc.constantFrom(0n, 2n ** 53n, -(2n ** 53n), 2n ** 62n), fc.bigInt(-4n, 4n))
  .map(([a, b]) => a + b);

export const long: Column<bigint> = {
  type: 'long',
  values: nearLimit,
  compare: exactly,
  lower: asJson,
  upper: asJson,
  partition: String,
  predicate: value => value,
};

const someDoubles = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 0.1, -1, Number.NaN, Number.POSITIVE_INFINITY),
);

export const double: Column<number> = {
  type: 'double',
  values: someDoubles,
  compare: withNaN,
  lower: finite,
  // Some engines leave NaN out of the maximum; see `boundsOf`.
  upper: finite,
  partition: String,
  predicate: value => value,
};

/** A float's shortest text is another number as a double; a predicate may be compared as either. */
export const float: Column<number> = {
  ...double,
  type: 'float',
  values: someDoubles.map(Math.fround),
  lower: value => finite(shortest(value)),
  upper: value => finite(shortest(value)),
  predicate: shortest,
};

function shortest(value: number): number {
  for (let digits = 1; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

const days = fc
  .integer({ min: -800_000, max: 2_900_000 })
  .map(day => new Date(day * 86_400_000).toISOString());

export const date: Column<string> = {
  type: 'date',
  values: fc
    .oneof(days, fc.constantFrom('2026-11-26T', '2026-11-27T', '1969-12-31T'))
    .map(time => time.split('T')[0] ?? ''),
  compare: (a, b) => Date.parse(a) - Date.parse(b),
  lower: value => value,
  upper: value => value,
  partition: value => value,
  predicate: value => value,
};

/** Microseconds since 1970. */
const micros = fc.oneof(
  fc.bigInt(-3_000n, 3_000n),
  fc.bigInt(1_795_000_000_000_000n, 1_795_000_000_003_000n),
  fc.bigInt(-(10n ** 16n), 10n ** 17n),
);

function isoMicros(value: bigint): string {
  const fraction = ((value % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const whole = new Date(Number((value - fraction) / 1_000n)).toISOString();
  return whole.replace('.000Z', `.${String(fraction).padStart(6, '0')}Z`);
}

/** "Timestamp columns are truncated down to milliseconds." */
const isoMillis = (value: bigint) => isoMicros(value).replace(/\d{3}Z$/, 'Z');

export const timestamp: Column<bigint> = {
  type: 'timestamp',
  values: micros,
  compare: exactly,
  lower: isoMillis,
  upper: isoMillis,
  partition: isoMicros,
  predicate: isoMicros,
};

/** Unscaled. */
export const decimal: Column<bigint> = {
  type: 'decimal(38,4)',
  values: fc.oneof(fc.bigInt(-20n, 20n), fc.bigInt(10n ** 30n, 10n ** 30n + 20n)),
  compare: exactly,
  lower: value => Number(scaled(value)),
  upper: value => Number(scaled(value)),
  partition: scaled,
  predicate: scaled,
};

function scaled(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(5, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
