// A store of replays and a queue in memory, which keep the contract of the real ones: conditional writes, delays.

import type { Replay, ReplayState, ReplayStore, StepQueue } from '../../src/replay/replay.ts';

export type MemoryReplays = {
  store: ReplayStore;
  queue: StepQueue;
  messages: { id: string; dueMs: number }[];
};

export function memoryReplays(now: () => number): MemoryReplays {
  const stored = new Map<string, { replay: Replay; etag: string }>();
  const messages: { id: string; dueMs: number }[] = [];
  let version = 0;
  const put = (replay: Replay): string => {
    const etag = String(++version);
    stored.set(replay.id, { replay: structuredClone(replay), etag });
    return etag;
  };
  return {
    messages,
    queue: {
      send: async (id, delaySeconds) => {
        messages.push({ id, dueMs: now() + delaySeconds * 1000 });
      },
    },
    store: {
      create: async replay => {
        if (stored.has(replay.id)) return 'exists';
        put(replay);
        return 'created';
      },
      read: async id => structuredClone(stored.get(id) ?? null),
      replace: async (replay, etag) => (stored.get(replay.id)?.etag === etag ? put(replay) : null),
      remove: async (id, etag) => stored.get(id)?.etag === etag && stored.delete(id),
      list: async (state?: ReplayState) =>
        [...stored.values()]
          .map(({ replay }) => structuredClone(replay))
          .filter(replay => state === undefined || replay.state === state),
    },
  };
}
