// A model that looks rows up answers what DuckDB gives for its SQL over silver: when events come live, in any batches and
// order, and when the past of a rebuild is folded after the live tail. The table that is looked up changes all the while, and
// its key is not unique among present rows: such a group is several rows, in both.

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { baseLane } from '../../src/events/coordinate.ts';
import type { SilverEvent } from '../../src/events/silver-event.ts';
import type { GoldDocument } from '../../src/gold/document.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { keptModels, namedViewsSql } from '../../src/gold/kept-models.ts';
import type { Model } from '../../src/gold/model.ts';
import { enqueuedTimeMs, openBatch } from './equality/batch.ts';
import { catalog as shops } from './equality/catalog.ts';
import { answeredRows, foldLive } from './equality/live.ts';
import { type Stream, streams } from './equality/random-events.ts';
import { foundModels, type LookupModel, lookupModels } from './equality/random-lookups.ts';
import { createMemoryGoldStore } from './memory-gold-store.ts';
import { compileModels } from './models.ts';

const runs = Number(process.env.ASSAY_EQUALITY_RUNS ?? 20);

/** The source says that a shop has one row for each SKU; random rows do not keep to it. */
const catalog = {
  sources: shops.sources.map(source => ({
    ...source,
    types: source.types.map(type => (type.table === 'stock' ? { ...type, key: ['store', 'sku'] } : type)),
  })),
};

const batch = await openBatch(catalog);
afterAll(() => batch.close());

const sorted = (rows: readonly object[]) =>
  rows.map(row => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

/** As a rebuild does: live events from the middle of each lane on, and then what was before, under its own watermarks. */
async function foldTailThenBase(
  models: readonly Model[],
  stream: Stream,
): Promise<Map<string, GoldDocument[]>> {
  const store = createMemoryGoldStore();
  const kept = keptModels(models);
  const lanes = Object.entries(stream).flatMap(([hub, events]) =>
    events.map((lane: SilverEvent[], i) => ({ lane: { hub, partitionId: String(i) }, events: lane })),
  );
  for (const part of ['tail', 'base'] as const)
    for (const { lane, events } of lanes) {
      const middle = Math.floor(events.length / 2);
      const accepted = events.map((event, sequenceNumber) => ({ sequenceNumber, enqueuedTimeMs, event }));
      const folded = part === 'tail' ? accepted.slice(middle) : accepted.slice(0, middle);
      await createFoldWriter(store).write(foldBatch(kept, part === 'tail' ? lane : baseLane(lane), folded));
    }
  const documents = new Map<string, GoldDocument[]>(kept.map(({ name }) => [name, []]));
  for (const [id, { document }] of store.documents)
    documents.get(id.slice(0, id.indexOf(' ')))?.push(document);
  return documents;
}

const course = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
  turns: fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
});

test('lookups give live, after a rebuild and in batch the same rows, to the last digit', async () => {
  let [compared, joined] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(lookupModels, { minLength: 10, maxLength: 12, size: 'max' }),
      streams,
      course,
      async (random, stream, course) => {
        const templates = Object.fromEntries(random.map(({ template }, i) => [`m${i}`, template]));
        const compiled = await compileModels(catalog, { ...foundModels, ...templates });
        await batch.fill('shops', stream.shops);
        await batch.fill('inventory', stream.inventory);
        const live = await foldLive(compiled, stream, course);
        const rebuilt = await foldTailThenBase(compiled, stream);
        for (const model of compiled.slice(Object.keys(foundModels).length)) {
          const { sql } = random[Number(model.name.slice(1))] as LookupModel;
          for (const view of namedViewsSql(model)) await batch.run(view);
          const rows = sorted((await batch.run(sql)).rows);
          expect(sorted(await answeredRows(model, live)), sql).toEqual(rows);
          expect(sorted(await answeredRows(model, rebuilt)), sql).toEqual(rows);
          compared += rows.length;
          joined += rows.filter(row => !row.includes('null')).length;
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
  expect(joined, `of ${compared} rows`).toBeGreaterThan(compared / 20);
  if (process.env.ASSAY_SHOW) console.log(`${compared} rows, ${joined} without a null`);
}, 3_600_000);
