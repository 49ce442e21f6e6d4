// A landed file's name says that it holds every coordinate from its first to its last, and the ledger believes it. So a batch
// that a trigger hands over with a hole becomes two files, and the hole a gap that the ledger names.

import type { EventBatch, RawEvent } from '../events/raw-event.ts';

/** The batch in parts, each of coordinates that follow one another. Nearly always one part: the batch itself. */
export function withoutGaps(batch: EventBatch): EventBatch[] {
  const parts: EventBatch[] = [];
  let part: [RawEvent, ...RawEvent[]] | undefined;
  for (const event of batch.events) {
    if (part && event.sequenceNumber === (part.at(-1) ?? event).sequenceNumber + 1) {
      part.push(event);
      continue;
    }
    part = [event];
    parts.push({ ...batch, events: part });
  }
  return parts;
}
