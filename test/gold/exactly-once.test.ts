import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WeightedRow } from '../../src/events/silver-event.ts';
import { type AcceptedEvent, foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { Model } from '../../src/gold/model.ts';
import { createMemoryGoldStore } from './memory-gold-store.ts';
import { catalogOf, compileModels } from './models.ts';

const line = {
  type: 'object',
  properties: { sku: { type: 'string' }, units: { type: 'integer' }, shop: { type: 'string' } },
  required: ['sku', 'units', 'shop'],
};
const tables = { sale: { lines: { type: 'array', items: line } } };
const query = (transactions: string) => `{{ config(meta={'span': '1h', 'retain': '1d'}) }}
  SELECT line.sku, time_bucket(INTERVAL '1 minute', _event_time) AS minute,
    sum(line.units) AS units, ${transactions} AS baskets, count(DISTINCT line.shop) AS shops
  FROM {{ source('silver', 'sale') }}, UNNEST(lines) AS basket(line)
  GROUP BY line.sku, minute`;
const [model] = (await compileModels(catalogOf('cloudevents', tables), {
  sold: query('count(DISTINCT _identity)'),
})) as [Model];

type Sale = { sku: string; units: number; shop: string; minute: number };

const sales = fc.array(
  fc.record({
    sku: fc.constantFrom('a', 'b', 'c'),
    units: fc.integer({ min: 1, max: 9 }),
    shop: fc.constantFrom('s1', 's2'),
    minute: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 40 },
);

function accepted(lane: readonly Sale[], from: number, to: number): AcceptedEvent[] {
  return lane.slice(from, to).map(({ sku, units, shop, minute }, i) => ({
    sequenceNumber: from + i,
    enqueuedTimeMs: 3_600_000,
    event: {
      type: 'sale',
      table: 'sale',
      identity: `${from + i}`,
      eventTimeMs: minute * 60_000,
      warnings: [],
      rows: [{ weight: 1, row: { lines: [{ sku, units, shop }] }, eventTimeMs: minute * 60_000 }],
    },
  }));
}

/** What the documents must hold in the end, added up without any of the code under test. */
function expected(lanes: readonly (readonly Sale[])[]): Record<string, number> {
  const state: Record<string, number> = {};
  for (const { sku, units, shop, minute } of lanes.flat()) {
    for (const [field, amount] of [
      [`${minute}_units`, units],
      [`${minute}_baskets`, 1],
      [`${minute}_n`, 1],
      [`${minute}_shops:${shop}`, 1],
    ] as const)
      state[`${sku} ${field}`] = (state[`${sku} ${field}`] ?? 0) + amount;
  }
  return state;
}

/** An owner of a lane works from its checkpoint in batches of any size; it may die between batches or within one. */
type Owner = { lane: number; from: number; cuts: number[]; host: number };

const owners = fc.array(
  fc.record({
    lane: fc.integer({ min: 0, max: 1 }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
    host: fc.integer({ min: 0, max: 1 }),
  }),
  { maxLength: 6 },
);

test('whatever is redelivered, cut anew, folded by two owners at once or cut off by a fault, each event counts once', async () => {
  await fc.assert(
    fc.asyncProperty(
      sales,
      sales,
      owners,
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 }),
      async (first, second, crashing, faults) => {
        const lanes = [first, second];
        let fault = 0;
        const store = createMemoryGoldStore(async () => {
          await new Promise(resolve => setImmediate(resolve));
          if (faults[fault++] === 0) throw new Error('connection lost');
        });
        const hosts = [createFoldWriter(store), createFoldWriter(store)];
        // Checkpoints only move over batches that were folded, as the trigger's do.
        const checkpoint = [0, 0];
        const work = async ({ lane, from, cuts, host }: Owner, untilDone: boolean): Promise<void> => {
          const events = lanes[lane] ?? [];
          let next = Math.floor(from * (checkpoint[lane] ?? 0));
          for (let i = 0; next < events.length && (untilDone || i < cuts.length); i++) {
            const to = Math.min(events.length, next + (cuts[i % cuts.length] ?? 1));
            const partials = foldBatch(
              [model],
              { hub: 'sales', partitionId: String(lane) },
              accepted(events, next, to),
            );
            try {
              await hosts[host]?.write(partials);
            } catch {
              if (!untilDone) return;
              continue;
            }
            next = to;
            checkpoint[lane] = Math.max(checkpoint[lane] ?? 0, to);
          }
        };
        await Promise.all(crashing.map(owner => work(owner, false)));
        await Promise.all([0, 1].map(lane => work({ lane, from: 1, cuts: [5], host: lane }, true)));
        const state: Record<string, unknown> = {};
        for (const { document } of store.documents.values())
          for (const [field, value] of Object.entries(document.s)) state[`${document.pk} ${field}`] = value;
        expect(state).toEqual(expected(lanes));
      },
    ),
    { numRuns: 300 },
  );
});

describe('an update in a relational source', async () => {
  const [model] = (await compileModels(catalogOf('debezium', tables), { sold: query('count(*)') })) as [
    Model,
  ];
  const minuteMs = 60_000;
  const row = (weight: 1 | -1, units: number, minute = 0): WeightedRow => ({
    weight,
    row: { lines: [{ sku: 'a', units, shop: 's1' }] },
    eventTimeMs: minute * minuteMs,
  });
  const foldChanges = (enqueuedTimeMs: number, changes: WeightedRow[][]) =>
    foldBatch(
      [model],
      { hub: 'sales', partitionId: '0' },
      changes.map((rows, sequenceNumber) => ({
        sequenceNumber,
        enqueuedTimeMs,
        event: {
          type: 'sale',
          table: 'sale',
          identity: '',
          eventTimeMs: rows.at(-1)?.eventTimeMs ?? 0,
          warnings: [],
          rows,
        },
      })),
    ).map(({ address, lane }) => ({ span: address.span, deltas: lane.deltas }));
  const gives = (minute: number, units: number, sign = 1) => ({
    [`${minute}_units`]: units * sign,
    [`${minute}_units.n`]: sign,
    [`${minute}_baskets`]: sign,
    [`${minute}_shops:s1`]: sign,
  });

  test('moves sums and counts: its before-image takes back what it gave', () => {
    expect(foldChanges(0, [[row(1, 5)], [row(-1, 5), row(1, 2)]])).toEqual([
      { span: 0, deltas: [gives(0, 5), { '0_units': -3, '0_units.n': 0, '0_baskets': 0, '0_shops:s1': 0 }] },
    ]);
  });

  test('moves a row from one window to another: the first is left empty', () => {
    expect(foldChanges(0, [[row(1, 5, 3)], [row(-1, 5, 3), row(1, 5, 7)]])).toEqual([
      { span: 0, deltas: [gives(3, 5), { ...gives(3, 5, -1), ...gives(7, 5) }] },
    ]);
  });

  test('moves a row from one document to another when their windows lie in different spans', () => {
    expect(foldChanges(0, [[row(1, 5, 59)], [row(-1, 5, 59), row(1, 5, 60)]])).toEqual([
      { span: 0, deltas: [gives(59, 5), gives(59, 5, -1)] },
      { span: 60 * minuteMs, deltas: [gives(0, 5)] },
    ]);
  });

  test('takes nothing from a window that is no longer kept, and still gives to one that is', () => {
    const twoDaysOn = 2 * 24 * 60;
    expect(foldChanges(twoDaysOn * minuteMs, [[row(-1, 5, 0), row(1, 5, twoDaysOn)]])).toEqual([
      { span: twoDaysOn * minuteMs, deltas: [gives(0, 5)] },
    ]);
  });
});

test('folds that wait for the same document are written together', async () => {
  const store = createMemoryGoldStore(() => new Promise(resolve => setTimeout(resolve, 1)));
  const writer = createFoldWriter(store);
  let writes = 0;
  const patch = store.patch;
  store.patch = (...call) => {
    writes += 1;
    return patch(...call);
  };
  const lane = (i: number) =>
    writer.write(
      foldBatch(
        [model],
        { hub: 'sales', partitionId: String(i) },
        accepted([{ sku: 'a', units: 1, shop: 's1', minute: 0 }], 0, 1),
      ),
    );
  await Promise.all(Array.from({ length: 6 }, (_, i) => lane(i)));
  expect([...store.documents.values()].map(({ document }) => document.s)).toEqual([
    { '0_units': 6, '0_baskets': 6, '0_n': 6, '0_shops:s1': 6 },
  ]);
  expect(writes).toBeLessThan(5);
});
