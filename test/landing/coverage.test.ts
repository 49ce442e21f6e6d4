import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit, gapsIn } from '../../src/landing/coverage.ts';
import {
  bucketsThrough,
  type LandedFile,
  landingBucket,
  landingPath,
  parseLandingPath,
} from '../../src/landing/landing.ts';

const file = (first: number, last: number): LandedFile => ({
  tier: 'bronze',
  hub: 'pos',
  partitionId: '0',
  first,
  last,
  path: `${first}-${last}`,
  bucket: '',
  size: 1,
  metadata: {},
});

const rangesAndThrough = [
  fc.array(fc.tuple(fc.nat(60), fc.nat(12)), { maxLength: 20 }),
  fc.integer({ min: -1, max: 30 }),
] as const;

test('however files overlap, each coordinate is admitted exactly once and in order, up to the first gap', () => {
  fc.assert(
    fc.property(...rangesAndThrough, (ranges, through) => {
      const files = ranges.map(([first, length]) => file(first, first + length));
      const coverage = admit(through, files);
      const admitted = coverage.admitted.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      );
      expect(admitted).toEqual(Array.from({ length: coverage.through - through }, (_, i) => through + 1 + i));
      expect(files.some(({ first, last }) => first <= coverage.through + 1 && last > coverage.through)).toBe(
        false,
      );
      const beyond = files.map(({ first }) => first).filter(first => first > coverage.through);
      expect(coverage.beyondGap).toBe(beyond.length === 0 ? null : Math.min(...beyond));
    }),
  );
});

test('a path says what its file holds', () => {
  const lane = { hub: 'pos-uk', partitionId: '11' };
  const path = landingPath('silver', lane, { first: 5, last: 9 }, Date.UTC(2026, 0, 2, 3, 47));
  expect(path).toBe(
    'landing/2026-01-02T03-47/silver/pos-uk-11-00000000000000000005-00000000000000000009.parquet',
  );
  expect(parseLandingPath({ path, size: 7, metadata: {} })).toEqual({
    tier: 'silver',
    ...lane,
    first: 5,
    last: 9,
    path,
    bucket: '2026-01-02T03-47',
    size: 7,
    metadata: {},
  });
  expect(parseLandingPath({ path: 'landing/x/silver/other.txt', size: 1, metadata: {} })).toBeNull();
});

test('buckets follow one another every minute', () => {
  expect(bucketsThrough('2026-01-01T23-59', Date.UTC(2026, 0, 2, 0, 1, 12))).toEqual([
    '2026-01-01T23-59',
    '2026-01-02T00-00',
    '2026-01-02T00-01',
  ]);
  expect(landingBucket(Date.UTC(2026, 0, 2, 0, 9, 59))).toBe('2026-01-02T00-09');
});

test('the gaps between files are what none of them has, up to the last', () => {
  fc.assert(
    fc.property(...rangesAndThrough, (ranges, through) => {
      const files = ranges.map(([first, length]) => file(first, first + length));
      const end = Math.max(through, ...files.map(({ last }) => last));
      const missing = Array.from({ length: end - through }, (_, i) => through + 1 + i).filter(
        at => !files.some(({ first, last }) => first <= at && last >= at),
      );
      const gaps = gapsIn(through, files, 100);
      expect(
        gaps.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
      ).toEqual(missing);
      expect(gapsIn(through, files, 1)).toEqual(gaps.slice(0, 1));
    }),
  );
});
