// Folds the events of one lane into partials: for each gold document, what the batch adds to it, in order.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { SilverEvent } from '../events/silver-event.ts';
import type { State } from './aggregates/state.ts';
import { contribute, type DeltaOf } from './contribute.ts';
import { type DocumentAddress, documentAddress } from './document.ts';
import type { Model } from './model.ts';

export type AcceptedEvent = { sequenceNumber: number; enqueuedTimeMs: number; event: SilverEvent };

/** What each event of a lane adds to a document, in order of sequence number; kept apart so that it can be cut. */
export type LaneDeltas = { lane: string; sequenceNumbers: number[]; deltas: State[] };

/** What one batch adds to one document. */
export type Partial = { model: Model; address: DocumentAddress; lane: LaneDeltas };

/** `events` must be in order of sequence number. */
export function foldBatch(models: readonly Model[], lane: Lane, events: readonly AcceptedEvent[]): Partial[] {
  const name = laneName(lane);
  // Most models read none of the few tables that a lane has: those are left out once, and not event by event.
  const present = new Set<string>();
  for (const { event } of events) present.add(event.table);
  const reading = models.filter(({ tables }) => !present.isDisjointFrom(tables));
  return reading.flatMap(model => foldModel(model, name, events));
}

function foldModel(model: Model, lane: string, events: readonly AcceptedEvent[]): Partial[] {
  const partials = new Map<string, Partial>();
  let sequenceNumber = -1;
  const deltaOf: DeltaOf = (key, span) => {
    const group = groupName(key, span);
    let partial = partials.get(group);
    if (!partial) {
      const address = documentAddress(model, key, span);
      partial = { model, address, lane: { lane, sequenceNumbers: [], deltas: [] } };
      partials.set(group, partial);
    }
    return lastDelta(partial.lane, sequenceNumber);
  };
  for (const accepted of events) {
    if (!model.tables.has(accepted.event.table)) continue;
    sequenceNumber = accepted.sequenceNumber;
    contribute(model, accepted.event, accepted.enqueuedTimeMs, deltaOf);
  }
  return [...partials.values()];
}

/** Lengths keep parts apart, whatever is in them. */
function groupName(key: readonly string[], span: number): string {
  let name = `${span}`;
  for (const part of key) name += ` ${part.length} ${part}`;
  return name;
}

/** Rows of one event add to one delta. */
function lastDelta({ sequenceNumbers, deltas }: LaneDeltas, sequenceNumber: number): State {
  const last = deltas.at(-1);
  if (last && sequenceNumbers.at(-1) === sequenceNumber) return last;
  const delta: State = {};
  sequenceNumbers.push(sequenceNumber);
  deltas.push(delta);
  return delta;
}
