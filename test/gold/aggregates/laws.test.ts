// Laws of the aggregates' states: they merge in any order and any grouping, and what may be taken back leaves nothing.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aggregate } from '../../../src/gold/aggregates/aggregate.ts';
import { boolAnd, boolOr, countRows, countValues } from '../../../src/gold/aggregates/count.ts';
import { distinctOf } from '../../../src/gold/aggregates/distinct.ts';
import { extremeByOf, extremeOf } from '../../../src/gold/aggregates/extreme.ts';
import { createFields } from '../../../src/gold/aggregates/fields.ts';
import { quantileOf } from '../../../src/gold/aggregates/quantile.ts';
import { spreadOf } from '../../../src/gold/aggregates/spread.ts';
import { mergeState, type State } from '../../../src/gold/aggregates/state.ts';
import { averageOf, sumOf } from '../../../src/gold/aggregates/sum.ts';
import { bigint, boolean, decimal, double, hugeint, varchar } from '../../../src/sql-expression/types.ts';
import { type Value, whole } from '../../../src/sql-expression/value.ts';

type Row = { value: Value; by: Value };

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const wide = (bits: bigint) => fc.bigInt({ min: -(2n ** bits), max: 2n ** bits }).map(whole);
const long = fc.oneof(fc.integer(), wide(63n));
const huge = fc.oneof(long, wide(120n));
const text = fc.constantFrom('', 'a', 'ä', '😀', '\uffff', 'z:1', 'z|1');
const real = fc.oneof(fc.double({ noNaN: false }), fc.constantFrom(0, -0, 1e-300, 1e300));

const subjects: [name: string, Aggregate | null, value: fc.Arbitrary<Value>][] = [
  ['count(*)', countRows, fc.constant(null)],
  ['count', countValues, maybe(long)],
  ['sum of BIGINT', sumOf(bigint, true), maybe(long)],
  ['sum of HUGEINT', sumOf(hugeint, false), maybe(wide(110n))],
  ['sum of DECIMAL', sumOf(decimal(38, 10), true), maybe(wide(110n))],
  ['sum of BOOLEAN', sumOf(boolean, true), maybe(fc.boolean())],
  ['avg', averageOf(bigint), maybe(long)],
  ['bool_and', boolAnd, maybe(fc.boolean())],
  ['bool_or', boolOr, maybe(fc.boolean())],
  ['stddev', spreadOf(bigint, { sample: true, root: true }), maybe(long)],
  ['var_pop', spreadOf(decimal(38, 2), { sample: false, root: false }), maybe(wide(110n))],
  ['count(DISTINCT)', distinctOf(varchar), maybe(text)],
  ['count(DISTINCT) of DOUBLE', distinctOf(double), maybe(real)],
  ['approx_quantile', quantileOf(double, 0.5), maybe(real)],
  ['min of VARCHAR', extremeOf(varchar, '<'), maybe(text)],
  ['max of HUGEINT', extremeOf(hugeint, '>'), maybe(huge)],
  ['max of DOUBLE', extremeOf(double, '>'), maybe(real)],
  ['arg_min', extremeByOf(varchar, bigint, '<', false), maybe(text)],
  ['first', extremeByOf(varchar, bigint, '<', true), maybe(text)],
];

const fields = createFields('f');

function fold(aggregate: Aggregate, rows: readonly Row[], weight = 1): State {
  const state: State = {};
  for (const { value, by } of rows) aggregate.add(state, fields, weight, value, by);
  return state;
}

describe.each(subjects)('%s', (name, given, value) => {
  const aggregate = given as Aggregate;
  const rows = fc.array(
    fc.record({ value, by: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(null)) }),
    {
      maxLength: 12,
    },
  );

  test('of parts merged in any order is that of the whole', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat(3)), fc.boolean(), (all, parts, backwards) => {
        const grouped = [...Map.groupBy(all, () => parts.next().value ?? 0).values()];
        const states = grouped.map(part => fold(aggregate, part));
        const merged: State = {};
        for (const state of backwards ? states.reverse() : states) mergeState(merged, structuredClone(state));
        expect(aggregate.read(JSON.parse(JSON.stringify(merged)), fields)).toEqual(
          aggregate.read(fold(aggregate, all), fields),
        );
      }),
      { numRuns: 200 },
    );
  });

  // The sum of HUGEINT here is that over rows that never go: it does not count them.
  if (!aggregate.invertible || name === 'sum of HUGEINT') return;
  test('of rows that went again is that of the rest', () => {
    fc.assert(
      fc.property(rows, rows, (kept, gone) => {
        const state = fold(aggregate, [...gone, ...kept]);
        mergeState(state, fold(aggregate, gone, -1));
        expect(aggregate.read(state, fields)).toEqual(aggregate.read(fold(aggregate, kept), fields));
      }),
      { numRuns: 200 },
    );
  });
});

test('a sum of half a million numbers of 40 bits is exact', () => {
  const sum = sumOf(bigint, false) as Aggregate;
  const state: State = {};
  const value = 2 ** 40 - 1;
  for (let i = 0; i < 500_000; i += 1) sum.add(state, fields, 1, value, null);
  expect(sum.read(state, fields)).toBe(whole(BigInt(value) * 500_000n));
});

test('a sum beyond its type is null, as where DuckDB stops', () => {
  const sum = sumOf(hugeint, false) as Aggregate;
  const greatest = 2n ** 127n - 1n;
  expect(sum.read(fold(sum, [{ value: greatest, by: null }]), fields)).toBe(greatest);
  expect(
    sum.read(
      fold(sum, [
        { value: greatest, by: null },
        { value: 1, by: null },
      ]),
      fields,
    ),
  ).toBeNull();
});

test('an extreme refuses to be taken back: the compiler should not have let it come to that', () => {
  const max = extremeOf(bigint, '>') as Aggregate;
  expect(() => fold(max, [{ value: 1, by: null }], -1)).toThrow('cannot be taken back');
});
