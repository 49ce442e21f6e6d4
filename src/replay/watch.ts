// What operators are told of replays without asking, as gauges for the alerts `replay-fails`, `replay-struggles` and
// `replay-steps-poisoned`; and what is forgotten of them. Both look at what is kept, so that no process must live to tell it.

import type { Metrics } from '../metrics.ts';
import type { Replay, ReplayStore } from './replay.ts';

export type WatchParts = {
  store: ReplayStore;
  /** Messages that no worker could do anything with. */
  poisoned: () => Promise<number>;
  metrics: Metrics;
  now?: () => number;
};

const dayMs = 86_400_000;

/** For so long a replay that failed is told of. */
const toldMs = dayMs;

/** A step that was tried so often in a row has been tried for some ten minutes. */
const struggles = 9;

/** For so long a replay that has ended is kept: its counts are what an audit of a repair goes by. */
export const keptDays = 90;

/** Tells how many replays failed within a day, how many do not get on, and how many messages are poisoned. */
export function createReplayWatch({ store, poisoned, metrics, now = Date.now }: WatchParts) {
  return async (): Promise<void> => {
    const failed = await store.list('failed');
    const recent = failed.filter(replay => now() - Date.parse(replay.updatedAt) < toldMs);
    metrics.set('assay_replays_failed', {}, recent.length);
    const stuck = (await store.list('running')).filter(({ failures }) => failures >= struggles);
    metrics.set('assay_replays_struggling', {}, stuck.length);
    metrics.set('assay_replays_poisoned_messages', {}, await poisoned());
  };
}

/** Forgets replays that ended, in whatever way, more than `keptDays` ago. Returns how many. */
export async function expireReplays(store: ReplayStore, nowMs: number): Promise<number> {
  let expired = 0;
  for (const { id } of (await store.list()).filter(replay => isOver(replay, nowMs))) {
    const stored = await store.read(id);
    if (stored && isOver(stored.replay, nowMs) && (await store.remove(id, stored.etag))) expired++;
  }
  return expired;
}

function isOver({ state, leavesBehind = false, updatedAt }: Replay, nowMs: number): boolean {
  return state !== 'running' && !leavesBehind && nowMs - Date.parse(updatedAt) > keptDays * dayMs;
}
