// How large the lake's tables are, and how well kept: what a snapshot tells, so that no file is read.

import type { AddFile } from '../delta/actions.ts';
import { DeltaError } from '../delta/errors.ts';
import { parseStatistics } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';

export type TableSize = {
  name: string;
  /** The newest; null before the first commit. */
  version: number | null;
  files: number;
  bytes: number;
  rows: number;
  /** Files that compaction may still join: many of them are slow to read. */
  smallFiles: number;
  /** RFC 3339; null before the first that changed a file. */
  lastCommit: string | null;
  /** Null when there was none within the time that replaced files are kept. */
  lastCompaction: string | null;
  /** Files that no version refers to any more, and that vacuum deletes when readers of older versions are done. */
  waitingForVacuum: number;
  partitionColumns: string[];
  /** Why nothing more is known of it. */
  error?: string;
};

/** `smallBytes`: files below it are small. */
export function describeSizes(
  tables: ReadonlyMap<string, DeltaTable>,
  smallBytes: number,
): Promise<TableSize[]> {
  return Promise.all(
    [...tables].map(async ([name, table]) => {
      try {
        return await sizeOf(name, table, smallBytes);
      } catch (error) {
        if (!(error instanceof DeltaError)) throw error;
        return { ...nothing, name, error: error.message };
      }
    }),
  );
}

const nothing: Omit<TableSize, 'name'> = {
  ...{ version: null, files: 0, bytes: 0, rows: 0, smallFiles: 0 },
  ...{ lastCommit: null, lastCompaction: null, waitingForVacuum: 0, partitionColumns: [] },
};

async function sizeOf(name: string, table: DeltaTable, smallBytes: number): Promise<TableSize> {
  const snapshot = await table.snapshot();
  if (!snapshot) return { ...nothing, name };
  let [files, bytes, rows, smallFiles, committedMs, compactedMs] = [0, 0, 0, 0, 0, 0];
  for (const file of snapshot.files.values()) {
    files += 1;
    bytes += file.size;
    rows += rowsOf(file);
    committedMs = Math.max(committedMs, file.modificationTime);
    if (file.size < smallBytes) smallFiles += 1;
  }
  // Rows are only added: nothing but compaction takes a file away.
  for (const { deletionTimestamp = 0 } of snapshot.tombstones.values())
    compactedMs = Math.max(compactedMs, deletionTimestamp);
  const time = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString());
  return {
    ...{ name, version: snapshot.version, files, bytes, rows, smallFiles },
    ...{ lastCommit: time(Math.max(committedMs, compactedMs)), lastCompaction: time(compactedMs) },
    waitingForVacuum: [...snapshot.tombstones.keys()].length,
    partitionColumns: snapshot.metadata.partitionColumns,
  };
}

/** Statistics are text; a file's never change. */
const known = new WeakMap<AddFile, number>();

function rowsOf(file: AddFile): number {
  const rows = known.get(file) ?? parseStatistics(file)?.numRecords ?? 0;
  known.set(file, rows);
  return rows;
}
