// Per-file statistics (PROTOCOL.md, "Per-file Statistics"), and the files that a predicate cannot need.
// Proven by test/delta/pruning.test.ts.

import type { AddFile } from './actions.ts';
import { orderOf, upperOrderOf, type Value } from './bounds.ts';
import type { DataType, StructType } from './schema.ts';

export { lowerTextBound, upperTextBound } from './bounds.ts';

/** Bounds are JSON values: numbers, booleans, or text (dates, timestamps, decimals). */
export type FileStatistics = {
  numRecords: number;
  minValues?: Record<string, unknown>;
  maxValues?: Record<string, unknown>;
  nullCount?: Record<string, unknown>;
};

/** `column operator value`; dates are `2026-11-26`, timestamps ISO 8601 with a zone. All of a list hold together. */
export type Predicate = { column: string; operator: '=' | '<' | '<=' | '>' | '>='; value: Value };

/** Null when the file has none that can be read: it may hold anything. */
export function parseStatistics({ stats }: AddFile): FileStatistics | null {
  if (!stats) return null;
  try {
    const value = JSON.parse(stats) as Partial<FileStatistics> | null;
    return typeof value?.numRecords === 'number' ? { ...value, numRecords: value.numRecords } : null;
  } catch {
    return null;
  }
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
  const below = orderOf(type)?.(min, value) ?? Number.NaN;
  const above = upperOrderOf(type)?.(max, value) ?? Number.NaN;
  const minAtMost = (limit: number) => Number.isNaN(below) || below <= limit;
  const maxAtLeast = (limit: number) => Number.isNaN(above) || above >= limit;
  switch (operator) {
    case '=':
      return minAtMost(0) && maxAtLeast(0);
    case '<':
      return minAtMost(-1);
    case '<=':
      return minAtMost(0);
    case '>':
      return mayHoldNaN(type) || maxAtLeast(1);
    case '>=':
      return mayHoldNaN(type) || maxAtLeast(0);
  }
}

/** NaN is above all numbers, and engines differ in whether a file's maximum tells of it. */
function mayHoldNaN(type: DataType): boolean {
  return type === 'float' || type === 'double';
}
