import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GoldDocument } from '../../src/gold/document.ts';
import { readModels } from '../../src/package-files.ts';

import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

const models = readModels();
const hourMs = 3_600_000;
const thisHour = Math.floor(Date.now() / hourMs) * hourMs;

const document = (key: Record<string, string>, span: number, s: Record<string, number>): GoldDocument => ({
  id: `${Object.values(key).slice(1).join('|')}|${span}`,
  pk: Object.values(key)[0] ?? '',
  key,
  span,
  w: {},
  s,
  at: Date.UTC(2026, 0, 1),
});

const documents: Record<string, GoldDocument[]> = {
  inventory_position: [
    document({ store_id: 'S1', sku: 'A' }, 0, { '0_on_hand': 5, '0_on_hand.n': 1, '0_positions': 1 }),
    document({ store_id: 'S2', sku: 'A' }, 0, { '0_on_hand': 7, '0_on_hand.n': 1, '0_positions': 1 }),
  ],
  sales_velocity: [
    document({ sku: 'A' }, Date.UTC(2026, 0, 1, 10), {
      '5_units': 3,
      '5_n': 1,
      '5_revenue_minor': 300,
      '7_units': 1,
      '7_n': 1,
    }),
  ],
  payment_fraud_features: [
    document({ card_token: 'c1' }, Math.floor(thisHour / 86_400_000) * 86_400_000, {
      [`${Math.floor((Date.now() % 86_400_000) / 300_000)}_payments`]: 2,
    }),
  ],
  loyalty_redemption: [],
};

let lake: TestLake;
let sql: TestEngine;
const reads: string[] = [];

async function read({ name }: { name: string }): Promise<GoldDocument[]> {
  reads.push(name);
  return documents[name] ?? [];
}

beforeAll(async () => {
  lake = await createTestLake();
  await lake.define('silver.stock', { sku: 'string', supplier: 'string' });
  await lake.append('silver.stock', "SELECT 'A' AS sku, 'Acme' AS supplier");
  sql = createTestEngine(lake, { gold: { models: async () => models, read }, maxGoldDocuments: 2 });
});

afterAll(async () => {
  await sql.close();
  lake.remove();
});

test('current rows, joined with silver; the answer says when gold was folded', async () => {
  const answer = await sql.ask(
    'SELECT supplier, sum(on_hand)::BIGINT AS on_hand, max(positions) AS positions FROM gold.inventory_position JOIN silver.stock USING (sku) GROUP BY ALL',
  );
  expect(JSON.parse(answer.text)).toEqual([{ supplier: 'Acme', on_hand: 12, positions: 1 }]);
  expect(answer.tables).toEqual({
    'gold.inventory_position': '2026-01-01T00:00:00.000Z',
    'silver.stock': 1,
  });
});

test('windows are rows with their start, and derived columns are numbers or null', async () => {
  expect(
    await sql.rows('SELECT "window_start", units, "revenue_minor" FROM gold.sales_velocity ORDER BY 1'),
  ).toEqual([
    { window_start: '2026-01-01T10:05:00.000000Z', units: 3, revenue_minor: 300 },
    { window_start: '2026-01-01T10:07:00.000000Z', units: 1, revenue_minor: null },
  ]);
  expect((await sql.ask('SELECT * FROM gold.loyalty_redemption')).columns.at(-1)).toEqual({
    name: 'redemption_rate',
    type: 'DOUBLE',
  });
});

test('trailing features are as of now', async () => {
  expect(
    await sql.rows('SELECT card_token, payments_1h, payments_24h FROM gold.payment_fraud_features'),
  ).toEqual([{ card_token: 'c1', payments_1h: 2, payments_24h: 2 }]);
});

test('documents are read once for queries that follow closely', async () => {
  reads.length = 0;
  const quick = createTestEngine(lake, { gold: { models: async () => models, read } });
  await Promise.all([1, 2, 3].map(() => quick.rows('SELECT count(*) AS n FROM gold.sales_velocity')));
  expect(reads).toEqual(['sales_velocity']);
  await quick.close();
});

test('gold has no versions, and more documents than SQL reads at once are refused', async () => {
  await expect(sql.ask('SELECT * FROM gold.sales_velocity AT (VERSION => 1)')).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('has no versions'),
  });
  const narrow = createTestEngine(lake, {
    gold: {
      models: async () => models,
      read: async (model, _since, limit) => (documents[model.name] ?? []).slice(0, limit),
    },
    maxGoldDocuments: 1,
  });
  await expect(narrow.ask('SELECT * FROM gold.inventory_position')).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('more than 1 documents'),
  });
  await narrow.close();
});

test('tables are described with their columns, comments and newest version', async () => {
  const described = await sql.engine.describe();
  expect(described.map(({ name }) => name)).toEqual([
    'silver.stock',
    ...models.map(({ name }) => `gold.${name}`),
  ]);
  expect(described[0]).toEqual({
    name: 'silver.stock',
    description: 'Rows of silver.stock.',
    version: 1,
    partitionColumns: [],
    columns: [
      { name: 'sku', type: 'VARCHAR', comment: null },
      { name: 'supplier', type: 'VARCHAR', comment: null },
    ],
  });
  expect(described.find(({ name }) => name === 'gold.sales_velocity')?.columns[0]).toEqual({
    name: 'sku',
    type: 'VARCHAR',
    comment: 'Stock keeping unit.',
  });
});
