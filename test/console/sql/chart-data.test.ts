import { expect, test } from 'vitest';
import { chartData, firstChoice } from '../../../console/src/pages/sql/chart-data.ts';

const columns = [
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'shop', type: 'VARCHAR' },
  { name: 'units', type: 'BIGINT' },
];

test('numbers are drawn along time, with a line for each name', () => {
  const choice = firstChoice(columns);
  expect(choice).toEqual({ x: 0, y: 2, by: 1 });
  const rows = [
    ['2026-01-01 00:01:00', 'b', 3],
    ['2026-01-01T00:00:00', 'a', '9007199254740993'],
    ['2026-01-01 00:01:00', 'a', null],
  ];
  const start = Date.UTC(2026, 0, 1) / 1_000;
  expect(choice && chartData(columns, rows, choice)).toMatchObject({
    xKind: 'time',
    x: [start, start + 60],
    series: [
      { name: 'b', values: [null, 3] },
      { name: 'a', values: [9007199254740992, null] },
    ],
  });
});

test('bars stand in the order of the rows, and what is left out is said', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ['', `shop ${i}`, i]);
  const { categories, series, left } = chartData(columns, rows, { x: 1, y: 2, by: null });
  expect(categories).toHaveLength(60);
  expect(series[0]?.values.slice(0, 3)).toEqual([0, 1, 2]);
  expect(left).toBe('the first 60 are drawn');
});

test('without a column of numbers there is no chart', () => {
  expect(firstChoice([{ name: 'a', type: 'VARCHAR' }])).toBeNull();
});
