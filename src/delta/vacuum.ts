// Deletes data files that no version still promised refers to: left by crashed writers, or replaced by compaction.

import { inParallel } from './in-parallel.ts';
import { deletedFileRetentionMs } from './properties.ts';
import { listAll, type StoredFile } from './store.ts';
import type { DeltaTable } from './table.ts';

export type Vacuumed = { deleted: number; bytes: number };

/**
 * Deletes files older than the table's `delta.deletedFileRetentionDuration` that are neither active nor removed since
 * then, nor wanted. Safe beside writers that commit within that time of writing their files; `isWanted` tells those of
 * writers that take longer.
 */
export async function vacuum(
  table: DeltaTable,
  nowMs: number,
  isWanted: (path: string) => boolean = () => false,
): Promise<Vacuumed> {
  const vacuumed: Vacuumed = { deleted: 0, bytes: 0 };
  const listed = await listAll(table.store, '');
  // Read after the listing: what was committed meanwhile is kept.
  const snapshot = await table.snapshot();
  if (!snapshot) return vacuumed;
  const beforeMs = nowMs - deletedFileRetentionMs(snapshot.metadata);
  const isKept = ({ path, modifiedMs }: StoredFile): boolean =>
    modifiedMs >= beforeMs ||
    isHidden(path) ||
    isWanted(path) ||
    snapshot.files.has(path) ||
    (snapshot.tombstones.get(path)?.deletionTimestamp ?? 0) >= beforeMs;
  const obsolete = listed.filter(file => !isKept(file));
  vacuumed.deleted = await inParallel(obsolete, ({ path }) => table.store.delete(path));
  for (const { size } of obsolete) vacuumed.bytes += size;
  return vacuumed;
}

/** The log and what engines hide; a partition folder may begin with `_` and is told by its `=`. */
function isHidden(path: string): boolean {
  return path.split('/').some(part => /^[._]/.test(part) && !part.includes('='));
}
