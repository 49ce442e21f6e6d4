import { expect, test } from 'vitest';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { readModels } from '../../src/package-files.ts';
import { answering } from '../../src/problem.ts';
import { queryGold } from '../../src/serving/gold.ts';
import { createGoldReader } from '../../src/serving/gold-reader.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';

const models = readModels();
const nowMs = Date.UTC(2026, 0, 1, 12, 0, 30);
const store = createMemoryGoldStore();
const reader = createGoldReader(store);

async function fold(table: string, row: Record<string, never> | object, minutesAgo = 0, sequenceNumber = 0) {
  const eventTimeMs = nowMs - minutesAgo * 60_000;
  const event = {
    type: table,
    table,
    identity: `${sequenceNumber}`,
    eventTimeMs,
    warnings: [],
    rows: [{ weight: 1 as const, row: row as Record<string, never>, eventTimeMs }],
  };
  await createFoldWriter(store).write(
    foldBatch(models, { hub: table, partitionId: '0' }, [{ sequenceNumber, enqueuedTimeMs: nowMs, event }]),
  );
}

async function ask(model: string, query: string, etag: string | null = null) {
  const answer = await answering(() =>
    queryGold(models, reader, model, new URLSearchParams(query), etag, nowMs),
  );
  return { ...answer, json: answer.body === '' ? null : JSON.parse(answer.body) };
}

test('windows roll up to the grain asked for, with freshness and watermark', async () => {
  const sale = (quantity: number) => ({ lines: [{ sku: 'A', quantity, amountMinor: quantity * 100 }] });
  await fold('pos_sale', sale(2), 7, 1);
  await fold('pos_sale', sale(3), 6, 2);
  await fold('pos_sale', sale(4), 1, 3);
  const { json } = await ask('sales_velocity', 'sku=A&grain=5m');
  expect(json.rows).toEqual([
    { sku: 'A', window_start: '2026-01-01T11:50:00.000Z', units: 5, revenue_minor: 500, transactions: 2 },
    { sku: 'A', window_start: '2026-01-01T11:55:00.000Z', units: 4, revenue_minor: 400, transactions: 1 },
  ]);
  expect(json.watermark).toEqual({ 'pos_sale-0': 3 });
  expect(json.freshness.foldedAt).toMatch(/Z$/);
});

test('pages follow one another by continuation', async () => {
  const first = (await ask('sales_velocity', 'sku=A&limit=2')).json;
  const second = (await ask('sales_velocity', `sku=A&limit=2&continuation=${first.continuation}`)).json;
  expect([...first.rows, ...second.rows].map(({ units }) => units)).toEqual([2, 3, 4]);
  expect(second.continuation).toBeNull();
});

test('an answer that has not changed is 304', async () => {
  const { headers } = await ask('sales_velocity', 'sku=A');
  expect((await ask('sales_velocity', 'sku=A', headers.etag ?? null)).status).toBe(304);
});

test('windows that overlap are shown from where and how often they are asked for, page by page', async () => {
  const accepted = (totalRefundMinor: number) => ({ storeId: '0001', lines: [{}], totalRefundMinor });
  await fold('returns_accepted', accepted(100), 90, 1);
  await fold('returns_accepted', accepted(12_000), 61, 2);
  await fold('returns_accepted', accepted(300), 12, 3);
  const shown = async (query: string) =>
    (await ask('returns_rush', `store_id=0001&${query}`)).json.rows.map(
      ({ window_start, returns, refund_minor }: Record<string, unknown>) =>
        `${String(window_start).slice(11, 16)} ${returns} ${refund_minor}`,
    );
  // 10:30, 10:59 and 11:48.
  const hours = ['09:30 0', '10:00 2 12100', '10:30 2 12100', '11:00 1 300', '11:30 1 300'];
  expect(await shown('grain=30m&from=2026-01-01T09:30:00Z')).toEqual(hours.slice(1));
  expect(await shown('grain=1h&from=2026-01-01T00:00:00Z')).toEqual(['10:00 2 12100', '11:00 1 300']);
  expect(await shown('from=2026-01-01T10:30:00Z&to=2026-01-01T10:45:00Z')).toEqual([
    '10:30 2 12100',
    '10:35 1 12000',
    '10:40 1 12000',
  ]);
  const all = (await ask('returns_rush', 'store_id=0001&from=2026-01-01T00:00:00Z')).json.rows;
  const paged = [];
  for (let query = 'store_id=0001&from=2026-01-01T00:00:00Z&limit=4'; ; ) {
    const { rows, continuation } = (await ask('returns_rush', query)).json;
    paged.push(...rows);
    if (continuation === null) break;
    query = `store_id=0001&limit=4&continuation=${continuation}`;
  }
  expect(paged).toEqual(all);
});

