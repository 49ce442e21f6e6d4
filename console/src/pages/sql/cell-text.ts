// How a value of an answer reads in a cell, and how wide its column is.

import type { Column, Row, Value } from './row-splitter.ts';

export const nullText = 'null';

/** Cells show so much; the whole value is shown when its cell is opened. */
const mostCharacters = 200;

export function cellText(value: Value): string {
  const text = wholeText(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

export function wholeText(value: Value): string {
  if (value === null || value === undefined) return nullText;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const numeric =
  /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\b.*)$/;

export const isNumeric = ({ type }: Column): boolean => numeric.test(type);
export const isTime = ({ type }: Column): boolean => /^(TIMESTAMP|DATE)/.test(type);

/** Widths in characters, from the names, types and first rows: between 6 and 44. */
export function columnWidths(columns: readonly Column[], rows: readonly Row[]): number[] {
  const sample = rows.slice(0, 200);
  return columns.map(({ name, type }, i) => {
    const longest = sample.reduce((most, row) => Math.max(most, cellText(row[i]).length), 0);
    return Math.min(44, Math.max(6, name.length, Math.min(type.length, 18), longest) + 1);
  });
}
