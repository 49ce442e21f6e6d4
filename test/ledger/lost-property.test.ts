// Whatever is missing where: no coordinate is forgotten, and the count of what is lost is exact.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SequenceRange } from '../../src/events/coordinate.ts';
import { addLost, countFreshlyLost, countLost, type LostRange, missingFrom } from '../../src/ledger/lost.ts';
import { createWorld, hourMs, numbers } from './losing-world.ts';

/** Cuts of a lane: for each piece, whether bronze, refine and the hub have it, and how long it is. */
const pieces = fc.array(
  fc.record({
    length: fc.integer({ min: 1, max: 6 }),
    inBronze: fc.boolean(),
    inSilver: fc.boolean(),
    hours: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test('whatever is missing where, in the end each coordinate is there, decided again or told to be lost', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat({ max: 60 }), async (cuts, begin) => {
      const world = createWorld();
      let maintain = world.maintainer();
      let next = 0;
      // Both triggers begin and end with something, so that all gaps are between.
      const ends = { length: 2, inBronze: true, inSilver: true, hours: 0 };
      const total = 4 + cuts.reduce((sum, { length }) => sum + length, 0);
      world.hub.begin = Math.min(begin, total - 1);
      const inBronze = new Set<number>();
      const inSilver = new Set<number>();
      for (const { length, hours, ...has } of [ends, ...cuts, ends]) {
        const [first, last] = [next, next + length - 1];
        world.clock.nowMs += hours * hourMs;
        if (has.inBronze) await world.bronze(first, last);
        if (has.inSilver) await world.silver(first, last);
        for (const at of numbers(first, last)) {
          if (has.inBronze) inBronze.add(at);
          if (has.inSilver) inSilver.add(at);
        }
        next = last + 1;
        await maintain();
        if (hours === 3) maintain = world.maintainer();
      }
      await world.rounds(maintain, 60 + 80 * cuts.length);
      const all = numbers(0, next - 1);
      const bronze = all.filter(at => inBronze.has(at) || at >= world.hub.begin);
      const silver = all.filter(at => inSilver.has(at) || bronze.includes(at));
      expect(world.appended.bronze).toEqual(bronze);
      expect(world.appended.silver).toEqual(silver);
      expect(await world.line()).toMatchObject({
        ...{ received: next, bronze: bronze.length, lost: next - bronze.length },
        ...{ silver: silver.length, silverLost: next - silver.length },
      });
      const { lost, bronzeThrough, silverThrough } = await world.entry();
      expect([bronzeThrough, silverThrough]).toEqual([next - 1, next - 1]);
      expect((lost ?? []).flatMap(({ first, last }) => numbers(first, last))).toEqual(
        all.filter(at => !bronze.includes(at)),
      );
    }),
    { numRuns: 20 },
  );
}, 60_000);

test('of too many ranges the closest are joined; how many events are lost stays exact', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 })), {
        maxLength: 300,
      }),
      steps => {
        let lost: LostRange[] = [];
        let [next, sum] = [0, 0];
        for (const [i, [apart, length]] of steps.entries()) {
          const range: SequenceRange = { first: next + apart, last: next + apart + length - 1 };
          lost = addLost(lost, range, i);
          next = range.last + 1;
          sum += length;
          expect(lost.some(({ first, last }) => first <= range.first && last >= range.last)).toBe(true);
        }
        expect(lost.length).toBeLessThanOrEqual(100);
        expect(countLost(lost)).toBe(sum);
        for (const [i, { first }] of lost.slice(1).entries())
          expect(first).toBeGreaterThan((lost[i]?.last ?? 0) + 1);
      },
    ),
  );
  const [range] = addLost([{ first: 3, last: 5, events: 3, atMs: 1 }], { first: 6, last: 6 }, 2);
  expect(range).toEqual({ first: 3, last: 6, events: 4, atMs: 2 });
  expect(countFreshlyLost(range ? [range] : [], 2 + 24 * hourMs)).toBe(0);
  expect(missingFrom({ first: 3, last: 9 }, [{ first: 6, last: 7 }])).toEqual({ first: 3, last: 5 });
});
