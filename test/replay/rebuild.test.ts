// A new version of a model that a replay builds: round by round, while its worker dies in the middle of rounds, and audited
// before it answers.

import { afterEach, expect, test } from 'vitest';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { rebuildStep } from '../../src/replay/rebuild.ts';
import { createReplayService } from '../../src/replay/service.ts';
import { createReplayWorker } from '../../src/replay/worker.ts';
import { lanes, openShop, outcome } from '../audit/shop.ts';
import { createMemorySeams } from '../rebuild/memory-seams.ts';
import { noonMs } from '../tables/lake.ts';
import { memoryReplays } from './memory-replays.ts';

const sales = `{{ config(meta={'version': 2, 'span': '1d', 'retain': '7d'}) }}
  select sku, date_trunc('hour', _event_time) as hour, count(*) as sales, sum(units) as units
  from {{ source('silver', 'shop_sale') }} where sku is not null group by sku, hour`;

const shop = openShop('json');
afterEach(() => shop.close());

const sold = (sequenceNumber: number) =>
  outcome(sequenceNumber, [
    {
      ...{ weight: 1 as const, eventTimeMs: noonMs },
      row: {
        ...{ id: String(sequenceNumber), at: new Date(noonMs).toISOString(), price: 1 },
        ...{ sku: `sku ${sequenceNumber % 3}`, units: sequenceNumber },
      },
    },
  ]);

test('a rebuild ends whole and equal to batch, whatever rounds its worker died in', async () => {
  const audited = await shop.compile('sales', sales);
  for (const lane of lanes)
    await shop.land(
      lane,
      Array.from({ length: 100 }, (_, i) => sold(i)),
    );
  let nowMs = noonMs;
  const memory = memoryReplays(() => nowMs);
  const seams = createMemorySeams();
  const writer = createFoldWriter(shop.gold, () => noonMs);
  let rounds = 0;
  const worker = createReplayWorker({
    ...memory,
    now: () => nowMs,
    doStep: (replay, _signal) =>
      replay.request?.kind === 'rebuild'
        ? rebuildStep(
            {
              ...shop.parts(),
              seams,
              // Of every third write the fold goes through, and the worker dies before it says so.
              folds: {
                write: async partials => {
                  await writer.write(partials);
                  if (rounds++ % 3 === 0) throw new Error('killed');
                },
              },
              position: async lane => ({ ...lane, begin: 0, last: 99 }),
              audited: () => audited,
              building: () => [audited.model],
              eventsPerStep: 30,
            },
            replay,
            replay.request,
          )
        : Promise.reject(new Error('another replay')),
  });
  const service = createReplayService({
    ...memory,
    parse: () => ({ kind: 'rebuild', model: 'sales', version: 2 }),
    fileSystem: 'lake',
    now: () => nowMs,
  });
  await service.start(JSON.stringify({ type: 'Replay.RebuildGold', data: { model: 'sales' } }));
  for (let message = memory.messages.shift(); message; message = memory.messages.shift()) {
    expect(await seams.isWhole(audited.model)).toBe(false);
    nowMs = Math.max(nowMs, message.dueMs);
    await worker.step(message.id);
  }
  const [done] = await memory.store.list();
  expect(done).toMatchObject({ state: 'done', error: null, counts: { 'groups compared': 3 } });
  expect(done?.steps).toBeGreaterThan(4);
  expect(await seams.isWhole(audited.model)).toBe(true);
});
