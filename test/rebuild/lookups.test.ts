// A new version of a model that is the first to look a table up: its rebuild makes the table's past as well, from silver's
// tables, beside live hosts; what it looks up then is what batch joins.

import { afterEach, expect, test } from 'vitest';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { keptModels } from '../../src/gold/kept-models.ts';
import type { JsonObject } from '../../src/json.ts';
import { rebuild } from '../../src/rebuild/rebuild.ts';
import { createTail } from '../../src/rebuild/tail.ts';
import { lanes, openShop, outcome, type SilverOutcome } from '../audit/shop.ts';
import { noonMs } from '../tables/lake.ts';
import { createMemorySeams } from './memory-seams.ts';

let shop: ReturnType<typeof openShop>;
afterEach(() => shop.close());

const priced = `{{ config(meta={'version': 2}) }}
  with counted as (select id, sum(units) as units from {{ source('silver', 'shop_sale') }}
    where id is not null and units > 1 group by id)
  select counted.id, counted.units, now.units as units_now, now.price
  from counted left join {{ source('silver', 'shop_sale') }} as now using (id)`;

const row = (id: number, sequenceNumber: number): JsonObject => ({
  ...{ id: `${id}`, at: new Date(noonMs).toISOString(), sku: `sku ${id}` },
  ...{ units: sequenceNumber % 5, price: sequenceNumber / 4 },
});

/** Of seven rows: each comes, and is another with each change; every fourth change of a row takes it away. */
function changesOf(count: number): SilverOutcome[] {
  const present = new Map<number, JsonObject>();
  return Array.from({ length: count }, (_, sequenceNumber) => {
    const id = (sequenceNumber * 3) % 7;
    const before = present.get(id);
    const after = sequenceNumber % 4 === 3 && before ? null : row(id, sequenceNumber);
    if (after) present.set(id, after);
    else present.delete(id);
    return outcome(sequenceNumber, [
      ...(before ? [{ weight: -1 as const, row: before, eventTimeMs: noonMs }] : []),
      ...(after ? [{ weight: 1 as const, row: after, eventTimeMs: noonMs }] : []),
    ]);
  });
}

test.each([0, 1, 23, 59])('with %i changes of 60 before the first host has it', async first => {
  shop = openShop('debezium');
  const audited = await shop.compile('priced', priced);
  const building = keptModels([audited.model]);
  expect(building.map(({ name }) => name)).toEqual(['priced', 'silver_shop_sale']);
  const [lane] = lanes as [(typeof lanes)[0]];
  const seams = createMemorySeams();
  const folds = createFoldWriter(shop.gold);
  const changes = changesOf(60);
  for (const part of building) await seams.create(part, 'shop-0', { base: -1, from: null, done: -1 });
  const tail = createTail(seams, building);
  for (let at = first; at < changes.length; at += 7)
    await folds.write(await tail(lane, at, changes.slice(at, at + 7)));
  await shop.land(lane, changes);
  const parts = {
    ...shop.parts(),
    ...{ seams, folds, onRound: () => {} },
    position: async (of: typeof lane) => ({ ...of, begin: 0, last: of.partitionId === '0' ? 59 : -1 }),
  };
  const found = await rebuild(parts, audited, building);
  expect(found).toMatchObject({ moving: [], differences: [] });
  expect(found.compared).toBeGreaterThan(3);
  for (const part of building) expect(await seams.isWhole(part)).toBe(true);
});
