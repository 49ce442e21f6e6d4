// Silver's rows as JSON text, with everything that an event's row had: text that a fold reads as it read the event.

import type { DataType, StructType } from '../delta/schema.ts';
import type { Lane } from '../events/coordinate.ts';
import { eventsOfRows, type LaneEvent, type SilverRow } from '../gold/silver-rows.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import { beyondSql, type Cut } from './cut.ts';
import type { SilverDatabase } from './silver-database.ts';

/** A SELECT of the table's coordinates, `_weight` (1 for events) and `row`. `schema` is the table's. */
export function eventRowsSql(table: string, schema: StructType): string {
  const weight = schema.fields.some(({ name }) => name === '_weight') ? '_weight' : '1 AS _weight';
  const fields = schema.fields.map(
    ({ name, type }) => `${quoteName(name)} := ${jsonSql(quoteName(name), type)}`,
  );
  return `SELECT _hub, _partition_id, _sequence_number, ${weight},
    CAST(to_json(struct_pack(${fields.join(', ')})) AS VARCHAR) AS row FROM ${table}`;
}

/** An expression for the value of an expression, in which times are RFC 3339. */
function jsonSql(value: string, type: DataType, depth = 0): string {
  if (type === 'timestamp') return `strftime(${value}, ${quoteText('%Y-%m-%dT%H:%M:%S.%fZ')})`;
  if (typeof type === 'string') return value;
  const item = `item_${depth}`;
  if (type.type === 'array')
    return `list_transform(${value}, lambda ${item}: ${jsonSql(item, type.elementType, depth + 1)})`;
  if (type.type === 'map') return value;
  const fields = type.fields.map(
    ({ name, type: field }) =>
      `${quoteName(name)} := ${jsonSql(`struct_extract(${value}, ${quoteText(name)})`, field, depth)}`,
  );
  return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
}

export type LaneBatch = Lane & { events: LaneEvent[] };

/**
 * The events of tables beyond a cut, in batches of one lane each, of at most `size` events, in order of sequence number.
 * `tables` are named as models name them.
 */
export async function* laneBatches(
  silver: SilverDatabase,
  tables: Iterable<string>,
  beyond: Cut,
  size: number,
): AsyncGenerator<LaneBatch> {
  let batch: LaneBatch | null = null;
  for await (const event of eventsBeyond(silver, tables, beyond)) {
    const { hub, partitionId } = event;
    if (batch && (batch.events.length >= size || batch.hub !== hub || batch.partitionId !== partitionId)) {
      yield batch;
      batch = null;
    }
    batch ??= { hub, partitionId, events: [] };
    batch.events.push(event);
  }
  if (batch) yield batch;
}

async function* eventsBeyond(
  silver: SilverDatabase,
  tables: Iterable<string>,
  beyond: Cut,
): AsyncGenerator<LaneEvent> {
  const selects = [...tables].map(
    table =>
      `SELECT ${quoteText(table)} AS name, * FROM (${beyondSql(`SELECT * FROM silver_events.${quoteName(table)}`, beyond)})`,
  );
  const ordered = `${selects.join(' UNION ALL ')} ORDER BY _hub, _partition_id, _sequence_number, _weight`;
  yield* eventsOfRows(parsed(silver.stream(ordered)));
}

async function* parsed(chunks: AsyncIterable<Record<string, unknown>[]>): AsyncGenerator<SilverRow> {
  for await (const rows of chunks)
    for (const { name, row } of rows) yield { table: String(name), row: JSON.parse(String(row)) };
}
