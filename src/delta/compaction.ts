// Compaction: many small files of a partition become few of the target size. Rows are moved and none changes
// (`dataChange: false`), so that those who follow the table's changes see nothing.

import { type Action, type AddFile, fileKey } from './actions.ts';
import { commit } from './commit.ts';
import type { DeltaTable } from './table.ts';

export type CompactionOptions = {
  /** Bytes. A file of half as much is left alone. */
  targetBytes: number;
  /** Fewer small files of one order of size than this are left for later; one file alone always is. */
  minFiles: number;
  /** A partition without a file newer than this (ms since 1970) is no longer written to, and packed whole. */
  settledBeforeMs?: number;
  /** Partitions that are compacted now; by default all. */
  partition?: (partitionValues: AddFile['partitionValues']) => boolean;
};

/** Writes the rows of the files, in order, as one file, and says what to add. The files lie in one partition. */
export type Rewrite = (table: DeltaTable, files: readonly AddFile[]) => Promise<AddFile>;

export type Compacted = { version: number | null; removed: number; added: number };

/**
 * Groups of small files that become one file each. While a partition is written to, only files of one order of size are
 * packed together: a row is rewritten a few times on its way to a large file, not at every compaction.
 */
export function planCompaction(
  files: Iterable<AddFile>,
  { targetBytes, minFiles, settledBeforeMs = 0, partition = () => true }: CompactionOptions,
): AddFile[][] {
  const small = [...files].filter(file => file.size < targetBytes / 2 && partition(file.partitionValues));
  const partitions = Map.groupBy(small, file => JSON.stringify(Object.entries(file.partitionValues).sort()));
  return [...partitions.values()].flatMap(inPartition => {
    if (inPartition.every(file => file.modificationTime < settledBeforeMs))
      return binPack(inPartition, targetBytes).filter(group => group.length > 1);
    return [...Map.groupBy(inPartition, file => orderOfSize(file.size)).values()]
      .flatMap(sameOrder => binPack(sameOrder, targetBytes))
      .filter(group => group.length >= Math.max(2, minFiles));
  });
}

/** Steps of eight above 64 KiB; what is smaller is one order. */
function orderOfSize(bytes: number): number {
  return Math.max(0, Math.floor(Math.log2(bytes / 2 ** 16) / 3));
}

/** In order of age, so that the rows of a file stay near in time. */
function binPack(files: AddFile[], targetBytes: number): AddFile[][] {
  files.sort((a, b) => a.modificationTime - b.modificationTime || (a.path < b.path ? -1 : 1));
  const groups: AddFile[][] = [];
  let group: AddFile[] = [];
  let bytes = 0;
  for (const file of files) {
    if (group.length > 0 && bytes + file.size > targetBytes) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(file);
    bytes += file.size;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/**
 * Compacts once: one commit for each group. A group of which another writer removed a file meanwhile is left as it is;
 * what was written for it is vacuum's.
 */
export async function compact(
  table: DeltaTable,
  options: CompactionOptions,
  rewrite: Rewrite,
  now: () => number = Date.now,
): Promise<Compacted> {
  const result: Compacted = { version: null, removed: 0, added: 0 };
  const snapshot = await table.snapshot();
  if (!snapshot) return result;
  for (const group of planCompaction(snapshot.files.values(), options)) {
    const added = await rewrite(table, group);
    const version = await commit(table, {
      operation: 'OPTIMIZE',
      parameters: { targetSize: String(options.targetBytes) },
      build: current =>
        group.every(({ path }) => current?.files.has(fileKey(path)))
          ? [...group.map(file => removeOf(file, now())), { add: { ...added, dataChange: false } }]
          : null,
    });
    if (version === null) continue;
    result.version = version;
    result.removed += group.length;
    result.added += 1;
  }
  return result;
}

function removeOf({ path, partitionValues, size, tags }: AddFile, deletionTimestamp: number): Action {
  return {
    remove: {
      path,
      deletionTimestamp,
      dataChange: false,
      extendedFileMetadata: true,
      partitionValues,
      size,
      tags,
    },
  };
}
