// COUNT(DISTINCT x) beyond the bound up to which it is exact: near enough, small enough, and still able to take back.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Aggregate } from '../../../src/gold/aggregates/aggregate.ts';
import { distinctOf, exactValues } from '../../../src/gold/aggregates/distinct.ts';
import { createFields } from '../../../src/gold/aggregates/fields.ts';
import { mergeState, type State } from '../../../src/gold/aggregates/state.ts';
import { foldBatch } from '../../../src/gold/fold.ts';
import { createFoldWriter } from '../../../src/gold/fold-writer.ts';
import type { Model } from '../../../src/gold/model.ts';
import { currentRows } from '../../../src/gold/rows.ts';
import { varchar } from '../../../src/sql-expression/types.ts';
import { createMemoryGoldStore } from '../memory-gold-store.ts';
import { catalogOf, compileModels } from '../models.ts';

const distinct = distinctOf(varchar) as Aggregate;
const fields = createFields('f');

/** Values `<prefix><from>` to `<prefix><to - 1>`. */
function stateOf(prefix: string, from: number, to: number, weight = 1): State {
  const state: State = {};
  for (let i = from; i < to; i += 1) distinct.add(state, fields, weight, `${prefix}${i}`, null);
  return state;
}

function compacted(state: State): State {
  distinct.compact?.(state, fields);
  return state;
}

/** Five standard errors of a sketch of 1,024 values. */
const bound = 5 / Math.sqrt(1_023);

const nearly = (found: unknown, exact: number) =>
  expect(Math.abs(Number(found) - exact) / exact).toBeLessThan(bound);

test(`up to ${exactValues} values are counted exactly, and kept`, () => {
  const state = compacted(stateOf('a', 0, exactValues));
  expect(distinct.read(state, fields)).toBe(exactValues);
});

test('beyond, a state stays small and the count near, whatever was merged when', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 3 }),
      fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 2, maxLength: 8 }),
      fc.infiniteStream(fc.boolean()),
      (prefix, cuts, compacts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), 6_000];
        const merged: State = {};
        // Parts overlap: each begins where the one before it began.
        for (let i = 1; i < edges.length; i += 1) {
          mergeState(merged, stateOf(prefix, edges[Math.max(0, i - 2)] ?? 0, edges[i] ?? 0));
          if (compacts.next().value) compacted(merged);
        }
        compacted(merged);
        expect(Object.keys(merged).length).toBeLessThanOrEqual(exactValues + 1);
        nearly(distinct.read(merged, fields), 6_000);
      },
    ),
    { numRuns: 10 },
  );
});

test('two sketches merge to that of both, in either order', () => {
  const [one, other] = [compacted(stateOf('a', 0, 9_000)), compacted(stateOf('a', 6_000, 30_000))];
  const forwards: State = {};
  for (const state of [one, other]) mergeState(forwards, structuredClone(state));
  const backwards: State = {};
  for (const state of [other, one]) mergeState(backwards, structuredClone(state));
  expect(distinct.read(forwards, fields)).toBe(distinct.read(backwards, fields));
  nearly(distinct.read(forwards, fields), 30_000);
});

test('values that go again leave the sketch, also those that it had not kept', () => {
  const state = compacted(stateOf('a', 0, 20_000));
  mergeState(state, stateOf('a', 0, 10_000, -1));
  compacted(state);
  nearly(distinct.read(state, fields), 10_000);
  mergeState(state, stateOf('a', 10_000, 20_000, -1));
  expect(distinct.read(compacted(state), fields)).toBe(0);
});

test('a document that is only patched is bounded all the same', async () => {
  const tables = { visit: { shop: { type: 'string' }, visitor: { type: 'string' } } };
  const query =
    "SELECT shop, count(DISTINCT visitor) AS visitors FROM {{ source('silver', 'visit') }} GROUP BY shop";
  const [model] = (await compileModels(catalogOf('cloudevents', tables), { visits: query })) as [Model];
  const store = createMemoryGoldStore();
  const writer = createFoldWriter(store);
  const perBatch = 6;
  const visits = 4_800;
  for (let first = 0; first < visits; first += perBatch) {
    const events = Array.from({ length: perBatch }, (_, i) => ({
      sequenceNumber: first + i,
      enqueuedTimeMs: 0,
      event: {
        type: 'visit',
        table: 'visit',
        identity: `${first + i}`,
        eventTimeMs: 0,
        warnings: [],
        rows: [{ weight: 1 as const, row: { shop: 's', visitor: `v${first + i}` }, eventTimeMs: 0 }],
      },
    }));
    await writer.write(foldBatch([model], { hub: 'visits', partitionId: '0' }, events));
  }
  const [stored] = store.documents.values();
  expect(Object.keys(stored?.document.s ?? {}).length).toBeLessThan(exactValues + 256 * perBatch + 3);
  nearly(stored && currentRows(model, stored.document)[0]?.visitors, visits);
});
