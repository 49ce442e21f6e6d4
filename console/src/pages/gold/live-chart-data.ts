// What a gold chart shows of a live answer: windows over time, many keys beside each other, or the one row there is as it
// was seen since the view was opened.

import type { SeriesChartProps } from '../../parts/series.ts';
import { inOrder, type LiveRows, type Row } from './live-rows.ts';

/** A row that was seen at a moment, newest last. */
export type Seen = { atMs: number; row: Row };

const mostBars = 60;

export type GoldChart = Pick<SeriesChartProps, 'xKind' | 'x' | 'categories' | 'series'>;

export function goldChart(
  rows: LiveRows,
  window: string | null,
  column: string,
  seen: readonly Seen[],
): GoldChart {
  const ordered = inOrder(rows, window);
  const isOneSeen = ordered.length === 1 && seen.length > 1;
  if (window !== null && !isOneSeen) {
    const lastKey = rows.identity.filter(name => name !== window).at(-1) ?? '';
    return overTime(ordered, window, column, lastKey);
  }
  if (ordered.length > 1) {
    const name = rows.identity.at(-1) ?? '';
    const shown = ordered.slice(0, mostBars);
    return {
      xKind: 'category',
      x: shown.map((_, i) => i),
      categories: shown.map(([, row]) => String(row[name] ?? '')),
      series: [{ name: column, values: shown.map(([, row]) => numberOf(row[column])) }],
    };
  }
  return {
    xKind: 'time',
    x: seen.map(({ atMs }) => atMs / 1_000),
    series: [{ name: column, values: seen.map(({ row }) => numberOf(row[column])) }],
  };
}

/** A line for each of the last key column's values: one, when the whole key is given. */
function overTime(ordered: readonly [string, Row][], window: string, column: string, by: string): GoldChart {
  const timeOf = (row: Row) => Date.parse(String(row[window])) / 1_000;
  const x = withGaps([...new Set(ordered.map(([, row]) => timeOf(row)))].sort((a, b) => a - b));
  const lines = Map.groupBy(ordered, ([, row]) => String(row[by] ?? ''));
  const series = [...lines].slice(0, 6).map(([name, members]) => {
    const values = new Map(members.map(([, row]) => [timeOf(row), numberOf(row[column])]));
    return { name: lines.size > 1 ? name : column, values: x.map(time => values.get(time) ?? null) };
  });
  return { xKind: 'time', x, series };
}

/** A window without events has no row. A place where there is none keeps a line from leading across. */
function withGaps(times: readonly number[]): number[] {
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const width = Math.min(...steps);
  return times.flatMap((time, i) => ((steps[i] ?? 0) > width ? [time, time + width] : [time]));
}

/** Answers show a number as text where a double would round it; a chart may round. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const numbers = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|DECIMAL|FLOAT|DOUBLE)/;

/** Columns that can be drawn. Those of trailing models have one for each span, as the rows have. */
export function chartColumns(
  columns: readonly { name: string; type: string }[],
  trailing: readonly string[] | null,
): string[] {
  const drawn = columns.filter(({ type }) => numbers.test(type)).map(({ name }) => name);
  return trailing ? drawn.flatMap(name => trailing.map(label => `${name}_${label}`)) : drawn;
}
