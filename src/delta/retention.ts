// Deletes what the log no longer needs (PROTOCOL.md, "Metadata Cleanup").

import { readCheckpoint } from './checkpoint.ts';
import { isCorrupt } from './errors.ts';
import { logFolder, parseLogFile } from './log-files.ts';
import { type LogListing, toListing, versionAsOf } from './log-listing.ts';
import { listAll, type StoredFile, type TableStore } from './store.ts';

export { logRetentionMs } from './properties.ts';

/**
 * Deletes the log's files from before the version that was the newest at `beforeMs`, so that this one and all later ones
 * can still be read. Oldest first, so that a crash leaves no gap. Returns how many files were deleted.
 *
 * Beside running writers, `beforeMs` is an hour ago or more: a writer takes the version after one that was the newest
 * just now for free, and must not find it cleaned up.
 */
export async function cleanUpLog(store: TableStore, beforeMs: number): Promise<number> {
  const files = await listAll(store, logFolder);
  const base = await baseVersion(store, toListing(files), beforeMs);
  const obsolete = files.filter(file => isObsolete(file, base, beforeMs));
  obsolete.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path } of obsolete) await store.delete(path);
  return obsolete.length;
}

/** The newest checkpoint that every version still promised can start from, and that can be read; −1 for none. */
async function baseVersion(store: TableStore, listing: LogListing, beforeMs: number): Promise<number> {
  const promised = versionAsOf(listing, beforeMs);
  if (promised === null) return -1;
  for (const checkpoint of listing.checkpoints) {
    if (checkpoint.version > promised) continue;
    try {
      await readCheckpoint(store, checkpoint);
      return checkpoint.version;
    } catch (error) {
      // The log before a damaged checkpoint is all that is left of the table.
      if (!isCorrupt(error)) throw error;
    }
  }
  return -1;
}

function isObsolete({ path, modifiedMs }: StoredFile, base: number, beforeMs: number): boolean {
  const file = parseLogFile(path);
  if (file.kind === 'other') return path.endsWith('.tmp') && modifiedMs < beforeMs;
  return file.kind === 'compacted' ? file.version <= base : file.version < base;
}
