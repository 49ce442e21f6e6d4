import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditedModel, audit } from '../../src/audit/audit.ts';
import type { WeightedRow } from '../../src/events/silver-event.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { type BaseParts, foldBase } from '../../src/rebuild/base.ts';
import { claimBase, finishBase, openTail } from '../../src/rebuild/seam.ts';
import { createTail } from '../../src/rebuild/tail.ts';
import { lanes, openShop, outcome, type SilverOutcome } from '../audit/shop.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';
import { noonMs } from '../tables/lake.ts';
import { createMemorySeams } from './memory-seams.ts';

const stock = `{{ config(meta={'version': 2, 'span': '1d', 'retain': '7d'}) }}
  select sku, date_trunc('hour', _event_time) as hour, count(*) as sales, sum(units) as units, avg(units) as average
  from {{ source('silver', 'shop_sale') }} where sku is not null group by sku, hour`;

/** A change: one row comes, and on every third event the row of the event before goes. */
function change(sequenceNumber: number): SilverOutcome {
  const row = (i: number): WeightedRow['row'] => ({
    ...{ id: String(i), at: new Date(noonMs).toISOString(), sku: `sku ${i % 3}`, units: i * 7, price: 1 },
  });
  const image = (weight: 1 | -1, i: number): WeightedRow => ({ weight, row: row(i), eventTimeMs: noonMs });
  const gone = sequenceNumber % 3 === 2 ? [image(-1, sequenceNumber - 1)] : [];
  return outcome(sequenceNumber, [...gone, image(1, sequenceNumber)]);
}

describe('a seam', () => {
  const lane = 'shop-0';
  const model = {} as AuditedModel['model'];

  test('without one a host folds nothing', async () => {
    expect(await openTail(createMemorySeams(), model, lane, 5)).toBe(null);
  });

  test('the tail begins with the first batch, beyond what the base has claimed', async () => {
    const seams = createMemorySeams();
    await claimBase(seams, model, lane, 10);
    expect(await openTail(seams, model, lane, 7)).toBe(11);
    expect(await openTail(seams, model, lane, 100)).toBe(11);
    const later = createMemorySeams();
    await claimBase(later, model, lane, 10);
    expect(await openTail(later, model, lane, 15)).toBe(15);
  });

  test('the base goes up to the tail, and no further', async () => {
    const seams = createMemorySeams();
    await claimBase(seams, model, lane, 10);
    await openTail(seams, model, lane, 15);
    expect(await claimBase(seams, model, lane, 12)).toMatchObject({ base: 12 });
    expect(await claimBase(seams, model, lane, 99)).toMatchObject({ base: 14, from: 15 });
    await finishBase(seams, model, lane, 12);
    expect(await claimBase(seams, model, lane, 99)).toEqual({ base: 14, from: 15, done: 12 });
  });
});

/** `host` works on the next batch of a lane (`again`: on the one before it, too), `land` lands what hosts have done. */
type Step =
  | { kind: 'host'; lane: number; size: number; again: boolean; anew: boolean }
  | { kind: 'land'; lane: number }
  | { kind: 'base' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('host' as const),
        lane: fc.integer({ min: 0, max: 1 }),
        size: fc.integer({ min: 1, max: 6 }),
        again: fc.boolean(),
        anew: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('land' as const), lane: fc.integer({ min: 0, max: 1 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('base' as const) }) },
  ),
  { minLength: 8, maxLength: 24 },
);

const lost = new Error('connection lost');

test('a base that is killed at any point, beside live hosts and a second base, and the tail make the version whole', {
  timeout: 180_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 40, maxLength: 40 }),
      async (script, faults) => {
        const shop = openShop('debezium');
        try {
          const audited = await shop.compile('stock', stock);
          await play(shop, audited, script, faults);
          const [found] = await audit(shop.parts(), [audited]);
          expect(found).toMatchObject({ moving: [], differences: [] });
          expect(found?.compared).toBeGreaterThan(0);
        } finally {
          shop.close();
        }
      },
    ),
    { numRuns: 12 },
  );
});

async function play(
  shop: ReturnType<typeof openShop>,
  { model }: AuditedModel,
  script: readonly Step[],
  faults: readonly number[],
): Promise<void> {
  let fault = 0;
  const seams = createMemorySeams(async () => {
    await new Promise(resolve => setImmediate(resolve));
    if (faults[fault++] === 0) throw lost;
  });
  const gold = createMemoryGoldStore(async () => {
    if (faults[fault++] === 0) throw lost;
  });
  const worked = [0, 0];
  const landed = [0, 0];
  const parts: BaseParts = {
    ...shop.parts(),
    ...{ seams, folds: createFoldWriter(gold) },
    position: async lane => ({ ...lane, begin: 0, last: (worked[Number(lane.partitionId)] ?? 0) - 1 }),
  };
  let tail = createTail(seams, [model]);
  const host = async (at: number, size: number, again: boolean) => {
    const lane = lanes[at];
    const first = Math.max(0, (worked[at] ?? 0) - (again ? 3 : 0));
    const last = (worked[at] ?? 0) + size - 1;
    if (!lane) return;
    const batch = Array.from({ length: last - first + 1 }, (_, i) => change(first + i));
    // The trigger delivers a batch until it is done.
    await untilDone(async () => createFoldWriter(gold).write(await tail(lane, first, batch)));
    worked[at] = last + 1;
  };
  const land = async (at: number) => {
    const [from, to] = [landed[at] ?? 0, worked[at] ?? 0];
    if (from === to || !lanes[at]) return;
    await shop.land(
      lanes[at],
      Array.from({ length: to - from }, (_, i) => change(from + i)),
    );
    landed[at] = to;
  };
  let second: Promise<unknown> = Promise.resolve();
  for (const step of script) {
    if (step.kind === 'land') await land(step.lane);
    else if (step.kind === 'host') {
      if (step.anew) tail = createTail(seams, [model]);
      await host(step.lane, step.size, step.again);
    } else {
      await second;
      // One is killed where a fault comes; the other goes on beside the hosts.
      await foldBase(parts, model).catch(onlyLost);
      second = foldBase({ ...parts, folds: createFoldWriter(gold) }, model).catch(onlyLost);
    }
  }
  await second;
  for (const at of [0, 1]) {
    await host(at, 2, false);
    await land(at);
  }
  await untilDone(async () => {
    if ((await foldBase(parts, model)).behind.length > 0) throw lost;
  });
  for (const [id, stored] of gold.documents) shop.gold.documents.set(id, stored);
}

function onlyLost(error: unknown): void {
  if (error !== lost) throw error;
}

async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let attempts = 0; attempts < 100; attempts++)
    try {
      await work();
      return;
    } catch (error) {
      onlyLost(error);
    }
  throw new Error('it was never done');
}
