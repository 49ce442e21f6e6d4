// Aggregates whose arithmetic is DuckDB's to the last bit, and those whose own is as near as is promised.

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Aggregate } from '../../../src/gold/aggregates/aggregate.ts';
import { createFields } from '../../../src/gold/aggregates/fields.ts';
import { quantileOf } from '../../../src/gold/aggregates/quantile.ts';
import { spreadOf } from '../../../src/gold/aggregates/spread.ts';
import type { State } from '../../../src/gold/aggregates/state.ts';
import { averageOf } from '../../../src/gold/aggregates/sum.ts';
import {
  bigint,
  decimal,
  double,
  hugeint,
  integer,
  type SqlType,
  smallint,
  tinyint,
  typeName,
} from '../../../src/sql-expression/types.ts';
import { type Value, whole } from '../../../src/sql-expression/value.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** Values as DuckDB holds them: integers, or decimals without their point. Many groups at once, by their place. */
async function inDuckdb(
  call: string,
  type: SqlType,
  groups: readonly (readonly bigint[])[],
): Promise<number[]> {
  const values = groups.flatMap((group, i) => group.map(value => `(${i}, '${literal(type, value)}')`));
  const { rows } = await connection
    .runAndReadAll(
      `SELECT ${call} FROM (SELECT g, v::${typeName(type)} AS x FROM (VALUES ${values.join(', ')}) AS t(g, v)) GROUP BY g ORDER BY g`,
    )
    .then(reader => ({ rows: reader.getRows() }));
  return rows.map(([value]) => Number(value));
}

function literal(type: SqlType, value: bigint): string {
  if (type.id !== 'DECIMAL' || type.scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(type.scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -type.scale)}.${digits.slice(-type.scale)}`;
}

function ours(aggregate: Aggregate | null, values: readonly Value[]): Value {
  const [state, fields]: [State, ReturnType<typeof createFields>] = [{}, createFields('f')];
  for (const value of values) aggregate?.add(state, fields, 1, value, null);
  return aggregate?.read(state, fields) ?? null;
}

const groupsOf = (bits: number, maxLength = 9) => {
  const value = fc
    .nat(bits)
    .chain(size => fc.bigInt({ min: -(2n ** BigInt(size)) + 1n, max: 2n ** BigInt(size) - 1n }));
  return fc.array(fc.array(value, { minLength: 1, maxLength, size: 'max' }), {
    minLength: 60,
    maxLength: 60,
    size: 'max',
  });
};

describe('avg is that of DuckDB to the last bit', () => {
  test.each<[SqlType, bits: number]>([
    [tinyint, 7],
    [smallint, 15],
    [integer, 31],
    [bigint, 63],
    [hugeint, 120],
    [decimal(4, 2), 13],
    [decimal(9, 3), 29],
    [decimal(18, 3), 59],
    [decimal(18, 18), 59],
    [decimal(38, 10), 120],
    [decimal(38, 30), 120],
    [decimal(38, 38), 120],
  ])('over %o', async (type, bits) => {
    await fc.assert(
      fc.asyncProperty(groupsOf(bits), async groups => {
        const expected = await inDuckdb('avg(x)', type, groups);
        expect(groups.map(group => ours(averageOf(type), group.map(whole)))).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
});

/** DuckDB adds up squares of differences from a running mean, with an error that grows with the values. */
test.each([
  ['stddev_samp', { sample: true, root: true }],
  ['stddev_pop', { sample: false, root: true }],
  ['var_samp', { sample: true, root: false }],
  ['var_pop', { sample: false, root: false }],
])('%s is that of DuckDB to nine digits', async (name, kind) => {
  await fc.assert(
    fc.asyncProperty(groupsOf(24, 40), async groups => {
      const type = decimal(18, 2);
      const several = groups.filter(group => group.length > 1);
      const expected = await inDuckdb(`${name}(x)`, type, several);
      for (const [i, group] of several.entries()) {
        const found = Number(ours(spreadOf(type, kind), group.map(whole)));
        expect(Math.abs(found - (expected[i] ?? 0))).toBeLessThanOrEqual(1e-9 * Math.max(1, found));
      }
    }),
    { numRuns: 6 },
  );
});

describe('approx_quantile is within 1 % of the value at its rank', () => {
  test.each([0, 0.01, 0.25, 0.5, 0.9, 0.99, 1])('at %f', fraction => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), fc.integer()),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        values => {
          const sorted = values.toSorted((a, b) => a - b);
          const exact = sorted[Math.floor(fraction * (sorted.length - 1))] ?? 0;
          const found = Number(ours(quantileOf(double, fraction), values));
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.010_001);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('of whole numbers it is one', () => {
    expect(ours(quantileOf(bigint, 0.5), [10, 20, 30])).toBe(20);
    expect(ours(quantileOf(integer, 0.5), [])).toBeNull();
  });
});
