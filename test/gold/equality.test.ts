// The heart of gold: what is folded event by event, in any batches and any order, and what a rebuild folds beside its live
// tail, is what DuckDB makes of the same SQL over the silver tables. ASSAY_EQUALITY_RUNS asks for more than the suite has time for: each run is some ten models over
// three streams.

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { GoldDocument } from '../../src/gold/document.ts';
import type { Model } from '../../src/gold/model.ts';
import type { Json } from '../../src/json.ts';
import { typeName } from '../../src/sql-expression/types.ts';
import { openBatch } from './equality/batch.ts';
import { catalog } from './equality/catalog.ts';
import { foldLive, foldTailThenBase, liveRows, rolledUpRows } from './equality/live.ts';
import { streams } from './equality/random-events.ts';
import { models, type RandomModel } from './equality/random-models.ts';
import { compileModels } from './models.ts';

const runs = Number(process.env.ASSAY_EQUALITY_RUNS ?? 30);

const batch = await openBatch(catalog);
afterAll(() => batch.close());

type Row = Record<string, Json>;

/** Rows by their key and window. Values of another algorithm are rounded to nine digits. */
function byGroup(rows: readonly Row[], near: readonly string[]): Map<string, Row> {
  const named = rows.map((row): [string, Row] => {
    const values = Object.entries(row).map(([name, value]): [string, Json] => [
      name,
      near.includes(name) && typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ]);
    return [JSON.stringify([row.k0, row.k1, row.w]), Object.fromEntries(values)];
  });
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typesOf({ plan }: Model): Record<string, string> {
  const named = [...plan.key, ...plan.columns].map(({ name, type }) => [name, typeName(type)]);
  const window = plan.window ? [[plan.window.name, 'TIMESTAMP WITH TIME ZONE']] : [];
  return Object.fromEntries([...named, ...window]);
}

async function compare(
  { sql, rolledUp, near }: RandomModel,
  model: Model,
  runs: readonly ReadonlyMap<string, readonly GoldDocument[]>[],
): Promise<void> {
  const { columns, rows } = await batch.run(sql);
  expect(typesOf(model), sql).toEqual(Object.fromEntries(columns.map(({ name, type }) => [name, type])));
  const documentsOfRuns = runs.map(found => found.get(model.name) ?? []);
  for (const documents of documentsOfRuns)
    expect(byGroup(liveRows(model, documents), near), sql).toEqual(byGroup(rows, near));
  if (!rolledUp) return;
  const coarse = await batch.run(rolledUp.sql);
  for (const documents of documentsOfRuns) {
    const added = rolledUpRows(model, documents, rolledUp.grain);
    expect(byGroup(added, near), rolledUp.sql).toEqual(byGroup(coarse.rows, near));
  }
}

/** A random key may be one that could fail for a row, which is refused: those models are left out. */
async function compileAllowed(templates: Record<string, string>): Promise<Model[]> {
  const refused = await compileModels(catalog, templates).then(
    () => [],
    (error: Error) => error.message.split('\n'),
  );
  const [other] = refused.filter(line => !line.includes('which would be in no group'));
  if (other !== undefined) throw new Error(other);
  const names = new Set(refused.map(line => /gold\/(\w+)\.sql/.exec(line)?.[1]));
  return compileModels(
    catalog,
    Object.fromEntries(Object.entries(templates).filter(([name]) => !names.has(name))),
  );
}

const course = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
  turns: fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
});

test('live folds and rebuilds give the rows that DuckDB gives in batch, to the last digit, at their grain and rolled up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(models, { minLength: 8, maxLength: 12, size: 'max' }),
      fc.array(fc.tuple(streams, course), { minLength: 3, maxLength: 3 }),
      async (random, histories) => {
        const templates = Object.fromEntries(random.map(({ template }, i) => [`m${i}`, template]));
        const compiled = await compileAllowed(templates);
        for (const [stream, course] of histories) {
          await batch.fill('shops', stream.shops);
          await batch.fill('inventory', stream.inventory);
          const live = await foldLive(compiled, stream, course);
          const rebuilt = await foldTailThenBase(compiled, stream);
          for (const model of compiled)
            await compare(random[Number(model.name.slice(1))] as RandomModel, model, [live, rebuilt]);
        }
      },
    ),
    // A failure names its SQL and its seed at once: to shrink a model would take many minutes.
    { numRuns: runs, endOnFailure: true },
  );
}, 3_600_000);
