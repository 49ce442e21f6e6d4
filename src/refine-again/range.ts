// The coordinates that are refined again: of each partition those from `first` to `last`. Fixed once, so that every step of a
// replay, and every step that is done again, is about the same events.

import type { AddFile } from '../delta/actions.ts';
import { type Predicate, parseStatistics } from '../delta/statistics.ts';
import type { SequenceRange } from '../events/coordinate.ts';
import { quoteText } from '../tables/duckdb-type.ts';

/** By partition; both ends are included. */
export type Range = Readonly<Record<string, SequenceRange>>;

export function sizeOf(range: Range): number {
  return Object.values(range).reduce((sum, { first, last }) => sum + Math.max(0, last + 1 - first), 0);
}

/**
 * The chunk at `index` of `chunks`: the same share of every partition, as what came at one time lies together in files. All
 * chunks are the range, and no two have a coordinate in common.
 */
export function chunkOf(range: Range, chunks: number, index: number): Range {
  const chunk: Record<string, SequenceRange> = {};
  for (const [partition, { first, last }] of Object.entries(range)) {
    const size = last + 1 - first;
    const from = first + Math.floor((size * index) / chunks);
    const to = first + Math.floor((size * (index + 1)) / chunks) - 1;
    if (to >= from) chunk[partition] = { first: from, last: to };
  }
  return chunk;
}

/** A condition on `partition_id` and `sequence_number`; in silver their names begin with `_`. */
export function rangeSql(range: Range, prefix: '' | '_'): string {
  const lanes = Object.entries(range).map(
    ([partition, { first, last }]) =>
      `(${prefix}partition_id = ${quoteText(partition)} AND ${prefix}sequence_number BETWEEN ${first} AND ${last})`,
  );
  if (lanes.length === 0) return 'false';
  const { least, most } = limitsOf(range);
  // The limits are what DuckDB passes over row groups by.
  return `(${prefix}sequence_number BETWEEN ${least} AND ${most} AND (${lanes.join(' OR ')}))`;
}

/** What narrows the files of a table to those that may hold some of the range. */
export function rangePredicates(range: Range, prefix: '' | '_'): Predicate[] {
  const { least, most } = limitsOf(range);
  return [
    { column: `${prefix}sequence_number`, operator: '>=', value: least },
    { column: `${prefix}sequence_number`, operator: '<=', value: most },
  ];
}

/** Whether statistics tell that a file has rows of the range only. `partitions` are all that the hub has. */
export function holdsOnly(
  file: AddFile,
  { hub, partitions }: { hub: string; partitions: number },
  range: Range,
  prefix: '' | '_',
): boolean {
  const { minValues = {}, maxValues = {} } = parseStatistics(file) ?? {};
  const bounds = (column: string) => [minValues[prefix + column], maxValues[prefix + column]];
  const [least, most] = bounds('sequence_number');
  const [lowest, highest] = bounds('partition_id');
  if (bounds('hub').some(bound => bound !== hub)) return false;
  if (typeof lowest !== 'string' || typeof highest !== 'string') return false;
  if (typeof least !== 'number' || typeof most !== 'number') return false;
  // Partitions are in order of their text, as the bounds are.
  const mayHold = Array.from({ length: partitions }, (_, i) => String(i)).filter(
    partition => partition >= lowest && partition <= highest,
  );
  return mayHold.every(partition => {
    const of = range[partition];
    return of !== undefined && least >= of.first && most <= of.last;
  });
}

function limitsOf(range: Range): { least: number; most: number } {
  let [least, most] = [Number.MAX_SAFE_INTEGER, 0];
  for (const { first, last } of Object.values(range)) {
    least = Math.min(least, first);
    most = Math.max(most, last);
  }
  return { least, most };
}
