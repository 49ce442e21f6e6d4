// Live events in new versions of models: each version gets those from its lane's seam on.

import { type Lane, laneName } from '../events/coordinate.ts';
import { type AcceptedEvent, foldBatch, type Partial } from '../gold/fold.ts';
import type { Model } from '../gold/model.ts';
import { openTail, type SeamStore } from './seam.ts';

/**
 * What a batch adds to new versions of models. `first` is the batch's first sequence number, whatever became of it.
 * `events` are in order of sequence number.
 */
export type FoldTail = (lane: Lane, first: number, events: readonly AcceptedEvent[]) => Promise<Partial[]>;

export function createTail(store: SeamStore, models: readonly Model[]): FoldTail {
  const known = new Map<string, number>();

  /** A tail that has begun stays as it is; one that has not may begin at any moment. */
  async function beginOf(model: Model, lane: string, first: number): Promise<number | null> {
    const id = `${lane} ${model.name}`;
    const from = known.get(id) ?? (await openTail(store, model, lane, first));
    if (from !== null) known.set(id, from);
    return from;
  }

  return async (lane, first, events) => {
    const partials: Partial[] = [];
    for (const model of models) {
      const own = events.filter(({ event }) => model.tables.has(event.table));
      if (own.length === 0) continue;
      const from = await beginOf(model, laneName(lane), first);
      if (from === null) continue;
      partials.push(
        ...foldBatch(
          [model],
          lane,
          own.filter(({ sequenceNumber }) => sequenceNumber >= from),
        ),
      );
    }
    return partials;
  };
}
