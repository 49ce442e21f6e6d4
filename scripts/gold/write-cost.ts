// What a model costs in writes: the newest events of silver are folded, and the documents that they touch are counted.

import { type Lane, laneName } from '../../src/events/coordinate.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import type { Model } from '../../src/gold/model.ts';
import type { LaneEvent } from '../../src/gold/silver-rows.ts';

export type WriteCost = {
  events: number;
  /** Each event by itself: the most that it can cost. */
  documentsPerEvent: number;
  /** In batches, as the trigger delivers: events that share a document share its write. */
  writesPerEvent: number;
};

/** Of one lane. The trigger of a busy hub delivers more at once, and of a quiet one fewer. */
export const batchSize = 100;

export function writeCost(model: Model, events: readonly LaneEvent[]): WriteCost {
  const lanes = Map.groupBy(events, laneName);
  const writes = (size: number): number => {
    let count = 0;
    for (const [lane, ...others] of lanes.values())
      if (lane) count += writesOf(model, lane, [lane, ...others], size);
    return events.length === 0 ? 0 : count / events.length;
  };
  return { events: events.length, documentsPerEvent: writes(1), writesPerEvent: writes(batchSize) };
}

function writesOf(model: Model, lane: Lane, events: readonly LaneEvent[], size: number): number {
  const ordered = events.toSorted((a, b) => a.sequenceNumber - b.sequenceNumber);
  let count = 0;
  for (let at = 0; at < ordered.length; at += size)
    count += foldBatch([model], lane, ordered.slice(at, at + size)).length;
  return count;
}
