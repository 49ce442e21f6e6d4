// Where each lane's needed files begin: the oldest bucket that may hold one.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import type { LandedFile, LandingStore, Tier } from '../landing/landing.ts';
import { firstBucket, isBehind, latestCursor, listOlder } from './landed-files.ts';
import type { LedgerEntry } from './ledger.ts';

export type OlderFiles = {
  /** The lane's needed files in buckets before the latest, a few of them; `next` is the bucket after those. */
  files: LandedFile[];
  next: string;
  /** From `next` on, what is not in its tables yet: a file that is still needed hides none that landed after it. */
  farther: LandedFile[];
  /** Whether `farther` goes on to the latest buckets. */
  isAllOfThem: boolean;
};

export type Cursors = {
  /** `latest` are the lane's needed files of the latest buckets. */
  listOlder(
    lane: Lane,
    entry: LedgerEntry | undefined,
    latest: readonly LandedFile[],
    nowMs: number,
  ): Promise<OlderFiles>;
  moveTo(lane: Lane, bucket: string): void;
};

/** What was found behind the cursor's buckets, and the bucket from which to look on. */
type Found = { files: LandedFile[]; next: string };

/** Kept in memory, and in the ledger's entries for the next process. A lane that is new begins with the first bucket. */
export function createCursors(landing: LandingStore): Cursors {
  const known = new Map<string, string>();
  const found = new Map<string, Found>();
  let first: Promise<string | null> | null = null;
  return {
    listOlder: async (lane, entry, latest, nowMs) => {
      const name = laneName(lane);
      let cursor = known.get(name) || entry?.cursor;
      if (!cursor) {
        first ??= firstBucket(landing);
        cursor = (await first) ?? latestCursor(nowMs);
      }
      const older = await listOlder(landing, lane, cursor, nowMs, entry);
      // Without a file there is no entry to move on with.
      if (!entry && older.files.length === 0) known.set(name, older.next);
      if (!entry) return { ...older, farther: [], isAllOfThem: false };
      const farther = await lookFarther(landing, { lane, entry, older, latest, nowMs }, found.get(name));
      found.set(name, farther);
      const isAllOfThem = farther.next === latestCursor(nowMs);
      return { ...older, farther: farther.files, isAllOfThem };
    },
    moveTo: (lane, bucket) => {
      known.set(laneName(lane), bucket);
    },
  };
}

type Looking = {
  lane: Lane;
  entry: LedgerEntry;
  /** The lane's needed files of the oldest buckets and of the latest. */
  older: Found;
  latest: readonly LandedFile[];
  nowMs: number;
};

/** Nothing lands in these buckets any more: what was found in them once is kept, for as long as it is of use. */
async function lookFarther(
  landing: LandingStore,
  { lane, entry, older, latest, nowMs }: Looking,
  before: Found | undefined,
): Promise<Found> {
  const kept = before && before.next > older.next ? before : { files: [], next: older.next };
  const files = kept.files.filter(file => file.bucket >= older.next && isOfUse(file, entry));
  const known = [...older.files, ...files];
  // Where nothing holds the cursor, it comes there by itself.
  const isHeld = older.files.length > 0;
  const end = latestCursor(nowMs);
  const from = kept.next >= end && lacksFront(entry, [...known, ...latest]) ? older.next : kept.next;
  if (!isHeld || from >= end || hasWork(entry, known)) return { files, next: kept.next };
  const more = await listOlder(landing, lane, from, nowMs, entry);
  const byPath = new Map(
    [...files, ...more.files.filter(file => isOfUse(file, entry))].map(f => [f.path, f]),
  );
  return { files: [...byPath.values()], next: more.next };
}

/** How far before it repairs silver looks; what lies behind is looked for again when it comes there. */
const frontEvents = 5_000;

/** Not all of what bronze has and silver has not is kept: of a tier that is away for a day there is too much. */
function isOfUse({ tier, first, last }: LandedFile, { bronzeThrough, silverThrough }: LedgerEntry): boolean {
  if (tier === 'silver') return last > silverThrough;
  return last > bronzeThrough || (last > silverThrough && first <= silverThrough + frontEvents);
}

/** Whether the file is not known that silver's next outcome would be decided from again. */
function lacksFront({ bronzeThrough, silverThrough, lost = [] }: LedgerEntry, files: readonly LandedFile[]) {
  const front = silverThrough + 1;
  const covers = ({ first, last }: SequenceRange) => first <= front && last >= front;
  return front <= bronzeThrough && !files.some(covers) && !lost.some(covers);
}

/** As many files of a lane are kept, of a tier that waits while the other has work. */
const manyFiles = 2_000;

/** Whether each tier has something to admit; or one of them has, and much is known already. */
function hasWork(entry: LedgerEntry, files: readonly LandedFile[]): boolean {
  const has = (tier: Tier, through: number) =>
    files.some(file => file.tier === tier && file.first <= through + 1 && file.last > through);
  const [bronze, silver] = [has('bronze', entry.bronzeThrough), has('silver', entry.silverThrough)];
  return (bronze && silver) || ((bronze || silver) && files.length >= manyFiles);
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
