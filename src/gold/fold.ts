// Folds the events of one lane into partials: for each gold document, what the batch adds to it, in order.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { SilverEvent } from '../events/silver-event.ts';
import type { State } from './aggregates/state.ts';
import { contributions } from './contribute.ts';
import type { DocumentAddress } from './document.ts';
import type { Model } from './model.ts';

export type AcceptedEvent = { sequenceNumber: number; enqueuedTimeMs: number; event: SilverEvent };

/** What each event of a lane adds to a document, in order of sequence number; kept apart so that it can be cut. */
export type LaneDeltas = { lane: string; sequenceNumbers: number[]; deltas: State[] };

/** What one batch adds to one document. */
export type Partial = { model: Model; address: DocumentAddress; lane: LaneDeltas };

/** `events` must be in order of sequence number. */
export function foldBatch(models: readonly Model[], lane: Lane, events: readonly AcceptedEvent[]): Partial[] {
  const name = laneName(lane);
  const partials = new Map<string, Partial>();
  for (const { event, sequenceNumber, enqueuedTimeMs } of events) {
    for (const model of models) {
      if (!model.tables.has(event.table)) continue;
      for (const { address, delta } of contributions(model, event, enqueuedTimeMs)) {
        const id = `${model.name}\n${address.pk}\n${address.id}`;
        let partial = partials.get(id);
        if (!partial) {
          partial = { model, address, lane: { lane: name, sequenceNumbers: [], deltas: [] } };
          partials.set(id, partial);
        }
        partial.lane.sequenceNumbers.push(sequenceNumber);
        partial.lane.deltas.push(delta);
      }
    }
  }
  return [...partials.values()];
}
