// The law: leaving files out never changes an answer. `… OR false` says the same and keeps every file.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

let lake: TestLake;
let sql: TestEngine;

const days = ['2026-01-01', '2026-01-02', '2026-01-03', null];
const columns = {
  k: 'long',
  n: 'integer',
  s: 'string',
  x: 'double',
  at: 'timestamp',
  d: 'date',
  day: 'date',
} as const;

beforeAll(async () => {
  lake = await createTestLake();
  for (const [name, seed] of [
    ['silver.a', 1],
    ['silver.b', 2],
  ] as const) {
    await lake.define(name, columns, 'day');
    for (const [i, day] of days.entries()) {
      const from = i * 3 + seed;
      await lake.append(
        name,
        `SELECT ${from} + r AS k, CASE WHEN r % 3 = 0 THEN NULL ELSE ${from} - r END::INTEGER AS n,
          CASE WHEN r = 0 THEN NULL ELSE chr(${96 + from} + r::INT) || 'é' END AS s,
          CASE WHEN r = 1 THEN 'nan'::DOUBLE ELSE r / 2 END AS x,
          TIMESTAMPTZ '2026-01-01 00:00:00.000499Z' + to_hours(${from} + r::INT) AS at,
          DATE '2026-01-01' + r::INT AS d FROM range(3) t(r)`,
        day,
      );
    }
    await lake.append(
      name,
      'SELECT NULL::BIGINT AS k, NULL::INTEGER AS n, NULL AS s, NULL::DOUBLE AS x, NULL::TIMESTAMPTZ AS at, NULL::DATE AS d',
      '2026-01-02',
    );
  }
  sql = createTestEngine(lake);
});

afterAll(async () => {
  await sql.close();
  lake.remove();
});

const constants: Record<keyof typeof columns, string[]> = {
  k: ['0', '4', '4.5', "'5'", '-1 + 8', '9007199254740993', '1e3', 'NULL', '3::UTINYINT'],
  n: ['2', '5.0', "'3'", 'round(2.6)', 'NULL'],
  s: ["'c'", "'dé'", "'é'", "'c' || 'é'", 'NULL', "'z' COLLATE NOCASE"],
  x: ['0.5', "'nan'::DOUBLE", '1', 'NULL'],
  at: [
    "'2026-01-01 05:00:00'",
    "TIMESTAMPTZ '2026-01-01 05:00:00.000499Z'",
    "'2026-01-01T07:00:00+02:00'",
    "TIMESTAMP '2026-01-01 06:00:00.0004'",
    "DATE '2026-01-01'",
    'now()',
    'current_date',
  ],
  d: [
    "'2026-01-02'",
    "DATE '2026-01-03' - 1",
    "TIMESTAMP '2026-01-02 12:00:00'",
    'current_date',
    "'2026-1-2'",
  ],
  day: [
    "'2026-01-02'",
    "DATE '2026-01-01'",
    "TIMESTAMPTZ '2026-01-02 23:30:00-01:00'",
    'current_date - 1',
    'NULL',
  ],
};

const column = fc.constantFrom(...(Object.keys(columns) as (keyof typeof columns)[]));
const comparison = fc
  .record({
    table: fc.constantFrom('a.', 'b.'),
    column,
    operator: fc.constantFrom(
      '=',
      '<',
      '<=',
      '>',
      '>=',
      '<>',
      'IS NOT DISTINCT FROM',
      'BETWEEN',
      'IN',
      'NOT IN',
      'flipped',
    ),
    picks: fc.tuple(fc.nat(), fc.nat()),
  })
  .map(({ table, column: name, operator, picks: [i, j] }) => {
    const values = constants[name];
    const [one, other] = [values[i % values.length], values[j % values.length]];
    if (operator === 'BETWEEN') return `${table}${name} BETWEEN ${one} AND ${other}`;
    if (operator === 'IN' || operator === 'NOT IN') return `${table}${name} ${operator} (${one}, ${other})`;
    return operator === 'flipped' ? `${one} < ${table}${name}` : `${table}${name} ${operator} ${one}`;
  });
