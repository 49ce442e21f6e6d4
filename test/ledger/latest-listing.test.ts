// What the committer lists: little in each round, and in a few rounds all.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LandedFile, landingPath, parseLandingPath } from '../../src/landing/landing.ts';
import { createLatestListing } from '../../src/ledger/landed-files.ts';
import type { StoredEntry } from '../../src/ledger/ledger.ts';

const lane = { hub: 'pos', partitionId: '0' };
const startMs = Date.UTC(2026, 0, 1, 12);
const minuteMs = 60_000;

/** Files by path, and how many listings were asked for and how many names they gave. */
function createWorld() {
  const paths: string[] = [];
  const asked = { listings: 0, names: 0 };
  const latest = createLatestListing({
    list: async function* (prefix) {
      asked.listings += 1;
      for (const path of paths.filter(one => one.startsWith(prefix)).sort()) {
        asked.names += 1;
        yield { path, size: 1, metadata: {} };
      }
    },
    put: () => Promise.reject(new Error('nothing is put here')),
    read: () => Promise.reject(new Error('nothing is read here')),
    delete: () => Promise.reject(new Error('nothing is deleted here')),
  });
  return {
    asked,
    /** Event number `n` alone, in the bucket of a time. */
    land: (n: number, bucketMs: number) => {
      paths.push(landingPath('bronze', lane, { first: n, last: n }, bucketMs));
    },
    /** Numbers that are seen, in order. */
    look: async (nowMs: number, through = -1) => {
      const entry = { ...lane, silverThrough: through, bronzeThrough: through };
      const entries = new Map([['pos-0', { entry, etag: null } as unknown as StoredEntry]]);
      const found: LandedFile[] = (await latest(nowMs, entries)).get('pos-0') ?? [];
      return found.map(({ first }) => first).sort((a, b) => a - b);
    },
    all: () => paths.flatMap(path => parseLandingPath({ path, size: 1, metadata: {} }) ?? []),
  };
}

test('in each round it lists the minutes in which files land, and the others in turn', async () => {
  const world = createWorld();
  for (let second = -1_200; second < 600; second += 1) world.land(second + 1_200, startMs + second * 1_000);
  // The first look is at everything in the ten minutes before and behind.
  expect(await world.look(startMs)).toHaveLength(1_200);
  expect(world.asked.listings).toBe(21);
  world.asked.names = 0;
  for (let at = 10_000; at <= 70_000; at += 10_000) await world.look(startMs + at, 1_200 + at / 1_000);
  expect(world.asked.listings).toBeLessThan(21 + 7 * 7);
  expect(world.asked.names).toBeLessThan(7 * 400);
});

test('what landed is seen in the next round, also by a process that was not asked for minutes', async () => {
  const world = createWorld();
  world.land(0, startMs);
  expect(await world.look(startMs + 20_000)).toEqual([0]);
  world.land(1, startMs + 59_000);
  world.land(2, startMs + 61_000);
  expect(await world.look(startMs + 4 * minuteMs)).toEqual([0, 1, 2]);
  expect(await world.look(startMs + 4 * minuteMs, 1)).toEqual([2]);
});

test('what lands by another clock is seen within seven rounds, and until the ledger is past it', async () => {
  const files = fc.array(fc.record({ at: fc.nat(40), late: fc.integer({ min: -9, max: 9 }) }), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 30 }), async (landings, everySeconds) => {
      const world = createWorld();
      const landedIn = new Map<number, number>();
      for (let round = 0; round <= 50; round += 1) {
        const nowMs = startMs + round * everySeconds * 1_000;
        for (const [n, { at, late }] of landings.entries())
          if (at === round) {
            world.land(n, nowMs - late * minuteMs);
            landedIn.set(n, round);
          }
        const seen = await world.look(nowMs);
        const isLatest = (bucket: string) => bucket >= new Date(nowMs - 10 * minuteMs).toISOString();
        for (const { first, bucket } of world.all())
          if (round - (landedIn.get(first) ?? 0) >= 7 && isLatest(`${bucket.replace(/-(?=..$)/, ':')}:59Z`))
            expect(seen).toContain(first);
      }
    }),
    { numRuns: 50 },
  );
});
