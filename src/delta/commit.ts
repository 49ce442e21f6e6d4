// Commits: optimistic concurrency by put-if-absent (PROTOCOL.md, "Delta Log Entries"). Many writers may commit at once,
// this code and other engines: each commit lands exactly once, or its writer is told. Proven by
// test/delta/interleavings.test.ts and test/delta/processes.test.ts.

import { randomUUID } from 'node:crypto';
import type { Action } from './actions.ts';
import { checkActions } from './check-actions.ts';
import { isCheckpointDue, writeCheckpoint } from './checkpoint.ts';
import { formatCommit } from './commit-file.ts';
import { findConflict } from './conflict.ts';
import { inTable } from './errors.ts';
import { readCommit } from './log.ts';
import { commitFile } from './log-files.ts';
import { checkWritable } from './protocol.ts';
import { advance, type Snapshot } from './snapshot.ts';
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
  /** A checkpoint that cannot be written fails no commit: the log stands without it. */
  onCheckpointError?: (error: unknown) => void;
};

export const engineInfo = 'assay';

/**
 * The version that was committed; null when `build` found nothing to do. Throws when the store does: the commit may have
 * landed then all the same, and a `txn` among its actions tells when it is tried again.
 */
export async function commit(
  table: DeltaTable,
  intent: Intent,
  { onCheckpointError = () => {} }: CommitOptions = {},
): Promise<number | null> {
  try {
    const committed = await commitOptimistically(table, intent);
    if (!committed) return null;
    if (isCheckpointDue(committed))
      await writeCheckpoint(table.store, committed, table.clock.now()).catch(onCheckpointError);
    return committed.version;
  } catch (error) {
    throw inTable(error, table.name);
  }
}

async function commitOptimistically(table: DeltaTable, intent: Intent): Promise<Snapshot | null> {
  const { now, sleep } = table.clock;
  for (let attempt = 0; ; attempt += 1) {
    const snapshot = await table.snapshot();
    if (snapshot) checkWritable(snapshot);
    const built = await intent.build(snapshot);
    if (!built) return null;
    const txnId = randomUUID();
    const actions = [commitInfo(intent, built, txnId, now()), ...built];
    checkActions(snapshot, actions);
    if (await table.mayFollow(snapshot?.version ?? -1)) {
      const committed = await stage(table, snapshot, actions, txnId);
      if (committed) return committed;
    }
    await sleep(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
  }
}

/** "Commit Provenance Information". `actionCount` and `txnId` are our own: what a cut file lacks, and whose commit it is. */
function commitInfo(
  { operation, parameters = {} }: Intent,
  built: readonly Action[],
  txnId: string,
  timestamp: number,
): Action {
  return {
    commitInfo: {
      timestamp,
      operation,
      operationParameters: parameters,
      isBlindAppend: built.every(action => 'add' in action || 'txn' in action),
      engineInfo,
      txnId,
      actionCount: built.length + 1,
    },
  };
}

/**
 * Tries version after version. Returns the snapshot that the commit made; null when a commit came between that the
 * actions may not follow.
 */
async function stage(
  table: DeltaTable,
  snapshot: Snapshot | null,
  actions: readonly Action[],
  txnId: string,
): Promise<Snapshot | null> {
  const content = formatCommit(actions);
  for (let before = snapshot; ; ) {
    const version = (before?.version ?? -1) + 1;
    const landed = await createOrReadBack(table, version, content, txnId);
    const winner = landed ? actions : await readCommit(table.store, version);
    if (!winner) return null;
    const after = advance(before, winner);
    table.adopt(after);
    if (landed || isOurs(winner, txnId)) return after;
    if (findConflict(actions, winner)) return null;
    before = after;
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
    if (!there) throw error;
    return isOurs(there, txnId);
  }
}

function isOurs(actions: readonly Action[], txnId: string): boolean {
  return actions.some(action => 'commitInfo' in action && action.commitInfo.txnId === txnId);
}