const condition = fc.oneof(
  { weight: 5, arbitrary: comparison },
  fc.tuple(comparison, comparison).map(([a, b]) => `(${a} OR ${b})`),
  comparison.map(a => `NOT (${a})`),
  fc.constantFrom('a.k IS NULL', 'b.k IS NULL', 'random() >= 0', 'a.k = b.k'),
);
const join = fc.constantFrom(
  'silver.a a, silver.b b',
  'silver.a a JOIN silver.b b ON a.k = b.k',
  'silver.a a LEFT JOIN silver.b b ON a.k = b.k',
  'silver.a a RIGHT JOIN silver.b b ON a.k = b.k',
  'silver.a a FULL JOIN silver.b b ON a.k = b.k',
  'silver.a a FULL JOIN silver.b b USING (k)',
  'silver.a a NATURAL LEFT JOIN silver.b b',
  'silver.a a ASOF JOIN silver.b b ON a.at >= b.at',
  'silver.a a ASOF LEFT JOIN silver.b b ON a.k = b.k AND a.at >= b.at',
  'silver.a a POSITIONAL JOIN silver.b b',
  'silver.a a LEFT JOIN (silver.a c FULL JOIN silver.b b ON b.k = c.k) ON a.n = b.n',
  '(silver.a a FULL JOIN silver.a c ON a.n = c.k) LEFT JOIN silver.b b ON b.k = c.n',
  '(SELECT * FROM silver.a) a, silver.b b',
  'silver.a a, LATERAL (SELECT * FROM silver.b WHERE silver.b.k >= a.k) b',
);

test('answers are the same with and without it, whatever is joined and asked', async () => {
  let pruned = 0;
  await fc.assert(
    fc.asyncProperty(join, fc.array(condition, { minLength: 1, maxLength: 3 }), async (from, conditions) => {
      const where = conditions.join(' AND ');
      const select = `SELECT a.k, a.s, a.at, a.day, b.k, b.n, b.x, b.day FROM ${from} WHERE`;
      const ask = (text: string) =>
        sql.ask({ sql: `${text} ORDER BY ALL`, format: 'csv' }).then(
          answer => answer,
          (error: Error) => ({ text: error.message.replace(/ \(line .*/, ''), filesPruned: 0 }),
        );
      const [narrow, whole] = await Promise.all([
        ask(`${select} ${where}`),
        ask(`${select} (${where}) OR false`),
      ]);
      expect(narrow.text, `${from} WHERE ${where}`).toBe(whole.text);
      expect(whole.filesPruned).toBe(0);
      pruned += narrow.filesPruned;
    }),
    { numRuns: 150 },
  );
  expect(pruned).toBeGreaterThan(50);
}, 120_000);

const pruning = async (query: string) => {
  const { filesRead, filesPruned } = await sql.ask(query);
  return { filesRead, filesPruned };
};

test('every reference to a table is narrowed by its own conditions', async () => {
  expect(
    await pruning(
      "SELECT count(*) FROM silver.a x, silver.a y WHERE x.day = '2026-01-01' AND y.day = '2026-01-02'",
    ),
  ).toEqual({ filesRead: 3, filesPruned: 7 });
  expect(
    await pruning(
      "WITH one AS (SELECT * FROM silver.a WHERE day = '2026-01-01') SELECT * FROM one UNION ALL SELECT * FROM silver.a WHERE k > 100",
    ),
  ).toEqual({ filesRead: 1, filesPruned: 9 });
});

test.each([
  ['a sample', "SELECT count(*) FROM silver.a TABLESAMPLE 100% WHERE day = '2026-01-01'"],
  ['renamed columns', 'SELECT count(*) FROM silver.a AS a(day, k) WHERE day = 1'],
  ['a merged column', 'SELECT count(*) FROM silver.a FULL JOIN silver.b USING (k) WHERE k = 1'],
  ['a value that changes from row to row', 'SELECT count(*) FROM silver.a WHERE k = random()'],
  [
    'a name that the query has given to something else',
    'SELECT count(*) FROM silver.a, (SELECT 1 AS current_date) WHERE a.k = current_date',
  ],
  ['a comparison by collation', "SELECT count(*) FROM silver.a WHERE s = 'C' COLLATE NOCASE"],
])('nothing is left out for %s', async (_case, query) => {
  expect((await pruning(query)).filesPruned).toBe(0);
});

test.each([
  `"at" IN ('2026-01-01 06:00:00.000499+05', '2026-01-01 02:00:00.000499+00')`,
  `"at" IN (TIMESTAMPTZ '2026-01-01 01:00:00.000499+00', TIMESTAMPTZ '2026-01-01 02:00:00+00')`,
])('times in several zones and lengths are put in order as times: %s', async condition => {
  const count = async (where: string) => sql.rows(`SELECT count(*)::INT AS n FROM silver.a WHERE ${where}`);
  expect(await count(condition)).toEqual(await count(`${condition} OR false`));
});
