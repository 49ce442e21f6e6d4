// The state of a table at one version, by replaying actions (PROTOCOL.md, "Action Reconciliation"). Snapshots never change.

import {
  type Action,
  type AddFile,
  fileKey,
  type Metadata,
  type Protocol,
  type RemoveFile,
} from './actions.ts';
import { DeltaError } from './errors.ts';
import { type LayeredMap, layeredMap } from './layered-map.ts';
import { checkReadable } from './protocol.ts';
import { parseSchema, type StructType } from './schema.ts';

export type Snapshot = {
  version: number;
  protocol: Protocol;
  metadata: Metadata;
  schema: StructType;
  /** The active files by their decoded path. */
  files: LayeredMap<AddFile>;
  /** Removed files by their decoded path, which vacuum has to keep for a while. */
  tombstones: LayeredMap<RemoveFile>;
  /** The last version of each application. */
  transactions: LayeredMap<number>;
};

/** What actions change, the last of each thing; null takes a file away. */
export type Changes = {
  protocol: Protocol | null;
  metadata: Metadata | null;
  files: Map<string, AddFile | null>;
  tombstones: Map<string, RemoveFile | null>;
  transactions: Map<string, number>;
};

export function noChanges(): Changes {
  return { protocol: null, metadata: null, files: new Map(), tombstones: new Map(), transactions: new Map() };
}

/** Adds what the actions change to what those before them did. */
export function replay(changes: Changes, actions: Iterable<Action>): void {
  for (const action of actions) {
    if ('add' in action) {
      changes.files.set(fileKey(action.add.path), action.add);
      changes.tombstones.set(fileKey(action.add.path), null);
    } else if ('remove' in action) {
      changes.files.set(fileKey(action.remove.path), null);
      changes.tombstones.set(fileKey(action.remove.path), action.remove);
    } else if ('metaData' in action) {
      changes.metadata = action.metaData;
    } else if ('protocol' in action) {
      changes.protocol = action.protocol;
    } else if ('txn' in action) {
      changes.transactions.set(action.txn.appId, action.txn.version);
    }
  }
}

/**
 * The snapshot that changes make of an earlier one, or of nothing. Throws a DeltaError when the table lacks what every
 * table has, or needs what this code has not.
 */
export function snapshotAfter(before: Snapshot | null, changes: Changes, version: number): Snapshot {
  const protocol = changes.protocol ?? before?.protocol;
  const metadata = changes.metadata ?? before?.metadata;
  if (!protocol || !metadata)
    throw new DeltaError('corrupt', `the log up to version ${version} has no protocol or no metadata`);
  checkReadable(protocol);
  return {
    version,
    protocol,
    metadata,
    schema: metadata === before?.metadata ? before.schema : parseSchema(metadata.schemaString),
    files: (before?.files ?? layeredMap<AddFile>()).with(changes.files),
    tombstones: (before?.tombstones ?? layeredMap<RemoveFile>()).with(changes.tombstones),
    transactions: (before?.transactions ?? layeredMap<number>()).with(changes.transactions),
  };
}

/** The snapshot one commit later; null before the first. */
export function advance(before: Snapshot | null, actions: readonly Action[]): Snapshot {
  const changes = noChanges();
  replay(changes, actions);
  return snapshotAfter(before, changes, (before?.version ?? -1) + 1);
}

/** The same snapshot without the tombstones of files that were removed before a time. */
export function withoutRemoved(snapshot: Snapshot, beforeMs: number): Snapshot {
  const expired = new Map<string, null>();
  for (const [key, { deletionTimestamp = 0 }] of snapshot.tombstones)
    if (deletionTimestamp < beforeMs) expired.set(key, null);
  return expired.size === 0 ? snapshot : { ...snapshot, tombstones: snapshot.tombstones.with(expired) };
}
