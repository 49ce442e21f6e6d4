// The actions of a commit (PROTOCOL.md, "Actions"), field names as the protocol spells them.

import { DeltaError } from './errors.ts';

/** "Add File and Remove File". `path` is URI-encoded, relative to the table's root. */
export type AddFile = {
  path: string;
  /** Values as text ("Partition Value Serialization"); null is null. */
  partitionValues: Record<string, string | null>;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  modificationTime: number;
  /** False when the action moves rows and changes none, as compaction does. */
  dataChange: boolean;
  /** JSON text ("Per-file Statistics"). */
  stats?: string;
  tags?: Record<string, string>;
};

export type RemoveFile = {
  path: string;
  deletionTimestamp?: number;
  dataChange: boolean;
  extendedFileMetadata?: boolean;
  partitionValues?: Record<string, string | null>;
  size?: number;
};

/** "Change Metadata". `schemaString` is a struct type as JSON text. */
export type Metadata = {
  id: string;
  name?: string;
  description?: string;
  format: { provider: string; options: Record<string, string> };
  schemaString: string;
  partitionColumns: string[];
  configuration: Record<string, string>;
  createdTime?: number;
};

/** "Protocol Evolution". */
export type Protocol = {
  minReaderVersion: number;
  minWriterVersion: number;
  readerFeatures?: string[];
  writerFeatures?: string[];
};

/** "Transaction Identifiers": the version that an application has written, for writes that happen once. */
export type Transaction = { appId: string; version: number; lastUpdated?: number };

export type CommitInfo = Record<string, unknown>;

/** One line of a commit: an object with one of these. Others (cdc, domainMetadata) change no state that we keep. */
export type Action =
  | { add: AddFile }
  | { remove: RemoveFile }
  | { metaData: Metadata }
  | { protocol: Protocol }
  | { txn: Transaction }
  | { commitInfo: CommitInfo };

const known = ['add', 'remove', 'metaData', 'protocol', 'txn', 'commitInfo'] as const;

export function formatCommit(actions: readonly Action[]): Uint8Array {
  return new TextEncoder().encode(actions.map(action => `${JSON.stringify(action)}\n`).join(''));
}

/** Throws a DeltaError that names the file and the line of what cannot be read. */
export function parseCommit(content: Uint8Array, file: string): Action[] {
  const lines = new TextDecoder().decode(content).split('\n');
  const actions: Action[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const action = parseAction(line, `${file}, line ${i + 1}`);
    if (known.some(kind => kind in action)) actions.push(action);
  }
  if (actions.length === 0) throw new DeltaError('corrupt', `${file} holds no action: it was cut or emptied`);
  return actions;
}

function parseAction(line: string, where: string): Action {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new DeltaError('corrupt', `${where} is not JSON: the file was cut or changed`, { cause: error });
  }
  if (typeof value !== 'object' || value === null)
    throw new DeltaError('corrupt', `${where} is not an action`);
  const action = value as Partial<
    Record<string, { path?: unknown; schemaString?: unknown; appId?: unknown }>
  >;
  const incomplete =
    (action.add && typeof action.add.path !== 'string') ||
    (action.remove && typeof action.remove.path !== 'string') ||
    (action.metaData && typeof action.metaData.schemaString !== 'string') ||
    (action.txn && typeof action.txn.appId !== 'string');
  if (incomplete) throw new DeltaError('corrupt', `${where} lacks a field that the protocol requires`);
  return value as Action;
}

/** The data file's path in the store. Throws on an absolute address: such a table has files that are not its own. */
export function dataFilePath({ path }: { path: string }): string {
  if (/^[a-z][a-z0-9+.-]*:\/|^\//i.test(path))
    throw new DeltaError('unsupported', `the data file ${path} lies outside of the table (a shallow clone)`);
  return decodeURIComponent(path);
}
