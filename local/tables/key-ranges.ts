// Which stretches of the key order a filter can match: what a query reads instead of the whole table.
import { compositeKey, justAfter, partitionEnd, partitionStart } from './entity-key.ts';
import type { Comparison, Filter } from './filter.ts';

/** `from <= key < to`; no `to` is the end of the table. */
export interface KeyRange {
  from: string;
  to: string | undefined;
}

const EVERYTHING: KeyRange[] = [{ from: '', to: undefined }];

/** Sorted, disjoint ranges that hold every row which the filter matches (and perhaps others). */
export function keyRanges(filter: Filter | undefined): KeyRange[] {
  return filter ? rangesOf(filter, undefined) : EVERYTHING;
}

/** `partitionKey`: the partition to which the surrounding conjunction is bound already. */
function rangesOf(filter: Filter, partitionKey: string | undefined): KeyRange[] {
  switch (filter.kind) {
    case 'and': {
      const bound = boundPartition(filter.parts) ?? partitionKey;
      return filter.parts.map(part => rangesOf(part, bound)).reduce(intersect);
    }
    case 'or':
      return union(filter.parts.flatMap(part => rangesOf(part, partitionKey)));
    case 'not':
      return EVERYTHING;
    case 'compare': {
      const { value } = filter.literal;
      if (typeof value !== 'string' || filter.literal.type !== 'Edm.String') return EVERYTHING;
      if (filter.name === 'PartitionKey') {
        return comparisonRange(filter.comparison, partitionStart(value), partitionEnd(value));
      }
      if (filter.name !== 'RowKey' || partitionKey === undefined) return EVERYTHING;
      const key = compositeKey(partitionKey, value);
      return comparisonRange(filter.comparison, key, justAfter(key));
    }
  }
}

function boundPartition(parts: Filter[]): string | undefined {
  for (const part of parts) {
    if (part.kind === 'and') {
      const inner = boundPartition(part.parts);
      if (inner !== undefined) return inner;
    }
    if (part.kind !== 'compare' || part.name !== 'PartitionKey' || part.comparison !== 'eq') continue;
    if (typeof part.literal.value === 'string') return part.literal.value;
  }
  return undefined;
}

function comparisonRange(comparison: Comparison, start: string, end: string): KeyRange[] {
  switch (comparison) {
    case 'eq':
      return [{ from: start, to: end }];
    case 'ge':
      return [{ from: start, to: undefined }];
    case 'gt':
      return [{ from: end, to: undefined }];
    case 'lt':
      return [{ from: '', to: start }];
    case 'le':
      return [{ from: '', to: end }];
    case 'ne':
      return EVERYTHING;
  }
}

function intersect(left: KeyRange[], right: KeyRange[]): KeyRange[] {
  const result: KeyRange[] = [];
  for (let l = 0, r = 0; ; ) {
    const a = left[l];
    const b = right[r];
    if (!a || !b) return result;
    const from = later(a.from, b.from);
    const to = endsBefore(a.to, b.to) ? a.to : b.to;
    if (to === undefined || from < to) result.push({ from, to });
    if (endsBefore(a.to, b.to)) l += 1;
    else r += 1;
  }
}

function union(ranges: KeyRange[]): KeyRange[] {
  ranges.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const result: KeyRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (!last || (last.to !== undefined && last.to < range.from)) result.push({ ...range });
    else if (endsBefore(last.to, range.to)) last.to = range.to;
  }
  return result;
}

/** `undefined` ends last. */
function endsBefore(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && (b === undefined || a < b);
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
