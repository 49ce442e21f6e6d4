// One table: its newest snapshot is kept, and what followed is read when it is asked for.

import { type Clock, systemClock } from './clock.ts';
import { DeltaError, inTable, isCorrupt } from './errors.ts';
import { catchUp, readSnapshot } from './log.ts';
import { commitFile } from './log-files.ts';
import { isInLog, listLog, versionAsOf } from './log-listing.ts';
import { deletedFileRetentionMs } from './properties.ts';
import { type Snapshot, withoutRemoved } from './snapshot.ts';
import type { TableStore } from './store.ts';

export type DeltaTable = {
  /** What messages call the table, such as `silver.pos_sale`. */
  name: string;
  store: TableStore;
  clock: Clock;
  /** The newest snapshot as of this call; null when there is no table yet. */
  snapshot(): Promise<Snapshot | null>;
  /** The snapshot of an earlier version. Throws a DeltaError when it is not or no longer there. */
  at(version: number): Promise<Snapshot>;
  /** The newest version committed at or before a time. Throws a DeltaError when there was none. */
  versionAt(timeMs: number): Promise<number>;
  /** Tells of a snapshot that a commit made, to save reading it. */
  adopt(snapshot: Snapshot): void;
  /** Whether the version after this one may be created: false when the log was cleaned up beyond it. */
  mayFollow(version: number): Promise<boolean>;
};

/**
 * For so long the log is trusted to hold what follows a version that was the newest: to be well below the shortest log
 * retention. After that a missing commit may have been cleaned up, and only a listing tells. Proven by
 * test/delta/idle-reader.test.ts.
 */
const trustedMs = 5 * 60_000;

const forgetMs = 3_600_000;

export function openTable(store: TableStore, name: string, clock: Clock = systemClock): DeltaTable {
  let known: Snapshot | null = null;
  /** When `known`, or a version before it, was the newest. */
  let currentMs = Number.NEGATIVE_INFINITY;
  const isTrusted = () => clock.now() - currentMs < trustedMs;

  const readNewest = async (): Promise<Snapshot | null> => {
    if (!known || !isTrusted()) return readSnapshot(store, undefined, known);
    try {
      return await catchUp(store, known);
    } catch (error) {
      // A checkpoint may stand in for a commit that cannot be read.
      if (!isCorrupt(error)) throw error;
      return readSnapshot(store, undefined, known);
    }
  };
  const refresh = async (): Promise<Snapshot | null> => {
    const beganMs = clock.now();
    const before = known;
    const latest = await readNewest();
    if (before && latest && latest.version < before.version) checkReplaced(before, latest);
    // What was adopted meanwhile is newer than what was read.
    if (known === before || (latest && known && latest.version > known.version)) known = latest;
    currentMs = beganMs;
    known = forgetExpired(known);
    return known;
  };

  /** Once an hour: what vacuum has deleted long ago must not fill the memory of those who only read. */
  let forgotMs = clock.now();
  const forgetExpired = (snapshot: Snapshot | null): Snapshot | null => {
    if (!snapshot || clock.now() - forgotMs < forgetMs) return snapshot;
    forgotMs = clock.now();
    return withoutRemoved(snapshot, clock.now() - deletedFileRetentionMs(snapshot.metadata));
  };

  return {
    name,
    store,
    clock,
    snapshot: afresh(() => naming(name, refresh())),
    at: async version => {
      if (known?.version === version) return known;
      const snapshot = await naming(name, readSnapshot(store, version));
      if (!snapshot) throw new DeltaError('not found', `${name}: there is no such table`);
      return snapshot;
    },
    versionAt: async timeMs => {
      const version = versionAsOf(await listLog(store), timeMs);
      if (version !== null) return version;
      const time = new Date(timeMs).toISOString();
      throw new DeltaError('not found', `${name}: no version is as old as ${time}`);
    },
    adopt: snapshot => {
      if (snapshot.version > (known?.version ?? -1)) known = snapshot;
    },
    mayFollow: async version => isTrusted() || isInLog(await listLog(store), version),
  };
}

/** A log that ends before a version that was read has lost commits, unless the table was made anew. */
function checkReplaced(before: Snapshot, latest: Snapshot): void {
  if (before.metadata.id !== latest.metadata.id) return;
  const file = commitFile(latest.version + 1);
  const message = `${file} is missing, and the table was at version ${before.version}: restore the file`;
  throw new DeltaError('corrupt', message, { file });
}

/** Calls at the same time share one reading, but never one that began before the call. */
function afresh<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    next = null;
    const reading = read();
    running = reading.catch(() => {});
    return reading;
  };
  return () => {
    next ??= running.then(start);
    return next;
  };
}

async function naming<T>(name: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw inTable(error, name);
  }
}
