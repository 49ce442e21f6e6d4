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

/** Clocks of instances may differ, and an upload takes time: ten buckets before and behind the current are looked at. */
const slackMs = 600_000;

/** Of a lane that lags: the files of twelve minutes, which are more than one round commits of a busy lane. */
const oldBucketsPerRound = 12;

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
  return createLatestListing(landing)(nowMs, entries);
}

/** In so many rounds each of the latest buckets is listed. */
const roundsOfAll = 7;

/**
 * The same, round after round: what was needed of a bucket is remembered, as hardly anything lands in one whose minute is over.
 * Listed in each round are those in which files land, and the oldest, which is looked at for the last time; the others in
 * turn. So a file that lands late is found late, by as many rounds, and is found.
 */
export function createLatestListing(landing: LandingStore) {
  const known = new Map<string, { files: LandedFile[]; listedMs: number }>();
  let round = 0;
  return async (
    nowMs: number,
    entries: ReadonlyMap<string, StoredEntry>,
  ): Promise<Map<string, LandedFile[]>> => {
    const isNeeded = (file: LandedFile) => !isBehind(file, entries.get(laneName(file))?.entry);
    const buckets = bucketsThrough(latestCursor(nowMs), nowMs + slackMs);
    for (const bucket of known.keys()) if (!buckets.includes(bucket)) known.delete(bucket);
    round += 1;
    for (const bucket of buckets) {
      const listedMs = known.get(bucket)?.listedMs;
      const isItsTurn = bucket === buckets[0] || minuteOf(bucket) % roundsOfAll === round % roundsOfAll;
      if (listedMs !== undefined && !isItsTurn && !hasGrown(bucket, listedMs, nowMs)) continue;
      const files: LandedFile[] = [];
      for await (const listed of landing.list(`landing/${bucket}/`)) {
        const file = parseLandingPath(listed);
        if (file && isNeeded(file)) files.push(file);
      }
      known.set(bucket, { files, listedMs: nowMs });
    }
    const latest = buckets.flatMap(bucket => known.get(bucket)?.files ?? []);
    return Map.groupBy(latest.filter(isNeeded), laneName);
  };
}

const minuteOf = (bucket: string) => Number(bucket.slice(-2));

/** Whether files landed after it was listed. An upload that begins at the end of a minute is there a minute later. */
function hasGrown(bucket: string, listedMs: number, nowMs: number): boolean {
  return bucket >= landingBucket(listedMs - 60_000) && bucket <= landingBucket(nowMs);
}

/** The needed files of one lane in the `most` oldest buckets from `cursor` on; `next` is the bucket after those. */
export async function listOlder(
  landing: LandingStore,
  lane: Lane,
  cursor: string,
  nowMs: number,
  entry: LedgerEntry | undefined,
  most = oldBucketsPerRound,
): Promise<{ files: LandedFile[]; next: string }> {
  const latest = latestCursor(nowMs);
  const older = bucketsThrough(cursor, nowMs).filter(bucket => bucket < latest);
  const files: LandedFile[] = [];
  for (const bucket of older.slice(0, most))
    for (const tier of ['bronze', 'silver'])
      for await (const listed of landing.list(`landing/${bucket}/${tier}/${laneName(lane)}-`)) {
        const file = parseLandingPath(listed);
        // Another hub's name may begin as this lane's does.
        if (file && laneName(file) === laneName(lane) && !isBehind(file, entry)) files.push(file);
      }
  return { files, next: older[most] ?? latest };
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
