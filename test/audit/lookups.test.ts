// An audit of a model that looks rows up: what it finds is held against batch, and what is still moving is not.

import { afterEach, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { keptModels } from '../../src/gold/kept-models.ts';
import type { JsonObject } from '../../src/json.ts';
import { noonMs } from '../tables/lake.ts';
import { lanes, openShop, outcome, type SilverOutcome } from './shop.ts';

let shop: ReturnType<typeof openShop>;
afterEach(() => shop.close());

const [lane] = lanes as [(typeof lanes)[0]];

/** Each row with the price that is there now under its own id. */
const priced = `with counted as (select id, count(*) as rows, sum(units) as units
    from {{ source('silver', 'shop_sale') }} where id is not null and units > 1 group by id)
  select counted.id, counted.units, now.sku, now.units as units_now, now.price
  from counted left join {{ source('silver', 'shop_sale') }} as now using (id)`;

const row = (id: string, units: number, price: number): JsonObject => ({
  ...{ id, at: new Date(noonMs).toISOString(), sku: `sku ${id}` },
  ...{ units, price },
});

const change = (sequenceNumber: number, before: JsonObject | null, after: JsonObject | null): SilverOutcome =>
  outcome(sequenceNumber, [
    ...(before ? [{ weight: -1 as const, row: before, eventTimeMs: noonMs }] : []),
    ...(after ? [{ weight: 1 as const, row: after, eventTimeMs: noonMs }] : []),
  ]);

const changes = [
  change(0, null, row('a', 5, 0.1)),
  change(1, null, row('b', 7, 1.5)),
  change(2, row('a', 5, 0.1), row('a', 6, 0.3)),
  change(3, null, row('c', 1, 9)),
  change(4, row('b', 7, 1.5), null),
  change(5, null, row('b', 8, 2.5)),
];

test('rows that were looked up are those of batch', async () => {
  shop = openShop('debezium');
  const audited = await shop.compile('priced', priced);
  await shop.fold(keptModels([audited.model]), lane, changes);
  await shop.land(lane, changes);
  expect(await audit(shop.parts(), [audited])).toMatchObject([{ compared: 2, moving: [], differences: [] }]);
});

test('a looked-up row that gold has otherwise than silver is a difference of its groups', async () => {
  shop = openShop('debezium');
  const audited = await shop.compile('priced', priced);
  await shop.fold(keptModels([audited.model]), lane, changes);
  await shop.land(lane, [...changes.slice(0, 5), change(5, null, row('b', 8, 2.75))]);
  const [found] = await audit(shop.parts(), [audited]);
  expect(found?.differences).toEqual([
    { key: 'b', window: null, column: 'price', live: '2.5', batch: '2.75' },
  ]);
});

test('a group whose looked-up row is ahead of silver is still moving', async () => {
  shop = openShop('debezium');
  const audited = await shop.compile('priced', priced);
  await shop.fold(keptModels([audited.model]), lane, changes);
  await shop.land(lane, changes);
  // A row that the groups leave out, but that is looked up by its id.
  await shop.fold(
    keptModels([audited.model]).filter(({ name }) => name.startsWith('silver_')),
    lane,
    [change(6, null, row('b', 1, 4))],
  );
  const [found] = await audit(shop.parts(), [audited]);
  expect(found).toMatchObject({ compared: 1, differences: [] });
  expect(found?.moving.join()).toMatch(/^b /);
});
