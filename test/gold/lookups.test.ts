// A model that looks rows up answers what DuckDB gives for its SQL over silver: when events come live, in any batches and
// order, and when the past of a rebuild is folded after the live tail. The table that is looked up changes all the while, and
// its key is not unique among present rows: such a group is several rows, in both.

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { namedViewsSql } from '../../src/gold/kept-models.ts';
import { openBatch } from './equality/batch.ts';
import { catalog as shops } from './equality/catalog.ts';
import { answeredRows, foldLive, foldTailThenBase } from './equality/live.ts';
import { streams } from './equality/random-events.ts';
import { foundModels, type LookupModel, lookupModels } from './equality/random-lookups.ts';
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
