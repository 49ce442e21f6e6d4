import { expect, test } from 'vitest';
import { bytes, counted, duration, rate, share } from '../../../console/src/format.ts';

test('a share is 100% only of all', () => {
  expect(share(1)).toBe('100%');
  expect(share(0.999_999)).toBe('99.99%');
  expect(share(0.5)).toBe('50%');
});

test('numbers are as exact as they are read', () => {
  expect([0, 0.24, 4.2, 9.96, 579.4].map(rate)).toEqual(['0', '0.2', '4.2', '10.0', '579']);
  expect([0, 999, 1_000, 123_456, 5e9].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '123 kB', '5.0 GB']);
  expect([0.04, 12, 119, 180, 10_000, 1e6].map(duration)).toEqual([
    '0.0 s',
    '12 s',
    '119 s',
    '3 min',
    '3 h',
    '12 days',
  ]);
});

test('one is one', () => {
  expect([counted(1, 'file'), counted(1_200, 'file'), counted(2, 'does', 'do')]).toEqual([
    '1 file',
    '1,200 files',
    '2 do',
  ]);
});
