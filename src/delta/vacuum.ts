// Deletes data files that no version still promised refers to: left by crashed writers, or replaced by compaction.

import { dataFilePath } from './actions.ts';
import { deletedFileRetentionMs } from './retention.ts';
import type { StoredFile } from './store.ts';
import type { DeltaTable } from './table.ts';

export type Vacuumed = { deleted: number; bytes: number };

/**
 * Deletes files older than the table's `delta.deletedFileRetentionDuration` that are neither active nor removed since
 * then. Safe beside writers that commit within that time of writing their files.
 */
export async function vacuum(table: DeltaTable, nowMs: number): Promise<Vacuumed> {
  const vacuumed: Vacuumed = { deleted: 0, bytes: 0 };
  const first = await table.snapshot();
  if (!first) return vacuumed;
  const before = nowMs - deletedFileRetentionMs(first.metadata);
  const candidates: StoredFile[] = [];
  for await (const file of table.store.list(''))
    if (file.modifiedMs < before && !isHidden(file.path)) candidates.push(file);
  // Read after the listing: what was committed meanwhile is kept.
  const snapshot = (await table.snapshot()) ?? first;
  const kept = new Set([...snapshot.files.values()].map(dataFilePath));
  for (const remove of snapshot.tombstones.values())
    if ((remove.deletionTimestamp ?? 0) >= before) kept.add(dataFilePath(remove));
  for (const { path, size } of candidates) {
    if (kept.has(path)) continue;
    await table.store.delete(path);
    vacuumed.deleted += 1;
    vacuumed.bytes += size;
  }
  return vacuumed;
}

/** The log and what engines hide; a partition folder may begin with `_` and is told by its `=`. */
function isHidden(path: string): boolean {
  return path.split('/').some(part => /^[._]/.test(part) && !part.includes('='));
}
