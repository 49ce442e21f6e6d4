// Widths of time: where they begin, what fits into what, and how they are written.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advance,
  countBetween,
  formatWidth,
  nests,
  ofLength,
  ofMonths,
  ofWeeks,
  parseWidth,
  startFrom,
  startOf,
} from '../../src/gold/width.ts';

const at = (text: string) => Date.parse(text);
const shown = (ms: number) => new Date(ms).toISOString();

test.each([
  ['1mo', '2024-02-29T23:59:59.999Z', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
  ['3mo', '2026-12-31T12:00:00Z', '2026-10-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ['1y', '1969-06-01T00:00:00Z', '1969-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
  ['10y', '2026-11-26T00:00:00Z', '2020-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'],
  ['1w', '2026-11-29T23:00:00Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
  ['5m', '2026-11-26T12:04:59Z', '2026-11-26T12:00:00.000Z', '2026-11-26T12:05:00.000Z'],
])('%s with %s begins at %s, and the next at %s', (text, time, start, next) => {
  const width = parseWidth(text);
  expect(shown(startOf(width, at(time)))).toBe(start);
  expect(shown(advance(width, at(start), 1))).toBe(next);
  expect(formatWidth(width)).toBe(text);
});

describe('what fits whole into what', () => {
  test.each([
    ['1h', '1d', true],
    ['1d', '1mo', true],
    ['1d', '1w', true],
    ['1w', '1mo', false],
    ['1w', '7d', false],
    ['1mo', '1y', true],
    ['5mo', '1y', false],
    ['1mo', '31d', false],
    ['30s', '1m', true],
  ])('%s into %s: %s', (inner, outer, fits) => {
    expect(nests(parseWidth(inner), parseWidth(outer))).toBe(fits);
  });
});

test.each(['0mo', '1.5mo', 'mo', '1month', '99999y', ''])('"%s" is no width', text => {
  expect(() => parseWidth(text)).toThrow(SyntaxError);
});

test('a time lies between its start and the next, and starts are counted as they follow one another', () => {
  const widths = fc.constantFrom(
    ofLength(1_000),
    ofLength(86_400_000),
    ofWeeks(1),
    ofMonths(1),
    ofMonths(12),
  );
  const times = fc.integer({ min: at('1800-01-01'), max: at('2300-01-01') });
  fc.assert(
    fc.property(widths, times, fc.integer({ min: -500, max: 500 }), (width, timeMs, count) => {
      const start = startOf(width, timeMs);
      expect(start <= timeMs && timeMs < advance(width, start, 1)).toBe(true);
      const other = advance(width, start, count);
      expect(startOf(width, other)).toBe(other);
      expect(countBetween(width, start, other)).toBe(count);
      expect(startFrom(width, timeMs)).toBe(start === timeMs ? start : advance(width, start, 1));
    }),
  );
});
