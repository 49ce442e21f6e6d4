// Silver's rows as the events that they came from: a fold of these is the fold of those.

import type { Lane } from '../events/coordinate.ts';
import type { WeightedRow } from '../events/silver-event.ts';
import type { JsonObject } from '../json.ts';
import type { AcceptedEvent } from './fold.ts';

/** A row of `silver.<table>`, or of `silver.<table>_changes`, with all of its columns; times are RFC 3339. */
export type SilverRow = { table: string; row: JsonObject };

export type LaneEvent = Lane & AcceptedEvent;

/** `rows` in order of lane and sequence number; of a change, the row that goes comes first. */
export async function* eventsOfRows(
  rows: Iterable<SilverRow> | AsyncIterable<SilverRow>,
): AsyncGenerator<LaneEvent> {
  let open: LaneEvent | null = null;
  for await (const row of rows) {
    const event = eventOf(row);
    if (open && isSame(open, event)) open.event.rows.push(...event.event.rows);
    else {
      if (open) yield open;
      open = event;
    }
  }
  if (open) yield open;
}

function eventOf({ table, row }: SilverRow): LaneEvent {
  const eventTimeMs = Date.parse(String(row._event_time));
  const weight: WeightedRow['weight'] = row._weight === -1 ? -1 : 1;
  return {
    hub: String(row._hub),
    partitionId: String(row._partition_id),
    sequenceNumber: Number(row._sequence_number),
    enqueuedTimeMs: Date.parse(String(row._enqueued_time)),
    event: {
      ...{ type: table, table, identity: String(row._identity), eventTimeMs },
      ...{ rows: [{ weight, row, eventTimeMs }], warnings: [] },
    },
  };
}

function isSame(a: LaneEvent, b: LaneEvent): boolean {
  return a.sequenceNumber === b.sequenceNumber && a.partitionId === b.partitionId && a.hub === b.hub;
}
