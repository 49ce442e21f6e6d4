// What a commit must be, checked before it is made, as nothing can be taken back (PROTOCOL.md, "Requirements for Writers").

import { type Action, fileKey, type Metadata } from './actions.ts';
import { DeltaError } from './errors.ts';
import { advance, type Snapshot } from './snapshot.ts';

/** Throws a DeltaError when the actions may not follow the snapshot. */
export function checkActions(snapshot: Snapshot | null, actions: readonly Action[]): void {
  if (!snapshot && !actions.some(action => 'metaData' in action))
    throw new DeltaError('not found', 'there is no such table: it has to be created first');
  checkReconciled(actions);
  if (snapshot?.metadata.configuration['delta.appendOnly'] === 'true') checkAppendOnly(actions);
  const { metadata } = advance(snapshot, actions);
  for (const action of actions) {
    if ('add' in action) checkPartition(action.add, metadata);
    if ('txn' in action && !Number.isSafeInteger(action.txn.version))
      throw mismatch(
        `the version ${action.txn.version} of ${action.txn.appId} is not a whole number below 2^53`,
      );
  }
}

/** "A single log entry must not include more than one action that reconciles with each other." */
function checkReconciled(actions: readonly Action[]): void {
  const seen = new Set<string>();
  for (const action of actions) {
    const key = reconciliationKey(action);
    if (seen.has(key)) throw mismatch(`a commit may have only one ${key}`);
    seen.add(key);
  }
}

function reconciliationKey(action: Action): string {
  if ('add' in action) return `action of the file ${fileKey(action.add.path)}`;
  if ('remove' in action) return `action of the file ${fileKey(action.remove.path)}`;
  if ('txn' in action) return `transaction of ${action.txn.appId}`;
  return Object.keys(action)[0] ?? '';
}

/** "Append-only Tables": rows may move from file to file, and none may change or go. */
function checkAppendOnly(actions: readonly Action[]): void {
  const removed = actions.find(action => 'remove' in action && action.remove.dataChange);
  if (removed && 'remove' in removed)
    throw mismatch(`the table is append-only, and ${removed.remove.path} would be removed with its rows`);
}

/** "Values for all partition columns present in the schema must be present for all files." */
function checkPartition(
  { path, partitionValues }: { path: string; partitionValues: Record<string, string | null> },
  { partitionColumns }: Metadata,
): void {
  const missing = partitionColumns.find(column => partitionValues[column] === undefined);
  if (missing !== undefined) throw mismatch(`${path} has no value for the partition column ${missing}`);
}

function mismatch(message: string): DeltaError {
  return new DeltaError('mismatch', message);
}
