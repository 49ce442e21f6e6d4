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
  tags?: Record<string, string | null>;
};

export type RemoveFile = {
  path: string;
  deletionTimestamp?: number;
  dataChange: boolean;
  /** True when `partitionValues`, `size` and `tags` are given as the file was added with them. */
  extendedFileMetadata?: boolean;
  partitionValues?: Record<string, string | null>;
  size?: number;
  tags?: Record<string, string | null>;
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

/** What names a logical file: its decoded path, as engines differ in the characters that they encode. */
export function fileKey(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The data file's path in the store. Throws on an absolute address: such a table has files that are not its own. */
export function dataFilePath({ path }: { path: string }): string {
  if (/^[a-z][a-z0-9+.-]*:\/|^\//i.test(path))
    throw new DeltaError('unsupported', `the data file ${path} lies outside of the table (a shallow clone)`);
  return fileKey(path);
}
