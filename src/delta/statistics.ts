// Per-file statistics (PROTOCOL.md, "Per-file Statistics"), and the files that a predicate cannot need.

import type { AddFile } from './actions.ts';
import type { DataType, StructType } from './schema.ts';

/** Bounds are JSON values: numbers, booleans, or text (dates, timestamps, decimals). */
export type FileStatistics = {
  numRecords: number;
  minValues?: Record<string, unknown>;
  maxValues?: Record<string, unknown>;
  nullCount?: Record<string, unknown>;
};

/** `column operator value`; dates and timestamps are ISO 8601 text. All of a list hold together. */
export type Predicate = {
  column: string;
  operator: '=' | '<' | '<=' | '>' | '>=';
  value: string | number | bigint | boolean;
};

/** Null when the file has none that can be read: it may hold anything. */
export function parseStatistics({ stats }: AddFile): FileStatistics | null {
  if (!stats) return null;
  try {
    const value = JSON.parse(stats) as FileStatistics;
    return typeof value.numRecords === 'number' ? value : null;
  } catch {
    return null;
  }
}

const maxTextBound = 32;

/** A lower bound of `text` of at most 32 characters. */
export function lowerTextBound(text: string): string {
  return [...text].slice(0, maxTextBound).join('');
}

/** An upper bound of `text` of at most 33 characters; null when there is none. */
export function upperTextBound(text: string): string | null {
  const characters = [...text];
  if (characters.length <= maxTextBound) return text;
  const highest = '\u{10FFFF}';
  return characters[maxTextBound] === highest ? null : characters.slice(0, maxTextBound).join('') + highest;
}

/** The files that may hold rows for which all predicates are true. Never leaves out one that does. */
export function pruneFiles(
  files: Iterable<AddFile>,
  schema: StructType,
  partitionColumns: readonly string[],
  predicates: readonly Predicate[],
): AddFile[] {
  const tests = predicates.flatMap(predicate => {
    const field = schema.fields.find(({ name }) => name.toLowerCase() === predicate.column.toLowerCase());
    return field ? [{ ...predicate, column: field.name, type: field.type }] : [];
  });
  if (tests.length === 0) return [...files];
  return [...files].filter(file => {
    const statistics = parseStatistics(file);
    return tests.every(test =>
      partitionColumns.includes(test.column)
        ? mayHoldPartition(file.partitionValues[test.column], test)
        : mayHold(statistics, test),
    );
  });
}

type Test = Predicate & { type: DataType };

function mayHoldPartition(value: string | null | undefined, test: Test): boolean {
  // A null is never true in a comparison; a value that is not given is not known.
  if (value === undefined) return true;
  if (value === null || value === '') return false;
  return overlaps(value, value, test);
}

function mayHold(statistics: FileStatistics | null, test: Test): boolean {
  if (!statistics) return true;
  if (statistics.nullCount?.[test.column] === statistics.numRecords) return false;
  return overlaps(statistics.minValues?.[test.column], statistics.maxValues?.[test.column], test);
}

/** Whether [min, max] has a value for which the test may be true. A bound that is missing bounds nothing. */
function overlaps(min: unknown, max: unknown, { operator, value, type }: Test): boolean {
  const order = orderOf(type);
  if (!order) return true;
  const below = min === undefined || min === null ? null : order(min, value);
  const above = max === undefined || max === null ? null : order(widen(max, type), value);
  const minAtMost = (limit: number) => below === null || Number.isNaN(below) || below <= limit;
  const maxAtLeast = (limit: number) => above === null || Number.isNaN(above) || above >= limit;
  switch (operator) {
    case '=':
      return minAtMost(0) && maxAtLeast(0);
    case '<':
      return minAtMost(-1);
    case '<=':
      return minAtMost(0);
    case '>':
      return maxAtLeast(1);
    case '>=':
      return maxAtLeast(0);
  }
}

/** −1, 0 or 1; NaN when the two cannot be compared. */
type Order = (bound: unknown, value: Predicate['value']) => number;

function orderOf(type: DataType): Order | null {
  if (type === 'long' || type === 'integer' || type === 'short' || type === 'byte') return compareNumbers;
  if (type === 'float' || type === 'double') return compareNumbers;
  if (type === 'timestamp') return (bound, value) => sign(parseTime(bound), parseTime(value));
  if (type === 'date' || type === 'string') return compareText;
  return null;
}

const sign = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN);

function compareNumbers(bound: unknown, value: Predicate['value']): number {
  if (typeof value !== 'number' && typeof value !== 'bigint') return Number.NaN;
  const number = Number(bound);
  // Beyond 2^53 a JSON number has lost digits.
  return Math.abs(number) > Number.MAX_SAFE_INTEGER ? Number.NaN : sign(number, Number(value));
}

function compareText(bound: unknown, value: Predicate['value']): number {
  if (typeof bound !== 'string' || typeof value !== 'string') return Number.NaN;
  // Engines order text by UTF-8 bytes, which JavaScript's UTF-16 order is not.
  return Buffer.compare(Buffer.from(bound), Buffer.from(value));
}

/** Partition values are written `2026-11-26 10:00:00`, in UTC; statistics as ISO 8601. */
function parseTime(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const text = value.includes('T') ? value : value.replace(' ', 'T');
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}

/** Timestamps are cut to milliseconds when they are written: the true maximum may be up to one later. */
function widen(max: unknown, type: DataType): unknown {
  return type === 'timestamp' && typeof max === 'string' ? new Date(parseTime(max) + 1).toISOString() : max;
}
