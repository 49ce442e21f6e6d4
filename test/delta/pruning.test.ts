// File skipping leaves out no file that has a row for which the predicates are true, whatever statistics lose.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddFile } from '../../src/delta/actions.ts';
import type { PrimitiveType } from '../../src/delta/schema.ts';
import {
  lowerTextBound,
  type Predicate,
  parseStatistics,
  pruneFiles,
  upperTextBound,
} from '../../src/delta/statistics.ts';
import { structOf } from './rows.ts';

/** Values of a column type: how they are ordered, and what is left of them in statistics, partitions and predicates. */
type Column<T> = {
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

const text: Column<string> = {
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

const long: Column<bigint> = {
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

const double: Column<number> = {
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
const float: Column<number> = {
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

const date: Column<string> = {
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

const timestamp: Column<bigint> = {
  type: 'timestamp',
  values: micros,
  compare: exactly,
  lower: isoMillis,
  upper: isoMillis,
  partition: isoMicros,
  predicate: isoMicros,
};

/** Unscaled. */
const decimal: Column<bigint> = {
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

const operators = ['=', '<', '<=', '>', '>='] as const;

function holds(order: number, operator: Predicate['operator']): boolean {
  if (operator === '=') return order === 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function boundsOf<T>({ compare, lower, upper }: Column<T>, values: readonly T[], skipNaN: boolean) {
  const bounded = skipNaN ? values.filter(value => !Number.isNaN(value)) : values;
  const sorted = [...bounded].sort(compare);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return {};
  return { minValues: { c: lower(min) }, maxValues: { c: upper(max) } };
}

const file = (partitionValues: AddFile['partitionValues'], stats?: object): AddFile => ({
  path: 'f',
  partitionValues,
  size: 1,
  modificationTime: 1,
  dataChange: true,
  stats: stats && JSON.stringify(stats),
});

function neverLeavesOut<T>(column: Column<T>): void {
  const schema = structOf({ c: column.type });
  test('no file with a matching row is left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(column.values), { maxLength: 4 }),
        column.values,
        fc.constantFrom(...operators),
        fc.boolean(),
        (rows, sought, operator, skipNaN) => {
          const values = rows.filter(row => row !== null);
          const stats = {
            numRecords: rows.length,
            nullCount: { c: rows.length - values.length },
            ...boundsOf(column, values, skipNaN),
          };
          const predicate = { column: 'C', operator, value: column.predicate(sought) };
          if (values.some(value => holds(column.compare(value, sought), operator)))
            expect(pruneFiles([file({}, stats)], schema, [], [predicate])).toHaveLength(1);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('no partition with a matching value is left out', () => {
    fc.assert(
      fc.property(
        fc.option(column.values),
        column.values,
        fc.constantFrom(...operators),
        (row, sought, operator) => {
          const partition = row === null ? null : column.partition(row);
          // "An empty string for any type translates to a null partition value."
          if (row === null || partition === '' || !holds(column.compare(row, sought), operator)) return;
          const predicate = { column: 'c', operator, value: column.predicate(sought) };
          expect(pruneFiles([file({ c: partition })], schema, ['c'], [predicate])).toHaveLength(1);
        },
      ),
      { numRuns: 1_000 },
    );
  });
}

describe('text of any letters, cut to a prefix', () => neverLeavesOut(text));
describe('whole numbers beyond 2^53', () => neverLeavesOut(long));
describe('doubles, with NaN, infinity and both zeros', () => neverLeavesOut(double));
describe('floats, written in their shortest text', () => neverLeavesOut(float));
describe('dates', () => neverLeavesOut(date));
describe('timestamps, cut to milliseconds', () => neverLeavesOut(timestamp));
describe('decimals, read as doubles', () => neverLeavesOut(decimal));

describe('what cannot match is left out', () => {
  const kept = (
    type: PrimitiveType,
    min: unknown,
    max: unknown,
    operator: Predicate['operator'],
    value: Predicate['value'],
  ) =>
    pruneFiles(
      [file({}, { numRecords: 2, minValues: { c: min }, maxValues: { c: max }, nullCount: { c: 0 } })],
      structOf({ c: type }),
      [],
      [{ column: 'c', operator, value }],
    ).length === 1;

  test('by bounds of every type that has an order', () => {
    expect(kept('long', 1, 5, '=', 6n)).toBe(false);
    expect(kept('long', 1, 5, '=', 3)).toBe(true);
    expect(kept('long', 1, 5, '<', 1)).toBe(false);
    expect(kept('long', 1, 5, '>', 5)).toBe(false);
    expect(kept('long', 1, 2 ** 60, '>', 2n ** 61n)).toBe(false);
    expect(kept('double', 1.5, 2.5, '<', 1.5)).toBe(false);
    expect(kept('double', 1.5, 2.5, '=', 3)).toBe(false);
    expect(kept('float', 0.1, 0.2, '<', 0.05)).toBe(false);
    expect(kept('decimal(10,2)', 1.5, 2.5, '>', '2.51')).toBe(false);
    expect(kept('date', '2026-11-01', '2026-11-30', '>', '2026-11-30')).toBe(false);
    expect(kept('string', 'b', 'd', '<', 'b')).toBe(false);
    expect(kept('string', 'b', 'd', '=', 'é')).toBe(false);
    expect(
      kept(
        'timestamp',
        '2026-11-26T10:00:00.000Z',
        '2026-11-26T11:00:00.000Z',
        '>',
        '2026-11-26T11:00:00.001Z',
      ),
    ).toBe(false);
    expect(
      kept(
        'timestamp',
        '2026-11-26T10:00:00.000+01:00',
        '2026-11-26T10:30:00.000+01:00',
        '>=',
        '2026-11-26 10:00+00',
      ),
    ).toBe(false);
  });

  test('by the bounds of cut texts', () => {
    const prefix = 'x'.repeat(32);
    expect(upperTextBound(`${prefix}yz`)).toBe(`${prefix}\u{10FFFF}`);
    expect(upperTextBound(`${prefix}\u{10FFFF}z`)).toBeNull();
    expect(kept('string', 'a', `${prefix}\u{10FFFF}`, '>', 'y')).toBe(false);
    // Another engine ends a cut bound in another way, or in none.
    expect(kept('string', 'a', `${prefix}\u007F`, '>', `${prefix}é`)).toBe(true);
    expect(kept('string', 'a', prefix, '=', `${prefix}z`)).toBe(true);
  });

  test('when all its values are null', () => {
    const stats = { numRecords: 3, nullCount: { c: 3 } };
    const predicate = { column: 'c', operator: '=', value: 1 } as const;
    expect(pruneFiles([file({}, stats)], structOf({ c: 'long' }), [], [predicate])).toEqual([]);
    const partition = { column: 'c', operator: '>', value: 'a' } as const;
    const files = [file({ c: null }), file({ c: '' }), file({ c: 'b' })];
    expect(pruneFiles(files, structOf({ c: 'string' }), ['c'], [partition])).toEqual([file({ c: 'b' })]);
  });
});

describe('what is not known leaves nothing out', () => {
  const all = (
    given: AddFile,
    type: PrimitiveType,
    value: Predicate['value'],
    partitionColumns: string[] = [],
  ) =>
    operators.every(
      operator =>
        pruneFiles([given], structOf({ c: type }), partitionColumns, [{ column: 'c', operator, value }])
          .length === 1,
    );

  test('statistics that are missing or cannot be read', () => {
    expect(parseStatistics(file({}))).toBeNull();
    for (const stats of ['', '{', 'null', '7', '{"numRecords":"3"}', '{"numRecords":3}'])
      expect(all({ ...file({}), stats }, 'long', 5)).toBe(true);
    const odd = { numRecords: 1, minValues: { c: 'soon' }, maxValues: { c: 'later' } };
    for (const type of ['long', 'double', 'date', 'timestamp', 'decimal(5,2)'] as const)
      expect(all(file({}, odd), type, '7')).toBe(true);
  });

  test('values of another kind than the column', () => {
    const stats = { numRecords: 1, minValues: { c: '2026-11-26' }, maxValues: { c: '2026-11-26' } };
    expect(all(file({}, stats), 'date', '2026-11-27T00:00:00Z')).toBe(true);
    expect(all(file({}, stats), 'string', 5)).toBe(true);
    expect(all(file({}, stats), 'boolean', true)).toBe(true);
    expect(all(file({}, stats), 'binary', 'x')).toBe(true);
  });

  test('times without a zone, partition values that are not given, and columns that are not there', () => {
    const stats = {
      numRecords: 1,
      minValues: { c: '2026-11-26T10:00:00' },
      maxValues: { c: '2026-11-26T10:00:00' },
    };
    expect(all(file({}, stats), 'timestamp', '2020-01-01T00:00:00Z')).toBe(true);
    expect(all(file({ c: '2026-11-26 10:00:00' }), 'timestamp', '2020-01-01T00:00:00Z', ['c'])).toBe(true);
    expect(all(file({}), 'date', '2020-01-01', ['c'])).toBe(true);
    expect(
      pruneFiles([file({})], structOf({ c: 'long' }), [], [{ column: 'x', operator: '=', value: 1 }]),
    ).toHaveLength(1);
  });
});
