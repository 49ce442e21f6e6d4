// Which landed files the committer still needs, and from which bucket it has to look for them.

import { laneName } from '../events/coordinate.ts';
import {
  bucketsThrough,
  type LandedFile,
  type LandingStore,
  landingBucket,
  parseLandingPath,
} from '../landing/landing.ts';
import type { LedgerEntry, StoredEntry } from './ledger.ts';

/** Clocks of instances may differ, and an upload takes time: one bucket more than the current is looked at. */
const slackMs = 600_000;

/** The bucket behind which nothing can land any more. */
export function latestCursor(nowMs: number): string {
  return landingBucket(nowMs - slackMs);
}

/** The oldest bucket there is: what landed before the first commit counts too. Listings are in order of name. */
export async function firstBucket(landing: LandingStore): Promise<string | null> {
  for await (const { path, metadata } of landing.list('landing/')) {
    const file = parseLandingPath(path, metadata);
    if (file) return file.bucket;
  }
  return null;
}

/** The files of each lane that are not behind it: to be admitted, or to repair silver from. */
export async function listNeeded(
  landing: LandingStore,
  cursor: string,
  nowMs: number,
  entries: ReadonlyMap<string, StoredEntry>,
): Promise<Map<string, LandedFile[]>> {
  const byLane = new Map<string, LandedFile[]>();
  for (const bucket of bucketsThrough(cursor, nowMs + slackMs)) {
    for await (const { path, metadata } of landing.list(`landing/${bucket}/`)) {
      const file = parseLandingPath(path, metadata);
      if (!file || isBehind(file, entries.get(laneName(file))?.entry)) continue;
      const files = byLane.get(laneName(file));
      if (files) files.push(file);
      else byLane.set(laneName(file), [file]);
    }
  }
  return byLane;
}

function isBehind({ tier, last }: LandedFile, entry: LedgerEntry | undefined): boolean {
  if (!entry) return false;
  const through =
    tier === 'silver' ? entry.silverThrough : Math.min(entry.silverThrough, entry.bronzeThrough);
  return last <= through;
}

/** `files` are those of the catalog's lanes. Stays at the oldest bucket with a file that is still needed. */
export function nextCursor(
  committed: readonly LedgerEntry[],
  files: ReadonlyMap<string, LandedFile[]>,
  latest: string,
): string {
  const entries = new Map(committed.map(entry => [laneName(entry), entry]));
  let cursor = latest;
  for (const [lane, laneFiles] of files)
    for (const file of laneFiles)
      if (file.bucket < cursor && !isBehind(file, entries.get(lane))) cursor = file.bucket;
  return cursor;
}
