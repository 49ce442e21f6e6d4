import { afterEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { WeightedRow } from '../../src/events/silver-event.ts';
import type { GoldDocument } from '../../src/gold/document.ts';
import { noonMs } from '../tables/lake.ts';
import { lanes, openShop, outcome, type SilverOutcome } from './shop.ts';

let shop: ReturnType<typeof openShop>;
afterEach(() => shop.close());

const [lane, other] = lanes as [(typeof lanes)[0], (typeof lanes)[0]];

const hourly = `{{ config(meta={'span': '1d', 'retain': '7d'}) }}
  select sku, date_trunc('hour', _event_time) as hour, count(*) as sales, sum(units) as units, avg(units) as average,
    max(price) as highest, stddev(units) as spread, approx_quantile(units, 0.5) as middle
  from {{ source('silver', 'shop_sale') }} where sku is not null group by sku, hour`;

const stock = `select sku, sum(units) as units, count(*) as rows, sum(cast(price as decimal(9, 2))) as value
  from {{ source('silver', 'shop_sale') }} where sku is not null group by sku having count(*) > 0`;

function sale(sequenceNumber: number, sku: string, units: number, timeMs = noonMs): SilverOutcome {
  const at = new Date(timeMs).toISOString();
  const row = { id: String(sequenceNumber), at, sku, units, price: units + 0.1 };
  return outcome(sequenceNumber, [{ weight: 1, row, eventTimeMs: timeMs }]);
}

const sales = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, i) =>
    sale(i, `sku ${i % 7}`, ((i + shift) * 37) % 101, noonMs - (i % 5) * 3_600_000),
  );

test('gold that was folded from what is in silver has no difference, to the last digit', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('hourly', hourly);
  for (const [at, shift] of [
    [lane, 0],
    [other, 13],
  ] as const) {
    await shop.fold([model.model], at, sales(300, shift));
    await shop.land(at, sales(300, shift));
  }
  const [found] = await audit(shop.parts(), [model]);
  expect(found).toMatchObject({ compared: 35, moving: [], expired: 0, differences: [] });
});

test('each difference is told with its key, window, column, live value and batch value', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('hourly', hourly);
  await shop.fold([model.model], lane, [sale(0, 'A', 3), sale(1, 'B', 4), sale(3, 'D', 6)]);
  await shop.land(lane, [sale(0, 'A', 3), sale(1, 'B', 5), sale(2, 'C', 6)]);
  await shop.land(lane, [sale(3, 'D', 6, noonMs - 3_600_000)]);
  const [found] = await audit(shop.parts(), [model]);
  const window = '2026-11-26T12:00:00.000Z';
  expect(found?.differences).toEqual([
    { key: 'B', window, column: 'units', live: '4', batch: '5' },
    { key: 'B', window, column: 'average', live: '4', batch: '5' },
    { key: 'B', window, column: 'highest', live: '4.1', batch: '5.1' },
    { key: 'B', window, column: 'middle', live: '4', batch: '5' },
    { key: 'C', window, column: '*', live: 'no row', batch: 'a row' },
    { key: 'D', window: '2026-11-26T11:00:00.000Z', column: '*', live: 'no row', batch: 'a row' },
    { key: 'D', window, column: '*', live: 'a row', batch: 'no row' },
  ]);
});

test('a document that is ahead of silver is still moving, and the others are compared', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('hourly', hourly);
  await shop.fold([model.model], lane, [sale(0, 'A', 3), sale(1, 'B', 4), sale(2, 'A', 5)]);
  await shop.land(lane, [sale(0, 'A', 3), sale(1, 'B', 4)]);
  const [found] = await audit(shop.parts(), [model]);
  expect(found).toMatchObject({ compared: 1, moving: ['A 01795651200000'], differences: [] });
});

describe('while events go on coming', () => {
  /** Documents as they were when each was read, and a ledger that had come to `before` then, and to its end since. */
  async function auditAsRead(events: SilverOutcome[], before: number, readAt: Record<string, number>) {
    shop = openShop('cloudevents');
    const model = await shop.compile('hourly', hourly);
    const found: GoldDocument[] = [];
    for (const event of events) {
      await shop.fold([model.model], lane, [event]);
      for (const { document } of shop.gold.documents.values())
        if (readAt[document.pk] === event.sequenceNumber) found.push(structuredClone(document));
    }
    await shop.land(lane, events.slice(0, before + 1));
    const parts = shop.parts();
    const early = await parts.ledger.read();
    await shop.land(lane, events.slice(before + 1));
    let reads = 0;
    const ledger = { read: async () => (reads++ === 0 ? early : parts.ledger.read()) };
    const [result] = await audit({ ...parts, ledger, patienceMs: 10_000, readDocuments: async () => found }, [
      model,
    ]);
    return result;
  }
  const events = ['A', 'B', 'A', 'B', 'C', 'A'].map((sku, i) => sale(i, sku, i + 1));

  test('documents ahead of the ledger are compared where gold was read', async () => {
    const result = await auditAsRead(events, 0, { A: 2, B: 3 });
    expect(result).toMatchObject({ compared: 2, moving: [], differences: [] });
  });

  test('a document that got an event between its reading and the end of all reading is still moving', async () => {
    const result = await auditAsRead(events, 0, { A: 0, B: 3 });
    expect(result).toMatchObject({ compared: 1, moving: ['A 01795651200000'], differences: [] });
  });

  test('one that came to be in between is, too', async () => {
    const result = await auditAsRead(events, 0, { A: 5, B: 3 });
    expect(result).toMatchObject({ compared: 2, moving: ['C 01795651200000'], differences: [] });
  });

  test('an event that gold lost before the reading is a difference all the same', async () => {
    const result = await auditAsRead(events, 2, { A: 0, B: 3 });
    expect(result).toMatchObject({ compared: 2, moving: [] });
    expect(result?.differences.map(({ key, column }) => `${key} ${column}`)).toContain('A sales');
  });
});

test('a window past its retention is not compared: gold took no late event for it', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('hourly', hourly);
  const late = [sale(0, 'A', 3), sale(1, 'A', 9, noonMs - 8 * 86_400_000)];
  await shop.fold([model.model], lane, late);
  await shop.land(lane, late);
  const [found] = await audit(shop.parts(), [model]);
  expect(found).toMatchObject({ compared: 1, expired: 1, differences: [] });
});

test('present rows of a relational source agree with a fold of its changes', async () => {
  shop = openShop('debezium');
  const model = await shop.compile('stock', stock);
  const image = (weight: 1 | -1, id: string, sku: string, units: number, price: number): WeightedRow => ({
    weight,
    row: { id, at: new Date(noonMs).toISOString(), sku, units, price },
    eventTimeMs: noonMs,
  });
  const changes = [
    outcome(0, [image(1, 'a', 'A', 3, 1.25)]),
    outcome(1, [image(1, 'b', 'A', 4, 2.5)]),
    outcome(2, [image(-1, 'a', 'A', 3, 1.25), image(1, 'a', 'B', 5, 0.1)]),
    outcome(3, [image(-1, 'b', 'A', 4, 2.5)]),
  ];
  await shop.fold([model.model], lane, changes);
  await shop.land(lane, changes);
  const [found] = await audit(shop.parts(), [model]);
  expect(found).toMatchObject({ compared: 1, moving: [], differences: [] });
});
