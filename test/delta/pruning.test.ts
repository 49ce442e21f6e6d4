// File skipping leaves out no file that has a row for which the predicates are true, whatever statistics lose.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddFile } from '../../src/delta/actions.ts';
import type { PrimitiveType } from '../../src/delta/schema.ts';
import { type Predicate, parseStatistics, pruneFiles, upperTextBound } from '../../src/delta/statistics.ts';
import { type Column, date, decimal, double, float, long, text, timestamp } from './column-values.ts';
import { structOf } from './rows.ts';

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
