// One table: its newest snapshot is kept, and what followed is read when it is asked for.

import type { Action } from './actions.ts';
import { DeltaError } from './errors.ts';
import { catchUp, listLog, readSnapshot } from './log.ts';
import { advance, type Snapshot } from './snapshot.ts';
import type { TableStore } from './store.ts';

export type DeltaTable = {
  /** What messages call the table, such as `silver.pos_sale`. */
  name: string;
  store: TableStore;
  /** The newest snapshot; null when there is no table yet. */
  snapshot(): Promise<Snapshot | null>;
  /** The snapshot of an earlier version. Throws a DeltaError when it is not or no longer there. */
  at(version: number): Promise<Snapshot>;
  /** The newest version committed at or before a time. Throws a DeltaError when there was none. */
  versionAt(timeMs: number): Promise<number>;
  /** Tells of a commit that was made here, to save reading it. */
  committed(version: number, actions: readonly Action[]): void;
};

export function openTable(store: TableStore, name: string): DeltaTable {
  let known: Snapshot | null = null;
  let reading: Promise<Snapshot | null> | null = null;

  const read = async (): Promise<Snapshot | null> => {
    try {
      const latest = known ? await catchUp(store, known) : await readSnapshot(store);
      if (latest && latest.version >= (known?.version ?? -1)) known = latest;
      return known;
    } catch (error) {
      // What was kept may rest on files that are gone: the next reader begins anew.
      known = null;
      throw named(error, name);
    } finally {
      reading = null;
    }
  };

  return {
    name,
    store,
    snapshot: () => {
      reading ??= read();
      return reading;
    },
    at: async version => {
      if (known?.version === version) return known;
      const snapshot = await readSnapshot(store, version).catch(error => {
        throw named(error, name);
      });
      if (!snapshot) throw new DeltaError('not found', `${name}: there is no such table`);
      return snapshot;
    },
    versionAt: async timeMs => {
      const { commits } = await listLog(store);
      let found = -1;
      for (const [version, modifiedMs] of commits) if (modifiedMs <= timeMs) found = Math.max(found, version);
      if (found < 0)
        throw new DeltaError(
          'not found',
          `${name}: no version is as old as ${new Date(timeMs).toISOString()}`,
        );
      return found;
    },
    committed: (version, actions) => {
      if (known?.version === version - 1) known = advance(known, actions);
    },
  };
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof DeltaError)) return error;
  return new DeltaError(error.code, `${name}: ${error.message}`, { cause: error });
}
