import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileModel } from '../../src/gold/compile.ts';
import { type AcceptedEvent, foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { parseModel } from '../../src/gold/load-models.ts';
import { createMemoryGoldStore } from './memory-gold-store.ts';

const model = compileModel(
  parseModel('sold', {
    description: 'Units sold by SKU and minute.',
    key: [{ name: 'sku', description: 'SKU' }],
    window: { grain: '1m', span: '1h', retain: '1d' },
    aggregates: [
      { name: 'units', function: 'sum', description: 'Units' },
      { name: 'baskets', function: 'events', description: 'Baskets' },
      { name: 'shops', function: 'distinct', description: 'Shops' },
    ],
    inputs: [
      { table: 'sale', each: '/lines', key: { sku: '/sku' }, values: { units: '/units', shops: '/shop' } },
    ],
  }),
);

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
      rows: [{ weight: 1, row: { lines: [{ sku, units, shop }] } }],
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
        const state: Record<string, number> = {};
        for (const { document } of store.documents.values())
          for (const [field, value] of Object.entries(document.s)) state[`${document.pk} ${field}`] = value;
        expect(state).toEqual(expected(lanes));
      },
    ),
    { numRuns: 300 },
  );
});

test('an update in a relational source moves sums and counts: its before-image takes back what it gave', () => {
  const event = (sequenceNumber: number, rows: AcceptedEvent['event']['rows']): AcceptedEvent => ({
    sequenceNumber,
    enqueuedTimeMs: 0,
    event: { type: 'sale', table: 'sale', identity: '', eventTimeMs: 0, warnings: [], rows },
  });
  const row = (units: number) => ({ lines: [{ sku: 'a', units, shop: 's1' }] });
  const [partial] = foldBatch([model], { hub: 'sales', partitionId: '0' }, [
    event(0, [{ weight: 1, row: row(5) }]),
    event(1, [
      { weight: -1, row: row(5) },
      { weight: 1, row: row(2) },
    ]),
  ]);
  expect(partial?.lane.deltas).toEqual([
    { '0_units': 5, '0_baskets': 1, '0_shops:s1': 1 },
    { '0_units': -3, '0_baskets': 0, '0_shops:s1': 0 },
  ]);
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
    { '0_units': 6, '0_baskets': 6, '0_shops:s1': 6 },
  ]);
  expect(writes).toBeLessThan(5);
});
