// The project's own models that look rows up, asked over HTTP and as tables of SQL.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SilverEvent, WeightedRow } from '../../src/events/silver-event.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { keptModels } from '../../src/gold/kept-models.ts';
import type { JsonObject } from '../../src/json.ts';
import { readModels } from '../../src/package-files.ts';
import { queryGold } from '../../src/serving/gold.ts';
import { createGoldReader } from '../../src/serving/gold-reader.ts';
import { createGoldTables } from '../../src/sql/gold-tables.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';

const models = readModels();
const kept = keptModels(models);
const store = createMemoryGoldStore();
const startMs = Date.UTC(2026, 0, 1, 12);
let nowMs = startMs;
const reader = createGoldReader(store, () => nowMs);
const folder = mkdtempSync(join(tmpdir(), 'assay-lookups-'));
afterAll(() => rmSync(folder, { recursive: true }));

let sequenceNumber = 0;
async function fold(table: string, rows: [weight: 1 | -1, row: JsonObject][], atMs = startMs) {
  sequenceNumber += 1;
  const weighted = rows.map(([weight, row]): WeightedRow => ({ weight, row, eventTimeMs: atMs }));
  const event: SilverEvent = {
    ...{ type: table, table, identity: `${sequenceNumber}`, eventTimeMs: atMs, rows: weighted, warnings: [] },
  };
  const accepted = [{ sequenceNumber, enqueuedTimeMs: startMs, event }];
  await createFoldWriter(store).write(foldBatch(kept, { hub: table, partitionId: '0' }, accepted));
}

async function ask(model: string, query: string) {
  const answer = await queryGold(models, reader, model, new URLSearchParams(query), null, nowMs);
  return JSON.parse(answer.body as string).rows;
}

const sale = (quantity: number): JsonObject => ({
  ...{ storeId: 'S1', totalMinor: 100 },
  lines: [{ sku: 'A', quantity, amountMinor: quantity * 100 }],
});
const stock = (store_id: string, on_hand: number): JsonObject => ({
  ...{ store_id, sku: 'A', on_hand, reserved: 1, in_transit: 4 },
});
const price = (price_minor: number): JsonObject => ({
  ...{ store_id: 'S1', sku: 'A', price_minor, was_price_minor: 300, valid_from: '2026-01-01T00:00:00Z' },
});

test('stock-out risk is the velocity of each window, at any grain, against the stock of now', async () => {
  await fold('pos_sale', [[1, sale(4)]], startMs - 7 * 60_000);
  await fold('pos_sale', [[1, sale(6)]], startMs - 2 * 60_000);
  expect(await ask('stock_out_risk', 'sku=A&grain=1h')).toMatchObject([
    { sku: 'A', units: 10, available: null, windows_of_cover: null, sells_out: null },
  ]);
  await fold('inventory_stock_level', [[1, stock('S1', 16)]]);
  await fold('inventory_stock_level', [[1, stock('S2', 6)]]);
  nowMs += 2_000;
  expect(await ask('stock_out_risk', 'sku=A&grain=1h')).toMatchObject([
    { units: 10, available: 20, in_transit: 8, stores_with_stock: 2, windows_of_cover: 2, sells_out: false },
  ]);
  expect(await ask('stock_out_risk', 'sku=A')).toMatchObject([
    { window_start: '2026-01-01T11:53:00.000Z', units: 4, windows_of_cover: 5 },
    { window_start: '2026-01-01T11:58:00.000Z', units: 6 },
  ]);
});

test('a price that changes, goes and comes again is the price of now, a second later at most', async () => {
  const worth = async () => (await ask('stock_value', 'store_id=S1'))[0];
  expect(await worth()).toMatchObject({
    on_hand: 16,
    price_minor: null,
    value_minor: null,
    is_reduced: false,
  });
  await fold('pricing_price', [[1, price(250)]]);
  expect((await worth()).price_minor).toBe(null);
  nowMs += 1_000;
  expect(await worth()).toMatchObject({ price_minor: 250, value_minor: 4000, is_reduced: true });
  for (const [before, after] of [
    [250, 260],
    [260, 300],
  ] as const)
    await fold('pricing_price', [
      [-1, price(before)],
      [1, price(after)],
    ]);
  nowMs += 1_000;
  expect(await worth()).toMatchObject({ price_minor: 300, value_minor: 4800, is_reduced: false });
  await fold('pricing_price', [[-1, price(300)]]);
  nowMs += 1_000;
  expect(await worth()).toMatchObject({ price_minor: null, price_valid_from: null });
});

test('an answer is as fresh as what it looked up: its lanes, and when it was folded', async () => {
  const answer = await queryGold(
    models,
    reader,
    'stock_value',
    new URLSearchParams('store_id=S1&sku=A'),
    null,
    nowMs,
  );
  const { watermark, freshness } = JSON.parse(answer.body as string);
  expect(watermark).toEqual({
    'inventory_stock_level-0': expect.any(Number),
    'pricing_price-0': sequenceNumber,
  });
  const lookedUp = await store.read(
    models.find(({ name }) => name === 'stock_value')?.lookups[0]?.model as (typeof models)[0],
    { pk: 'S1', id: 'A|00000000000000' },
  );
  expect(freshness.foldedAt).toBe(new Date(lookedUp?.document.at ?? 0).toISOString());
  const listed = await queryGold(
    models,
    reader,
    'stock_value',
    new URLSearchParams('store_id=S1'),
    null,
    nowMs,
  );
  expect(JSON.parse(listed.body as string).watermark).toEqual(watermark);
});

test('a row that is there twice, as a second snapshot leaves it, is two rows of the answer', async () => {
  await fold('pricing_price', [[1, price(200)]]);
  await fold('pricing_price', [[1, price(200)]]);
  nowMs += 1_000;
  expect(await ask('stock_value', 'store_id=S1&sku=A')).toMatchObject([
    { price_minor: 200 },
    { price_minor: 200 },
  ]);
  await fold('pricing_price', [[-1, price(200)]]);
  nowMs += 1_000;
  expect(await ask('stock_value', 'store_id=S1&sku=A')).toMatchObject([{ price_minor: 200 }]);
});

test('a document of present rows keeps what is there, and not what was', async () => {
  for (let i = 0; i < 200; i += 1)
    await fold('pricing_price', [
      [-1, price(200 + i)],
      [1, price(201 + i)],
    ]);
  const [document] = [...store.documents].flatMap(([id, stored]) =>
    id.startsWith('silver_pricing_price ') ? [stored.document] : [],
  );
  expect(Object.keys(document?.s ?? {}).length).toBeLessThan(40);
  nowMs += 1_000;
  expect(await ask('stock_value', 'store_id=S1&sku=A')).toMatchObject([{ price_minor: 400 }]);
});

test('as tables of SQL they have the same rows', async () => {
  const tables = createGoldTables(
    {
      models: async () => models,
      read: async model =>
        [...store.documents].flatMap(([id, { document }]) =>
          id.startsWith(`${(model.over ?? model).name} `) ? [document] : [],
        ),
    },
    folder,
    1_000,
    () => nowMs,
  );
  const rowsOf = async (name: string) => {
    const { path } = await tables.file(models.find(model => model.name === name) as (typeof models)[0]);
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  };
  expect(await rowsOf('stock_out_risk')).toEqual(await ask('stock_out_risk', 'sku=A'));
  expect(await rowsOf('stock_value')).toEqual([
    ...(await ask('stock_value', 'store_id=S1')),
    ...(await ask('stock_value', 'store_id=S2')),
  ]);
});
