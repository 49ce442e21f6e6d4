// Reads one page of a query: only the key ranges that the filter can match, at most `top` entities, and at most
// a bounded number of rows, after which the page ends with a continuation, even when it is empty, as the
// service's pages may.
import { compositeKey, splitKey } from './entity-key.ts';
import { type Filter, matches } from './filter.ts';
import { keyRanges } from './key-ranges.ts';
import type { Row } from './ordered-rows.ts';
import { invalidInput } from './table-error.ts';
import type { Table } from './table-store.ts';

export const MAX_PAGE_ENTITIES = 1000;
const MAX_ROWS_READ = 20_000;

export interface Page {
  rows: Row[];
  /** Key of the next row to read. */
  next: string | undefined;
}

export function readPage(table: Table, filter: Filter | undefined, top: number, from: string): Page {
  const rows: Row[] = [];
  let read = 0;
  for (const range of keyRanges(filter)) {
    if (range.to !== undefined && range.to <= from) continue;
    for (const row of table.rows.range(range.from > from ? range.from : from, range.to)) {
      if (rows.length === top || read === MAX_ROWS_READ) return { rows, next: row.key };
      read += 1;
      if (!filter || matches(filter, row)) rows.push(row);
    }
  }
  return { rows, next: undefined };
}

/** The two halves of a continuation, opaque and ASCII as the service's (`1!<length>!<base64>`). */
export function continuationOf(key: string): { nextPartitionKey: string; nextRowKey: string } {
  const { partitionKey, rowKey } = splitKey(key);
  return { nextPartitionKey: encode(partitionKey), nextRowKey: encode(rowKey) };
}

/** @throws TableError InvalidInput */
export function keyOfContinuation(nextPartitionKey: string | null, nextRowKey: string | null): string {
  return nextPartitionKey === null
    ? ''
    : compositeKey(decode(nextPartitionKey), decode(nextRowKey ?? '1!0!'));
}

export function encode(text: string): string {
  const base64 = Buffer.from(text).toString('base64url');
  return `1!${base64.length}!${base64}`;
}

export function decode(token: string): string {
  const match = /^1!(\d+)!([\w-]*)$/.exec(token);
  if (!match) throw invalidInput('The continuation is not one of ours.');
  return Buffer.from(match[2] as string, 'base64url').toString();
}
