// The events of a selection in the lake, in an order that never changes, so that a replay can go on where it was.

import type { Predicate } from '../delta/statistics.ts';
import type { Lane } from '../events/coordinate.ts';
import type { RawEvent } from '../events/raw-event.ts';
import type { JsonObject } from '../json.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import type { LakeRows } from './lake-rows.ts';
import type { Selection } from './request.ts';

/** Where a replay is: what comes after this in (partition, sequence number) is still to do. */
export type Position = { partitionId: string; sequenceNumber: number };

export type SelectedEvent = RawEvent & Lane;

export type LedgerLanes = {
  read(): Promise<{ entry: Lane & Pick<LedgerEntry, 'silverThrough' | 'bronzeThrough'> }[]>;
};

/** Up to where both bronze and silver have every lane of a hub, by partition. */
export async function reachedBy(ledger: LedgerLanes, hub: string): Promise<Record<string, number>> {
  const lanes = (await ledger.read()).filter(({ entry }) => entry.hub === hub);
  return Object.fromEntries(
    lanes.map(({ entry }) => [entry.partitionId, Math.min(entry.silverThrough, entry.bronzeThrough)]),
  );
}

/** SQL conditions on `partition_id`, `sequence_number` and `enqueued_time`, and those of them that narrow files. */
export function conditionsOf(
  selection: Selection,
  cut: Record<string, number>,
  after: Position | null,
): { sql: string; predicates: Predicate[] } {
  const lanes = Object.entries(cut).map(([partition, last]) => `(${quoteText(partition)}, ${last})`);
  const sql = [
    lanes.length === 0
      ? 'false'
      : `EXISTS (FROM (VALUES ${lanes.join(', ')}) AS cut(p, l) WHERE p = partition_id AND sequence_number <= l)`,
  ];
  const predicates: Predicate[] = [];
  const add = (column: string, operator: Predicate['operator'], value: string | number) => {
    predicates.push({ column, operator, value });
    const literal = typeof value === 'number' ? String(value) : quoteText(value);
    sql.push(
      `${column} ${operator} ${column.endsWith('_time') ? `CAST(${literal} AS TIMESTAMPTZ)` : literal}`,
    );
  };
  const { partition, first, last, from, to } = selection;
  if (partition !== undefined) add('partition_id', '=', partition);
  if (first !== undefined) add('sequence_number', '>=', first);
  if (last !== undefined) add('sequence_number', '<=', last);
  if (from !== undefined) add('enqueued_time', '>=', new Date(from).toISOString());
  if (to !== undefined) add('enqueued_time', '<', new Date(to).toISOString());
  if (after)
    sql.push(`(partition_id, sequence_number) > (${quoteText(after.partitionId)}, ${after.sequenceNumber})`);
  return { sql: sql.join(' AND '), predicates };
}

/** Conditions that narrow files to those of some coordinates. */
export const limitsOf = (coordinates: readonly Position[]): Predicate[] => {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { sequenceNumber } of coordinates) {
    least = Math.min(least, sequenceNumber);
    most = Math.max(most, sequenceNumber);
  }
  return [
    { column: 'sequence_number', operator: '>=', value: least },
    { column: 'sequence_number', operator: '<=', value: most },
  ];
};

/** The raw events at some coordinates of a source, from bronze, in order. */
export async function eventsAt(
  rows: LakeRows,
  { name, hub }: { name: string; hub: string },
  coordinates: readonly Position[],
): Promise<SelectedEvent[]> {
  if (coordinates.length === 0) return [];
  const wanted = coordinates.map(
    ({ partitionId, sequenceNumber }) => `(${quoteText(partitionId)}, ${sequenceNumber})`,
  );
  const found = await rows(
    [{ table: `bronze.${name}`, predicates: limitsOf(coordinates) }],
    ([bronze]) => `SELECT partition_id, sequence_number, "offset", epoch_ms(enqueued_time) AS enqueued_ms,
        partition_key, content_type, properties, system_properties, base64(body) AS body
      FROM ${bronze} AS bronze JOIN (VALUES ${wanted.join(', ')}) AS wanted(p, s)
        ON bronze.partition_id = wanted.p AND bronze.sequence_number = wanted.s
      ORDER BY partition_id, sequence_number`,
  );
  return found.map(row => rawEvent(hub, row));
}

export function rawEvent(hub: string, row: Record<string, unknown>): SelectedEvent {
  return {
    hub,
    partitionId: String(row.partition_id),
    sequenceNumber: Number(row.sequence_number),
    offset: String(row.offset),
    enqueuedTimeMs: Number(row.enqueued_ms),
    partitionKey: row.partition_key === null ? null : String(row.partition_key),
    contentType: row.content_type === null ? null : String(row.content_type),
    properties: JSON.parse(String(row.properties)) as JsonObject,
    systemProperties: JSON.parse(String(row.system_properties)) as JsonObject,
    body: Buffer.from(String(row.body), 'base64'),
  };
}
