// Processes that work on one table, turn by turn: an outer hand says whose request is next, how long it takes and what
// becomes of it. Time passes only so.

import { commitFile } from '../../src/delta/log-files.ts';
import { type DeltaTable, openTable } from '../../src/delta/table.ts';
import { type Fate, faultyStore } from './faulty-store.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

export type Hand = {
  /** Resolves when it is this request's turn. */
  turn(request: string): Promise<void>;
  stepMs(): number;
  fate(): Fate;
};

export type World = {
  store: MemoryStore;
  now(): number;
  /** Every commit that ever landed, in order; also those that have been cleaned up. */
  commits: Uint8Array[];
  /** The beginning of the longest operation that goes on, or now. */
  oldestOperationMs(): number;
  /** Lives until the script ends; after a death it begins anew, with nothing kept. */
  live(name: string, script: (process: Process) => Promise<void>): Promise<void>;
};

export type Process = {
  table: DeltaTable;
  /** Carries out an operation, again and again while requests fail. */
  persist<T>(operation: () => Promise<T>): Promise<T>;
  /** Lets others have so many turns. */
  rest(turns: number): Promise<void>;
};

export function createWorld(hand: Hand): World {
  let nowMs = Date.UTC(2026, 10, 26);
  const now = () => nowMs;
  /** When each began, by process. */
  const operations = new Map<string, Set<{ sinceMs: number }>>();
  const { store, commits } = chronicledStore(now);

  const turn = async (request: string): Promise<void> => {
    await hand.turn(request);
    nowMs += hand.stepMs();
  };
  const processOf = (name: string) => {
    const itsStore = faultyStore(store, async request => {
      await turn(`${name}: ${request}`);
      return hand.fate();
    });
    const clock = { now, sleep: () => turn(`${name}: sleep`) };
    const process: Process = {
      table: openTable(itsStore, 'rows', clock),
      persist: async operation => {
        for (;;) {
          const running = { sinceMs: nowMs };
          operations.get(name)?.add(running);
          try {
            return await operation();
          } catch (error) {
            if (!isFault(error)) throw error;
          } finally {
            operations.get(name)?.delete(running);
          }
        }
      },
      rest: async turns => {
        for (let i = 0; i < turns; i += 1) await turn(`${name}: rest`);
      },
    };
    return { process, died: itsStore.died };
  };

  return {
    store,
    now,
    commits,
    oldestOperationMs: () => {
      const running = operations.values().flatMap(set => set.values());
      return Math.min(nowMs, ...running.map(({ sinceMs }) => sinceMs));
    },
    live: async (name, script) => {
      for (let alive = false; !alive; ) {
        const { process, died } = processOf(name);
        operations.set(name, new Set());
        alive = await Promise.race([script(process).then(() => true), died.then(() => false)]);
        operations.delete(name);
      }
    },
  };
}

/** A store that keeps every commit, and that no commit may be created in but the next. */
function chronicledStore(now: () => number): Pick<World, 'store' | 'commits'> {
  const store = memoryStore(now);
  const commits: Uint8Array[] = [];
  const create: MemoryStore['create'] = async (path, content) => {
    const outcome = await store.create(path, content);
    if (outcome === 'exists') return outcome;
    if (path !== commitFile(commits.length)) throw new Error(`${path} was created out of turn`);
    commits.push(content);
    return outcome;
  };
  return { store: { ...store, create }, commits };
}

function isFault(error: unknown): boolean {
  return error instanceof Error && /refused$|the connection was lost$|is gone$/.test(error.message);
}
