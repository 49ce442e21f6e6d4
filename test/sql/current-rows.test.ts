import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

let lake: TestLake;
let sql: TestEngine;

const change = (id: number, units: number, weight: number) =>
  `SELECT ${id}::BIGINT AS id, ${units}::BIGINT AS units, ${weight}::BIGINT AS _weight, 'x' AS _change_type, 1::BIGINT AS _sequence_number`;

beforeAll(async () => {
  lake = await createTestLake();
  const columns = {
    id: 'long',
    units: 'long',
    _weight: 'long',
    _change_type: 'string',
    _sequence_number: 'long',
  } as const;
  await lake.define('silver.stock_changes', columns);
  await lake.append('silver.stock_changes', `${change(1, 5, 1)} UNION ALL ${change(2, 9, 1)}`);
  await lake.append('silver.stock_changes', `${change(1, 5, -1)} UNION ALL ${change(1, 7, 1)}`);
  await lake.append('silver.stock_changes', change(2, 9, -1));
  sql = createTestEngine(lake, { current: new Map([['silver.stock', 'silver.stock_changes']]) });
});
afterAll(async () => {
  await sql.close();
  lake.remove();
});

test('present rows are those that came and did not go again', async () => {
  expect(await sql.rows('SELECT * FROM silver.stock')).toEqual([{ id: 1, units: 7 }]);
});

test('a condition reads fewer files and changes no answer', async () => {
  expect(await sql.rows('SELECT count(*) AS n FROM silver.stock WHERE units = 9')).toEqual([{ n: 0 }]);
  expect(await sql.rows('SELECT count(*) AS n FROM silver.stock WHERE units > 6')).toEqual([{ n: 1 }]);
});

test('an earlier version has the rows of its time', async () => {
  expect(await sql.rows('SELECT id, units FROM silver.stock AT (VERSION => 1) ORDER BY id')).toEqual([
    { id: 1, units: 5 },
    { id: 2, units: 9 },
  ]);
});

test('the table of changes has them all, and the view hides what belongs to changes', async () => {
  expect(await sql.rows('SELECT sum(_weight * units)::BIGINT AS units FROM silver.stock_changes')).toEqual([
    { units: 7 },
  ]);
  const described = await sql.engine.describe();
  expect(described.find(({ name }) => name === 'silver.stock')?.columns.map(({ name }) => name)).toEqual([
    'id',
    'units',
  ]);
});

test('a column that the view hides is one of a table around it', async () => {
  const outer = `SELECT s.id FROM silver.stock_changes s WHERE s._sequence_number = 1 AND EXISTS (
    SELECT 1 FROM silver.stock WHERE _weight = -1 AND units = 7)`;
  expect(await sql.rows(`${outer} ORDER BY ALL`)).toEqual(await sql.rows(`${outer} OR false ORDER BY ALL`));
});