test('days add up to months', async () => {
  const points = { programme: 'fuel', kind: 'earn', points: 5 };
  for (const [i, day] of [0, 1, 30, 31, 40].entries())
    await fold('loyalty_points_transaction', points, day * 1440, i);
  const { json } = await ask('loyalty_redemption', 'programme=fuel&grain=1mo&from=2025-10-15T00:00:00Z');
  expect(json.rows).toMatchObject([
    { day: '2025-11-01T00:00:00.000Z', points_earned: 5 },
    { day: '2025-12-01T00:00:00.000Z', points_earned: 15 },
    { day: '2026-01-01T00:00:00.000Z', points_earned: 5 },
  ]);
});

test('trailing features count the last hour and the last day', async () => {
  const payment = (storeId: string) => ({ cardToken: 'c1', storeId, amountMinor: 500 });
  await fold('payments_authorised', payment('S1'), 0, 1);
  await fold('payments_authorised', payment('S1'), 30, 2);
  await fold('payments_authorised', payment('S2'), 600, 3);
  const { json } = await ask('payment_fraud_features', 'card_token=c1');
  expect(json.rows).toMatchObject([
    {
      card_token: 'c1',
      payments_1h: 2,
      payments_24h: 3,
      amount_minor_24h: 1500,
      stores_1h: 1,
      stores_24h: 2,
      declines_24h: 0,
    },
  ]);
});

test('positions are listed by shop, and one is asked for by shop and SKU', async () => {
  for (const [i, sku] of ['A', 'B', 'C'].entries())
    await fold(
      'inventory_stock_level',
      { store_id: 'S1', sku, on_hand: i, reserved: 0, in_transit: 0 },
      0,
      i,
    );
  const first = (await ask('inventory_position', 'store_id=S1&limit=2')).json;
  const second = (
    await ask(
      'inventory_position',
      `store_id=S1&limit=2&continuation=${encodeURIComponent(first.continuation)}`,
    )
  ).json;
  expect([...first.rows, ...second.rows].map(({ sku, on_hand }) => [sku, on_hand])).toEqual([
    ['A', 0],
    ['B', 1],
    ['C', 2],
  ]);
  expect((await ask('inventory_position', 'store_id=S1&sku=B')).json.rows).toEqual([
    { store_id: 'S1', sku: 'B', on_hand: 1, reserved: 0, in_transit: 0, available: 1, positions: 1 },
  ]);
});

test.each([
  ['no_such_model', '', 404, undefined],
  ['sales_velocity', '', 400, 'sku'],
  ['sales_velocity', 'sku=A&colour=red', 400, 'colour'],
  ['sales_velocity', 'sku=A&sku=B', 400, 'sku'],
  ['sales_velocity', 'sku=A&from=yesterday', 400, 'from'],
  ['sales_velocity', 'sku=A&from=2026-01-01T13:00:00Z', 400, 'from'],
  ['sales_velocity', 'sku=A&from=1970-01-01T00:00:00Z', 400, 'from'],
  ['sales_velocity', 'sku=A&grain=90s', 400, 'grain'],
  ['sales_velocity', 'sku=A&grain=soon', 400, 'grain'],
  ['sales_velocity', 'sku=A&limit=0', 400, 'limit'],
  ['sales_velocity', 'sku=A&continuation=x', 400, 'continuation'],
  ['inventory_position', 'store_id=S1&grain=1m', 400, 'grain'],
])('GET %s?%s is refused with %i, naming the parameter', async (model, query, status, parameter) => {
  const { headers, json, status: answered } = await ask(model, query);
  expect(answered).toBe(status);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(json).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(json.parameter).toBe(parameter);
});
