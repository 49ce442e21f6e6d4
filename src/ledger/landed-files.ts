// Which landed files the committer still needs, and from which bucket of each lane it has to look for them.
//
// What is new is in the latest buckets, for all lanes. A lane that lags (after an outage, at a gap, behind a `fail`
// expectation) is looked up by its name in older buckets, a few of them a round: it costs the others nothing.

import { type Lane, laneName } from '../events/coordinate.ts';
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

const oldBucketsPerRound = 6;

/** The bucket before which nothing can land any more. */
export function latestCursor(nowMs: number): string {
  return landingBucket(nowMs - slackMs);
}

/** The oldest bucket there is: what landed before the first commit counts too. Listings are in order of name. */
export async function firstBucket(landing: LandingStore): Promise<string | null> {
  for await (const listed of landing.list('landing/')) {
    const file = parseLandingPath(listed);
    if (file) return file.bucket;
  }
  return null;
}

/** The needed files of each lane in the latest buckets. */
export async function listLatest(
  landing: LandingStore,
  nowMs: number,
  entries: ReadonlyMap<string, StoredEntry>,
): Promise<Map<string, LandedFile[]>> {
  const byLane = new Map<string, LandedFile[]>();
  for (const bucket of bucketsThrough(latestCursor(nowMs), nowMs + slackMs)) {
    for await (const listed of landing.list(`landing/${bucket}/`)) {
      const file = parseLandingPath(listed);
      if (!file || isBehind(file, entries.get(laneName(file))?.entry)) continue;
      const files = byLane.get(laneName(file));
      if (files) files.push(file);
      else byLane.set(laneName(file), [file]);
    }
  }
  return byLane;
}

/** The needed files of one lane in the oldest buckets from `cursor` on; `next` is the bucket after those. */
export async function listOlder(
  landing: LandingStore,
  lane: Lane,
  cursor: string,
  nowMs: number,
  entry: LedgerEntry | undefined,
): Promise<{ files: LandedFile[]; next: string }> {
  const latest = latestCursor(nowMs);
  const older = bucketsThrough(cursor, nowMs).filter(bucket => bucket < latest);
  const files: LandedFile[] = [];
  for (const bucket of older.slice(0, oldBucketsPerRound))
    for (const tier of ['bronze', 'silver'])
      for await (const listed of landing.list(`landing/${bucket}/${tier}/${laneName(lane)}-`)) {
        const file = parseLandingPath(listed);
        // Another hub's name may begin as this lane's does.
        if (file && laneName(file) === laneName(lane) && !isBehind(file, entry)) files.push(file);
      }
  return { files, next: older[oldBucketsPerRound] ?? latest };
}

/** Whether a file is in the tables, and needed for no repair. */
export function isBehind(
  { tier, last }: Pick<LandedFile, 'tier' | 'last'>,
  entry: LedgerEntry | undefined,
): boolean {
  if (!entry) return false;
  const through =
    tier === 'silver' ? entry.silverThrough : Math.min(entry.silverThrough, entry.bronzeThrough);
  return last <= through;
}
