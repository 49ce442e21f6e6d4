// Windows that overlap reach over several documents: one is compared when all of them are at the cut.

import { afterEach, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { noonMs } from '../tables/lake.ts';
import { lanes, openShop, outcome, type SilverOutcome } from './shop.ts';

let shop: ReturnType<typeof openShop>;
afterEach(() => shop.close());

const [lane] = lanes as [(typeof lanes)[0]];
const hourMs = 3_600_000;

/** Two hours from each half hour, in documents of an hour. */
const rush = `{{ config(meta={'span': '1h', 'retain': '7d'}) }}
  select sku, w, count(*) as sales, sum(units) as units, max(price) as highest
  from {{ source('silver', 'shop_sale') }},
    unnest(generate_series(time_bucket(interval '30 minutes', _event_time) - interval '90 minutes', _event_time, interval '30 minutes')) as hop(w)
  where sku is not null group by sku, w`;

function sale(sequenceNumber: number, hoursAgo: number, units = 1): SilverOutcome {
  const timeMs = noonMs - hoursAgo * hourMs;
  const row = {
    id: `${sequenceNumber}`,
    at: new Date(timeMs).toISOString(),
    sku: 'A',
    units,
    price: units + 0.1,
  };
  return outcome(sequenceNumber, [{ weight: 1, row, eventTimeMs: timeMs }]);
}

test('gold that was folded from what is in silver has no difference', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('rush', rush);
  const sales = Array.from({ length: 40 }, (_, i) => sale(i, ((i * 7) % 11) / 2, i));
  await shop.fold([model.model], lane, sales);
  await shop.land(lane, sales);
  expect(await audit(shop.parts(), [model])).toMatchObject([{ compared: 14, moving: [], differences: [] }]);
});

test('a difference of one pane is told of each window that it is part of', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('rush', rush);
  await shop.fold([model.model], lane, [sale(0, 0, 3), sale(1, 5, 8)]);
  await shop.land(lane, [sale(0, 0, 3), sale(1, 5, 9)]);
  const [found] = await audit(shop.parts(), [model]);
  const starts = ['05:30', '06:00', '06:30', '07:00'];
  expect(found?.differences.filter(({ column }) => column === 'units')).toEqual(
    starts.map(start => ({
      ...{ key: 'A', window: `2026-11-26T${start}:00.000Z`, column: 'units', live: '8', batch: '9' },
    })),
  );
});

test('windows over a document that is ahead of silver wait, and the others are compared', async () => {
  shop = openShop('cloudevents');
  const model = await shop.compile('rush', rush);
  await shop.fold([model.model], lane, [sale(0, 0), sale(1, 3), sale(2, 3)]);
  await shop.land(lane, [sale(0, 0), sale(1, 3)]);
  const [found] = await audit(shop.parts(), [model]);
  // Sales at noon are in windows from 10:30 to noon. The document from 09:00 to 10:00 is under those up to 09:30.
  expect(found).toMatchObject({ compared: 4, differences: [] });
  expect(found?.moving).toHaveLength(1);
});
