// Silver's rows as the events that they came from, lane by lane.

import type { Lane } from '../events/coordinate.ts';
import { eventsOfRows, type LaneEvent, type SilverRow } from '../gold/silver-rows.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import { beyondSql, type Cut } from './cut.ts';
import type { SilverDatabase } from './silver-database.ts';

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
