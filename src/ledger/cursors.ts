// Where each lane's needed files begin: the oldest bucket that may hold one.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { LandedFile, LandingStore } from '../landing/landing.ts';
import { firstBucket, isBehind, latestCursor, listOlder } from './landed-files.ts';
import type { LedgerEntry } from './ledger.ts';

export type Cursors = {
  /** The lane's needed files in buckets before the latest, a few of them; `next` is the bucket after those. */
  listOlder(
    lane: Lane,
    entry: LedgerEntry | undefined,
    nowMs: number,
  ): Promise<{ files: LandedFile[]; next: string }>;
  moveTo(lane: Lane, bucket: string): void;
};

/** Kept in memory, and in the ledger's entries for the next process. A lane that is new begins with the first bucket. */
export function createCursors(landing: LandingStore): Cursors {
  const known = new Map<string, string>();
  let first: Promise<string | null> | null = null;
  return {
    listOlder: async (lane, entry, nowMs) => {
      const name = laneName(lane);
      let cursor = known.get(name) || entry?.cursor;
      if (!cursor) {
        first ??= firstBucket(landing);
        cursor = (await first) ?? latestCursor(nowMs);
      }
      const older = await listOlder(landing, lane, cursor, nowMs, entry);
      // Without a file there is no entry to move on with.
      if (!entry && older.files.length === 0) known.set(name, older.next);
      return older;
    },
    moveTo: (lane, bucket) => {
      known.set(laneName(lane), bucket);
    },
  };
}

/** The oldest bucket with a file that is still needed; `next` when there is none before it. */
export function nextCursor(entry: LedgerEntry, files: readonly LandedFile[], next: string): string {
  let cursor = next;
  for (const file of files) if (file.bucket < cursor && !isBehind(file, entry)) cursor = file.bucket;
  return cursor;
}

/** A lane without events is written once in six hours, so that a new process need not look through all buckets. */
export function isWorthKeeping(kept: string, cursor: string): boolean {
  return (
    cursor.slice(0, 10) > kept.slice(0, 10) || Number(cursor.slice(11, 13)) - Number(kept.slice(11, 13)) >= 6
  );
}
