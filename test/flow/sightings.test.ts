import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSightings } from '../../src/flow/sightings.ts';

const look = (...looks: [number, number][]) => {
  const sightings = createSightings();
  for (const [atMs, last] of looks) sightings.add(atMs, new Map([['pos-0', last]]));
  return sightings;
};

test('between two looks events came in evenly', () => {
  const sightings = look([1_000, 10], [2_000, 20]);
  expect(sightings.lastAt('pos-0', 1_500)).toBe(15);
  expect(sightings.cameAt('pos-0', 15)).toBe(1_500);
});

test('before the first look nothing is known, and after the last nothing has changed', () => {
  const sightings = look([1_000, 10], [2_000, 20]);
  expect(sightings.lastAt('pos-0', 999)).toBeNull();
  expect(sightings.lastAt('pos-0', 9_000)).toBe(20);
  expect(sightings.cameAt('pos-0', 10)).toBeNull();
  expect(sightings.cameAt('pos-0', 21)).toBeNull();
  expect(sightings.lastAt('pos-1', 1_000)).toBeNull();
});

test('a look that is older than the newest is passed over', () => {
  const sightings = look([2_000, 20], [1_000, 10]);
  expect(sightings.firstAt('pos-0')).toBe(2_000);
});

test('what came by a moment is what was there at that moment', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(1_000)), { minLength: 2 });
  fc.assert(
    fc.property(steps, fc.nat(), (growth, pick) => {
      let [atMs, last] = [0, 0];
      const sightings = createSightings();
      for (const [ms, events] of growth) {
        atMs += ms;
        last += events;
        sightings.add(atMs, new Map([['pos-0', last]]));
      }
      const sequenceNumber = pick % (last + 1);
      const came = sightings.cameAt('pos-0', sequenceNumber);
      if (came === null) return;
      expect(sightings.lastAt('pos-0', came + 0.001)).toBeGreaterThanOrEqual(sequenceNumber - 1);
      expect(sightings.lastAt('pos-0', came - 0.001) ?? -1).toBeLessThanOrEqual(sequenceNumber);
    }),
  );
});
