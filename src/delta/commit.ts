// Commits: optimistic concurrency by put-if-absent (PROTOCOL.md, "Delta Log Entries"). Many writers may commit at once,
// this code and other engines: each commit lands exactly once, or its writer is told. Proven by test/delta/.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, formatCommit } from './actions.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { findConflict } from './conflict.ts';
import { readCommit } from './log.ts';
import { commitFile } from './log-files.ts';
import { checkpointInterval } from './retention.ts';
import { checkWritable, type Snapshot } from './snapshot.ts';
import type { DeltaTable } from './table.ts';

export type Intent = {
  /** As engines name it: WRITE, OPTIMIZE, CREATE TABLE, … */
  operation: string;
  parameters?: Record<string, string>;
  /**
   * The actions to commit on top of a snapshot (null: there is no table); null when nothing is left to do. Called again
   * with a newer snapshot whenever a commit came between that these actions may not simply follow.
   */
  build(snapshot: Snapshot | null): Promise<Action[] | null> | Action[] | null;
};

export type CommitOptions = {
  now?: () => number;
  /** A checkpoint that cannot be written fails no commit: the log stands without it. */
  onCheckpointError?: (error: unknown) => void;
};

export const engineInfo = 'assay';

/** The version that was committed; null when `build` found nothing to do. Throws when the store does. */
export async function commit(
  table: DeltaTable,
  intent: Intent,
  { now = Date.now, onCheckpointError = () => {} }: CommitOptions = {},
): Promise<number | null> {
  for (let attempt = 0; ; attempt += 1) {
    const snapshot = await table.snapshot();
    if (snapshot) checkWritable(snapshot);
    const built = await intent.build(snapshot);
    if (!built) return null;
    const txnId = randomUUID();
    const actions = [commitInfo(intent, txnId, now()), ...built];
    const version = await stage(table, snapshot?.version ?? -1, actions, txnId);
    if (version !== null) {
      table.committed(version, actions);
      await checkpointAt(table, version, now()).catch(onCheckpointError);
      return version;
    }
    await sleep(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
  }
}

function commitInfo({ operation, parameters = {} }: Intent, txnId: string, timestamp: number): Action {
  return {
    commitInfo: {
      timestamp,
      operation,
      operationParameters: parameters,
      isBlindAppend: operation === 'WRITE',
      engineInfo,
      txnId,
    },
  };
}

/** Tries version after version. Null when a commit came between that the actions may not follow. */
async function stage(
  table: DeltaTable,
  readVersion: number,
  actions: readonly Action[],
  txnId: string,
): Promise<number | null> {
  const content = formatCommit(actions);
  for (let version = readVersion + 1; ; version += 1) {
    const created = await createOrReadBack(table, version, content, txnId);
    if (created) return version;
    const winner = await readCommit(table.store, version);
    if (!winner) return null;
    if (isOurs(winner, txnId)) return version;
    table.committed(version, winner);
    if (findConflict(actions, winner)) return null;
  }
}

/** A request that failed may have been carried out all the same: what is there then tells. */
async function createOrReadBack(
  table: DeltaTable,
  version: number,
  content: Uint8Array,
  txnId: string,
): Promise<boolean> {
  try {
    return (await table.store.create(commitFile(version), content)) === 'created';
  } catch (error) {
    const there = await readCommit(table.store, version).catch(() => null);
    if (there && isOurs(there, txnId)) return true;
    throw error;
  }
}

function isOurs(actions: readonly Action[], txnId: string): boolean {
  return actions.some(action => 'commitInfo' in action && action.commitInfo.txnId === txnId);
}

async function checkpointAt(table: DeltaTable, version: number, nowMs: number): Promise<void> {
  if (version === 0) return;
  const snapshot = await table.snapshot();
  if (!snapshot || version % checkpointInterval(snapshot.metadata) !== 0) return;
  await writeCheckpoint(
    table.store,
    snapshot.version === version ? snapshot : await table.at(version),
    nowMs,
  );
}
