// What a quick chart of an answer shows: which columns, and their values as numbers in order.

import { cellText, isNumeric, isTime } from './cell-text.ts';
import type { Column, Row, Value } from './row-splitter.ts';

/** Indices of columns. `by` makes a line for each of its values. */
export type Choice = { x: number; y: number; by: number | null };

export type XKind = 'time' | 'number' | 'category';

export type ChartData = {
  xKind: XKind;
  /** Seconds since 1970, numbers, or places in `categories`. */
  x: number[];
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  /** What was left out, in words. */
  left: string | null;
};

export const mostSeries = 6;
export const mostCategories = 60;

/** Null when there is nothing to draw: no column of numbers. */
export function firstChoice(columns: readonly Column[]): Choice | null {
  const numbers = columns.flatMap((column, i) => (isNumeric(column) ? [i] : []));
  const time = columns.findIndex(isTime);
  const text = columns.findIndex(column => !isNumeric(column) && !isTime(column));
  const x = time >= 0 ? time : text >= 0 ? text : (numbers[0] ?? -1);
  const y = numbers.find(i => i !== x);
  if (y === undefined || x < 0) return null;
  return { x, y, by: time >= 0 && text >= 0 ? text : null };
}

export const xKindOf = (column: Column): XKind =>
  isTime(column) ? 'time' : isNumeric(column) ? 'number' : 'category';

export function chartData(columns: readonly Column[], rows: readonly Row[], choice: Choice): ChartData {
  const [xColumn, yColumn] = [columns[choice.x], columns[choice.y]];
  if (!xColumn || !yColumn) return { xKind: 'number', x: [], categories: [], series: [], left: null };
  const xKind = xKindOf(xColumn);
  const places = new Map<string, number>();
  const xOf = (value: Value): number | null => {
    if (xKind === 'time') return seconds(value);
    if (xKind === 'number') return finite(value);
    const name = cellText(value);
    if (!places.has(name) && places.size < mostCategories) places.set(name, places.size);
    return places.get(name) ?? null;
  };
  const lines = new Map<string, Map<number, number>>();
  const all = new Set<number>();
  for (const row of rows) {
    const x = xOf(row[choice.x]);
    const y = finite(row[choice.y]);
    if (x === null || y === null) continue;
    const name = choice.by === null ? yColumn.name : cellText(row[choice.by]);
    const line = lines.get(name) ?? new Map<number, number>();
    lines.set(name, line.set(x, y));
    all.add(x);
  }
  const kept = [...lines].sort(([, a], [, b]) => b.size - a.size).slice(0, mostSeries);
  const x = [...all].sort((a, b) => a - b);
  return {
    xKind,
    x,
    categories: [...places.keys()],
    series: kept.map(([name, line]) => ({ name, values: x.map(place => line.get(place) ?? null) })),
    left: leftOut(lines.size - kept.length, xKind, places.size, rows.length),
  };
}

function leftOut(lines: number, xKind: XKind, categories: number, rows: number): string | null {
  if (lines > 0) return `${lines} more lines are not drawn`;
  if (xKind === 'category' && categories >= mostCategories && rows > categories)
    return `the first ${mostCategories} are drawn`;
  return null;
}

/** Exact numbers come as text where a double would round them; a chart may round. */
function finite(value: Value): number | null {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && value !== ''
        ? Number(value)
        : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** All times of an answer are UTC, also those that do not say so. */
function seconds(value: Value): number | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(' ', 'T');
  const zoned = /^\d{4}-\d{2}-\d{2}$/.test(text) || /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(/([+-]\d{2})$/, '$1:00'));
  return Number.isNaN(time) ? null : time / 1_000;
}
