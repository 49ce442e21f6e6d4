import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

let lake: TestLake;
let sql: TestEngine;

const sale = (basket: string, units: number, time: string) =>
  `SELECT '${basket}' AS basket, ${units}::BIGINT AS units, TIMESTAMPTZ '${time}' AS "_event_time",
    [{'sku': 'A', 'price': 1.5::DOUBLE}, {'sku': 'B', 'price': 'nan'::DOUBLE}]::STRUCT(sku VARCHAR, price DOUBLE)[] AS lines`;

beforeAll(async () => {
  lake = await createTestLake();
  await lake.define(
    'silver.pos_sale',
    {
      basket: 'string',
      units: 'long',
      _event_time: 'timestamp',
      lines: {
        type: 'array',
        containsNull: true,
        elementType: {
          type: 'struct',
          fields: [
            { name: 'sku', type: 'string', nullable: true, metadata: {} },
            { name: 'price', type: 'double', nullable: true, metadata: {} },
          ],
        },
      },
      _event_date: 'date',
    },
    '_event_date',
  );
  await lake.append('silver.pos_sale', sale('b1', 1, '2026-01-01 10:00:00Z'), '2026-01-01');
  await lake.append('silver.pos_sale', sale('b2', 2, '2026-01-02 10:00:00Z'), '2026-01-02');
  await lake.append('silver.pos_sale', sale('b3', 3, '2026-01-03 10:00:00.123456Z'), '2026-01-03');
  await lake.define('quarantine', { source: 'string', reason: 'string' });
  await lake.append('quarantine', "SELECT 'pos' AS source, 'invalid' AS reason");
  await lake.define('bronze.pos', { body: 'binary', enqueued_date: 'date' }, 'enqueued_date');
  sql = createTestEngine(lake);
});

afterAll(async () => {
  await sql.close();
  lake.remove();
});

test('tables are asked by name, and their columns by the names and types of the table', async () => {
  const answer = await sql.ask('SELECT * FROM silver.pos_sale ORDER BY basket');
  expect(answer.columns).toEqual([
    { name: 'basket', type: 'VARCHAR' },
    { name: 'units', type: 'BIGINT' },
    { name: '_event_time', type: 'TIMESTAMP WITH TIME ZONE' },
    { name: 'lines', type: 'STRUCT(sku VARCHAR, price DOUBLE)[]' },
    { name: '_event_date', type: 'DATE' },
  ]);
  expect(answer).toMatchObject({ rowCount: 3, truncated: false, tables: { 'silver.pos_sale': 3 } });
  expect(JSON.parse(answer.text)[2]).toEqual({
    basket: 'b3',
    units: 3,
    _event_time: '2026-01-03T10:00:00.123456Z',
    lines: [
      { sku: 'A', price: 1.5 },
      { sku: 'B', price: null },
    ],
    _event_date: '2026-01-03',
  });
});

test('a column may be named with its table and schema, in any case of letters', async () => {
  expect(
    await sql.rows("SELECT Silver.POS_Sale.Units AS u FROM SILVER.pos_sale WHERE pos_sale.basket = 'b2'"),
  ).toEqual([{ u: 2 }]);
  expect(await sql.rows('SELECT reason FROM quarantine')).toEqual([{ reason: 'invalid' }]);
  expect(await sql.rows('SELECT count(*) AS n FROM bronze.pos')).toEqual([{ n: 0 }]);
});

test('joins, common table expressions, windows, lists and set operations work', async () => {
  expect(
    await sql.rows(`
      WITH quarantine AS (SELECT 'mine' AS reason), lines AS (SELECT basket, unnest(lines, recursive := true) FROM silver.pos_sale)
      SELECT reason, sku, count(*) AS n, sum(count(*)) OVER () AS total FROM quarantine, lines
      GROUP BY ALL ORDER BY sku`),
  ).toEqual([
    { reason: 'mine', sku: 'A', n: 3, total: 6 },
    { reason: 'mine', sku: 'B', n: 3, total: 6 },
  ]);
  expect(
    await sql.rows(
      'SELECT a.basket FROM silver.pos_sale a JOIN silver.pos_sale b ON a.units = b.units + 1 ORDER BY ALL',
    ),
  ).toEqual([{ basket: 'b2' }, { basket: 'b3' }]);
  expect(await sql.rows('DESCRIBE silver.pos_sale')).toHaveLength(5);
  expect((await sql.rows('SUMMARIZE silver.pos_sale'))[1]).toMatchObject({ column_name: 'units', max: '3' });
});

