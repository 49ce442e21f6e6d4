import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/audit/silver-database.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { exportTrainingSet } from '../../src/features/training-set.ts';
import { source } from '../tables/lake.ts';
import {
  compileTemplate,
  type Happening,
  type History,
  openHistory,
  projectModel,
  testCatalog,
} from './history.ts';

const noonMs = Date.UTC(2026, 10, 26, 12);
const catalog = testCatalog();
const fraud = projectModel(catalog, 'payment_fraud_features');

const payment = (cardToken: string, minutesAgo: number): Happening => ({
  lane: 0,
  table: 'payments_authorised',
  row: { cardToken, storeId: '0001', amountMinor: 100 },
  eventTimeMs: noonMs - minutesAgo * 60_000,
  enqueuedTimeMs: noonMs,
});

let past: History;
beforeAll(async () => {
  past = await openHistory(catalog, [payment('007', 90), payment('007', 10), payment('008', 5)]);
});
afterAll(() => past.close());

async function exportFrom(spine: string, content: string | Uint8Array, out = 'out.ndjson', compiled = fraud) {
  const [from, to] = [join(past.folder, spine), join(past.folder, out)];
  writeFileSync(from, content);
  const made = await exportTrainingSet(past.parts, compiled, { spine: from, out: to });
  return { ...made, to };
}

const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

test('the spine keeps its rows, their order and its labels; keys are text as they are written', async () => {
  const csv = `fraud,card_token,as_of,note
true,007,2026-11-26T12:00:00Z,7
false,008,2026-11-26T11:00:00+00:00,
true,7,2026-11-26 13:00:00+01,x\n`;
  const made = await exportFrom('spine.csv', csv);
  expect(made).toMatchObject({ rows: 3, newestEvent: '2026-11-26T11:55:00.000Z', beyond: 2 });
  expect(
    lines(made.to).map(({ fraud, card_token, note, payments_1h, payments_24h }) => [
      fraud,
      card_token,
      note,
      payments_1h,
      payments_24h,
    ]),
  ).toEqual([
    [true, '007', '7', 1, 2],
    [false, '008', null, 0, 0],
    [true, '7', 'x', 0, 0],
  ]);
});

test('Parquet comes in and goes out, exact sums as 64-bit integers, and says what it was made from', async () => {
  const database = await openDatabase();
  const spine = join(past.folder, 'spine.parquet');
  await database.run(
    `COPY (SELECT '007' AS card_token, TIMESTAMP '2026-11-26 12:00:00' AS as_of) TO '${spine}'`,
  );
  const { to } = await exportFrom('spine.parquet', readFileSync(spine), 'out.parquet');
  expect(
    await database.rows(`SELECT amount_minor_24h, typeof(amount_minor_24h) AS type FROM '${to}'`),
  ).toEqual([{ amount_minor_24h: '200', type: 'BIGINT' }]);
  const about = await database.rows(
    `SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('${to}')`,
  );
  expect(Object.fromEntries(about.map(({ k, v }) => [k, v]))).toMatchObject({
    ...{ view: 'payment_fraud_features', version: String(fraud.model.version) },
    silver: '{"shop-0":2,"shop-1":-1}',
  });
  database.close();
});

test.each([
  [
    'a.csv',
    'card_token\n007\n',
    'has no column "as_of"; a spine for payment_fraud_features has card_token, as_of',
  ],
  ['b.csv', 'as_of\n2026-11-26\n', 'has no column "card_token"'],
  [
    'c.csv',
    'card_token,as_of\n007,2026-11-26\n008,soon\n',
    'row 2: as_of must be TIMESTAMP WITH TIME ZONE, not "soon"',
  ],
  [
    'd.ndjson',
    '{"card_token":null,"as_of":"2026-11-26T12:00:00Z"}\n',
    'row 1: card_token must be VARCHAR, not null',
  ],
  [
    'e.csv',
    'card_token,as_of,stores_1h\n007,2026-11-26,1\n',
    'stores_1h is a column of the spine and a feature',
  ],
  ['f.xlsx', '', 'must end in .csv, .ndjson, .parquet'],
])('a spine that cannot be is refused: %s', async (spine, content, reason) => {
  await expect(exportFrom(spine, content)).rejects.toThrow(reason);
});

const from = (table: string) => `from {{ source('silver', '${table}') }}`;
const windows = "{{ config(meta={'span': '1d', 'retain': '3d'}) }}";

test.each([
  [
    'large',
    `select "cardToken" as card, count(*) as n ${from('payments_authorised')} group by card having count(*) > 1`,
    'HAVING',
  ],
  [
    'median',
    `select "cardToken" as card, approx_quantile("amountMinor", 0.5) as m ${from('payments_authorised')} group by card`,
    'sketch',
  ],
  [
    'blind',
    `with p as (select "cardToken" as card ${from('payments_authorised')}) select card, count(*) as n from p group by card`,
    'does not see _event_time',
  ],
  [
    'arrived',
    `${windows} select "cardToken" as card, date_trunc('hour', _enqueued_time) as w, count(*) as n ${from('payments_authorised')} group by card, w`,
    'not cut from _event_time',
  ],
  [
    'mixed',
    `${windows} with p as (select "cardToken" as card, _event_time as t ${from('payments_authorised')}
    union all select "cardToken", _enqueued_time ${from('payments_declined')})
    select card, date_trunc('hour', t) as w, count(*) as n from p group by card, w`,
    'not cut from _event_time',
  ],
])('a model for which it would not be sound is refused: %s', async (name, sql, reason) => {
  const compiled = await compileTemplate(catalog, name, sql);
  const spine = 'card,as_of\n007,2026-11-26\n';
  await expect(exportFrom('refused.csv', spine, 'refused.csv.out.csv', compiled)).rejects.toThrow(reason);
});

test('present rows of a relational source are refused: what they were is not kept by row', async () => {
  const stock: Catalog = {
    sources: [
      source('debezium', { id: { type: 'string' }, sku: { type: 'string' }, units: { type: 'integer' } }),
    ],
  };
  const sql = `select sku, sum(units) as units ${from('shop_sale')} where sku is not null group by sku`;
  const compiled = await compileTemplate(stock, 'stock', sql);
  const history = await openHistory(stock, []);
  const spine = join(history.folder, 'spine.csv');
  writeFileSync(spine, 'sku,as_of\nA,2026-11-26\n');
  const out = join(history.folder, 'out.csv');
  await expect(exportTrainingSet(history.parts, compiled, { spine, out })).rejects.toThrow(
    'stock has no training sets: silver.shop_sale has the rows that are present now',
  );
  history.close();
});

test('a model without windows is over all events up to the instant', async () => {
  const sql = `select "cardToken" as card, count(*) as n, max(_event_time) as last ${from('payments_authorised')} group by card`;
  const ever = await compileTemplate(catalog, 'ever', sql);
  const spine = 'card,as_of\n007,2026-11-26T11:00:00Z\n007,2026-11-27\n';
  const { to } = await exportFrom('ever.csv', spine, 'ever.ndjson', ever);
  expect(lines(to).map(({ n }) => n)).toEqual([1, 2]);
});
