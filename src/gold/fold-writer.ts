// One write at a time for each document in this process. Folds that arrive while a write is on its way are merged into
// the next, whichever lanes they come from: a hot key costs no more writes than the store can answer one after another.

import { holdsLittle, isReplaced } from './compact-state.ts';
import type { LaneDeltas, Partial } from './fold.ts';
import { type DocumentFold, type FirstTry, writeFold } from './fold-write.ts';
import type { Model } from './model.ts';
import type { GoldStore } from './store.ts';

/** Parallel writes of one batch: enough to hide latency, few enough that no batch crowds out the others. */
const writesPerBatch = 16;

/** Documents remembered as existing, so that they are patched without trying to create them. */
const rememberedDocuments = 200_000;

type Waiting = { lane: LaneDeltas; resolve: () => void; reject: (reason: unknown) => void };

type Queue = { fold: Omit<DocumentFold, 'lanes'>; waiting: Waiting[] };

export type FoldWriter = {
  /** Resolves when every partial is durable in its document. Rejects with the first failure, after all have settled. */
  write(partials: readonly Partial[]): Promise<void>;
};

export function createFoldWriter(store: GoldStore, now: () => number = Date.now): FoldWriter {
  const queues = new Map<string, Queue>();
  /** Writes of each document that is known to exist. */
  const existing = new Map<string, number>();

  function remember(id: string): void {
    if (existing.size >= rememberedDocuments)
      for (const oldest of existing.keys()) {
        existing.delete(oldest);
        break;
      }
    existing.set(id, (existing.get(id) ?? 0) + 1);
  }

  function firstTry(id: string, model: Model): FirstTry {
    const writes = existing.get(id);
    if (writes === undefined) return holdsLittle(model) ? 'replace' : 'create';
    return isReplaced(model, writes) ? 'replace' : 'patch';
  }

  async function drain(id: string, queue: Queue): Promise<void> {
    while (queue.waiting.length > 0) {
      const taken = takeDistinctLanes(queue.waiting);
      try {
        await writeFold(
          store,
          { ...queue.fold, lanes: taken.map(({ lane }) => lane) },
          firstTry(id, queue.fold.model),
          now,
        );
        remember(id);
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    queues.delete(id);
  }

  function enqueue({ model, address, lane }: Partial): Promise<void> {
    const id = `${model.name}.v${model.version}\n${address.pk}\n${address.id}`;
    return new Promise((resolve, reject) => {
      const queue = queues.get(id);
      if (queue) {
        queue.waiting.push({ lane, resolve, reject });
        return;
      }
      const started: Queue = { fold: { model, address }, waiting: [{ lane, resolve, reject }] };
      queues.set(id, started);
      void drain(id, started);
    });
  }

  return {
    write: async partials => {
      const remaining = partials[Symbol.iterator]();
      const failures: unknown[] = [];
      const worker = async (): Promise<void> => {
        for (const partial of remaining) await enqueue(partial).catch(error => failures.push(error));
      };
      await Promise.all(Array.from({ length: Math.min(writesPerBatch, partials.length) }, worker));
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Takes at most one fold of each lane, in order: two of one lane must follow one another. */
function takeDistinctLanes(waiting: Waiting[]): Waiting[] {
  const lanes = new Set<string>();
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  for (const entry of waiting) {
    if (lanes.has(entry.lane.lane)) left.push(entry);
    else {
      lanes.add(entry.lane.lane);
      taken.push(entry);
    }
  }
  waiting.splice(0, waiting.length, ...left);
  return taken;
}
