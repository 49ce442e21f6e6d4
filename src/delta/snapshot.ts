// The state of a table at one version, by replaying actions (PROTOCOL.md, "Action Reconciliation"). Snapshots never change.

import type { Action, AddFile, Metadata, Protocol, RemoveFile } from './actions.ts';
import { DeltaError } from './errors.ts';
import { parseSchema, type StructType } from './schema.ts';

export type Snapshot = {
  version: number;
  protocol: Protocol;
  metadata: Metadata;
  schema: StructType;
  /** The active files by their path in the log. */
  files: ReadonlyMap<string, AddFile>;
  /** Removed files that vacuum has to keep for a while. */
  tombstones: ReadonlyMap<string, RemoveFile>;
  /** The last version of each application. */
  transactions: ReadonlyMap<string, number>;
};

/** What has been replayed so far; a snapshot once it has a protocol and metadata. */
export type Replay = {
  protocol: Protocol | null;
  metadata: Metadata | null;
  files: Map<string, AddFile>;
  tombstones: Map<string, RemoveFile>;
  transactions: Map<string, number>;
};

export function emptyReplay(): Replay {
  return {
    protocol: null,
    metadata: null,
    files: new Map(),
    tombstones: new Map(),
    transactions: new Map(),
  };
}

export function replay(state: Replay, actions: Iterable<Action>): void {
  for (const action of actions) {
    if ('add' in action) {
      state.files.set(action.add.path, action.add);
      state.tombstones.delete(action.add.path);
    } else if ('remove' in action) {
      state.files.delete(action.remove.path);
      state.tombstones.set(action.remove.path, action.remove);
    } else if ('metaData' in action) {
      state.metadata = action.metaData;
    } else if ('protocol' in action) {
      state.protocol = action.protocol;
    } else if ('txn' in action) {
      state.transactions.set(action.txn.appId, action.txn.version);
    }
  }
}

/** Throws a DeltaError when the log lacks what every table has, or the table needs what this code has not. */
export function toSnapshot(state: Replay, version: number): Snapshot {
  const { protocol, metadata, files, tombstones, transactions } = state;
  if (!protocol || !metadata)
    throw new DeltaError('corrupt', `the log up to version ${version} has no protocol or no metadata`);
  checkReadable(protocol);
  return {
    version,
    protocol,
    metadata,
    schema: parseSchema(metadata.schemaString),
    files,
    tombstones,
    transactions,
  };
}

/** The snapshot one commit later. */
export function advance(snapshot: Snapshot, actions: readonly Action[]): Snapshot {
  const state: Replay = {
    protocol: snapshot.protocol,
    metadata: snapshot.metadata,
    files: new Map(snapshot.files),
    tombstones: new Map(snapshot.tombstones),
    transactions: new Map(snapshot.transactions),
  };
  replay(state, actions);
  return toSnapshot(state, snapshot.version + 1);
}

function checkReadable({ minReaderVersion, readerFeatures = [] }: Protocol): void {
  if (minReaderVersion <= 1) return;
  const features = minReaderVersion >= 3 ? readerFeatures : ['columnMapping'];
  if (features.length > 0)
    throw new DeltaError(
      'unsupported',
      `the table needs a reader of version ${minReaderVersion} with ${features.join(', ')}; supported is version 1`,
    );
}

const writerFeatures = new Set(['appendOnly', 'invariants']);

/** Throws a DeltaError when writing to the table needs what this code has not. */
export function checkWritable({ protocol, schema }: Snapshot): void {
  const { minWriterVersion, writerFeatures: named = [] } = protocol;
  const unsupported = named.filter(feature => !writerFeatures.has(feature));
  if ((minWriterVersion > 2 && minWriterVersion < 7) || unsupported.length > 0)
    throw new DeltaError(
      'unsupported',
      `the table needs a writer of version ${minWriterVersion}${unsupported.length > 0 ? ` with ${unsupported.join(', ')}` : ''}; supported is version 2`,
    );
  const invariant = schema.fields.find(({ metadata }) => 'delta.invariants' in metadata);
  if (invariant)
    throw new DeltaError(
      'unsupported',
      `the column ${invariant.name} has an invariant, which is not checked`,
    );
}
