import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldChart } from '../../../console/src/pages/gold/live-chart-data.ts';
import {
  change,
  inOrder,
  type LiveRows,
  type Row,
  startFrom,
} from '../../../console/src/pages/gold/live-rows.ts';

const about = { version: 1, from: null, freshness: { foldedAt: null }, watermark: { 'pos/0': 1 } };
const identity = ['sku', 'window_start'];
const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
const row = (n: number, units: number): Row => ({ sku: 'A', window_start: minute(n), units });
const start = (...rows: Row[]): LiveRows => startFrom({ ...about, identity, rows });
const shown = (rows: LiveRows) => inOrder(rows, 'window_start').map(([, shownRow]) => shownRow);

test('rows of a change take the place of those with the same identity; removed ones go', () => {
  const event = { ...about, rows: [row(2, 9), row(3, 1)], removed: [{ sku: 'A', window_start: minute(1) }] };
  const after = change(start(row(1, 5), row(2, 6)), event, 'window_start');
  expect(shown(after)).toEqual([row(2, 9), row(3, 1)]);
  expect(after.changed.size).toBe(2);
});

test('windows before `from` are left behind, though nobody says that they are gone', () => {
  const event = { ...about, from: minute(2), rows: [], removed: [] };
  expect(shown(change(start(row(1, 5), row(2, 6)), event, 'window_start'))).toEqual([row(2, 6)]);
});

test('changes that are applied in order give what the last of them says of each row', () => {
  const step = fc.record({
    rows: fc.dictionary(fc.nat(9).map(String), fc.nat(99)),
    removed: fc.array(fc.nat(9)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), steps => {
      const expected = new Map<number, number>();
      let live = start();
      for (const { rows, removed } of steps) {
        const gone = removed.filter(n => !(String(n) in rows));
        const given = Object.entries(rows).map(([n, units]) => row(Number(n), units));
        for (const [n, units] of Object.entries(rows)) expected.set(Number(n), units);
        for (const n of gone) expected.delete(n);
        const identities = gone.map(n => ({ sku: 'A', window_start: minute(n) }));
        live = change(live, { ...about, rows: given, removed: identities }, 'window_start');
      }
      expect(shown(live)).toEqual([...expected].sort(([a], [b]) => a - b).map(([n, units]) => row(n, units)));
    }),
  );
});

test('a chart has a gap where windows had no events', () => {
  const { x, series } = goldChart(start(row(1, 5), row(2, 6), row(9, 7)), 'window_start', 'units', []);
  expect(x).toHaveLength(4);
  expect(series).toEqual([{ name: 'units', values: [5, 6, null, 7] }]);
});

test('a window that is alone is drawn as it was seen', () => {
  const seen = [1_000, 2_000].map((atMs, i) => ({ atMs, row: row(1, i) }));
  expect(goldChart(start(row(1, 1)), 'window_start', 'units', seen)).toEqual({
    xKind: 'time',
    x: [1, 2],
    series: [{ name: 'units', values: [0, 1] }],
  });
});