test('a table has its earlier versions, by AT and by parameter, and two of them in one query', async () => {
  const count = 'SELECT count(*) AS n FROM silver.pos_sale';
  expect(await sql.rows(`${count} AT (VERSION => 1)`)).toEqual([{ n: 1 }]);
  expect(await sql.rows(`${count} AT (TIMESTAMP => now() + INTERVAL 1 HOUR)`)).toEqual([{ n: 3 }]);
  expect(await sql.rows({ sql: count, versions: { 'silver.pos_sale': 2 } })).toEqual([{ n: 2 }]);
  const both = await sql.ask(
    'SELECT basket FROM silver.pos_sale EXCEPT SELECT basket FROM silver.pos_sale AT (VERSION => 2)',
  );
  expect(JSON.parse(both.text)).toEqual([{ basket: 'b3' }]);
  expect(both.tables).toEqual({ 'silver.pos_sale': [2, 3] });
});

test('only files that can hold what is asked are read', async () => {
  const files = async (where: string) => {
    const { filesRead, filesPruned } = await sql.ask(`SELECT count(*) FROM silver.pos_sale WHERE ${where}`);
    return [filesRead, filesPruned];
  };
  expect(await files('true')).toEqual([3, 0]);
  expect(await files("_event_date = '2026-01-02'")).toEqual([1, 2]);
  expect(await files("_event_date >= DATE '2026-01-02' AND units < 3")).toEqual([1, 2]);
  expect(await files("_event_time BETWEEN '2026-01-01' AND TIMESTAMPTZ '2026-01-02 09:00:00Z'")).toEqual([
    1, 2,
  ]);
  expect(await files('_event_date > current_date - 1')).toEqual([0, 3]);
  expect(await files("basket IN ('b1', 'b2')")).toEqual([2, 1]);
  expect(await files("basket = 'b9'")).toEqual([0, 3]);
  expect(await files("basket = 'b1' OR units = 3")).toEqual([3, 0]);
});

test('an answer has at most the rows asked for, and says that there are more', async () => {
  expect(await sql.ask({ sql: 'SELECT * FROM range(10)', limit: 10 })).toMatchObject({
    rowCount: 10,
    truncated: false,
  });
  const cut = await sql.ask({ sql: 'SELECT * FROM range(10) AS r(i)', limit: 9 });
  expect(cut).toMatchObject({ rowCount: 9, truncated: true });
  expect(JSON.parse(cut.text)).toHaveLength(9);
});

test('numbers of every size reach DuckDB as they were written', async () => {
  const { text } = await sql.ask({
    sql: 'SELECT 9007199254740993 AS a, 170141183460469231731687303715884105727 AS b, 1e300 AS c, 100.0::DOUBLE AS d, 0.10 AS e FROM silver.pos_sale TABLESAMPLE 100% LIMIT 1',
    format: 'csv',
  });
  expect(text.split('\n')[1]).toBe(
    '9007199254740993,170141183460469231731687303715884105727,1e+300,100.0,0.10',
  );
});

test('JSON has no NaN and no infinity: they are null, however deep', async () => {
  expect(
    await sql.rows(`SELECT x, [x] AS list, [x, 1]::DOUBLE[2] AS two, map {'k': x} AS map, {'s': {'x': x}} AS struct,
      NULL::STRUCT(x DOUBLE) AS nothing, now() > '2020-01-01' AS later FROM (SELECT 'inf'::DOUBLE AS x)`),
  ).toEqual([
    {
      x: null,
      list: [null],
      two: [null, 1],
      map: { k: null },
      struct: { s: { x: null } },
      nothing: null,
      later: true,
    },
  ]);
});

test('a file from before a column, or a field of a struct, was there has nulls for it', async () => {
  const struct = (...names: string[]) => ({
    type: 'struct' as const,
    fields: names.map(name => ({ name, type: 'string' as const, nullable: true, metadata: {} })),
  });
  await lake.define('silver.grown', { s: struct('a') });
  await lake.append('silver.grown', "SELECT {'a': 'old'} AS s");
  await lake.define('silver.grown', { s: struct('a', 'b'), n: 'long' });
  await lake.append('silver.grown', "SELECT {'a': 'new', 'b': 'b'} AS s, 1::BIGINT AS n");
  expect(await sql.rows('SELECT s, n FROM silver.grown ORDER BY n NULLS FIRST')).toEqual([
    { s: { a: 'old', b: null }, n: null },
    { s: { a: 'new', b: 'b' }, n: 1 },
  ]);
  expect(await sql.rows('SELECT * FROM silver.grown AT (VERSION => 1)')).toEqual([{ s: { a: 'old' } }]);
});

test('CSV has a header row; columns of one name are told apart', async () => {
  const { text } = await sql.ask({ sql: "SELECT 1 AS a, 'x,y' AS a, NULL AS c", format: 'csv' });
  expect(text).toBe('a,a_1,c\n1,"x,y",\n');
});

test('a number beyond the largest double is refused by name', async () => {
  await expect(sql.rows('SELECT 1e400 AS n')).rejects.toThrow('beyond the largest double');
});
