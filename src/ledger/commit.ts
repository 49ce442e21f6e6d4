// The committer: gathers what has landed and moves each lane's ledger forward, every coordinate once. Safe if two run at
// once: the entry's etag lets one of them through.

import { type Lane, laneName } from '../events/coordinate.ts';
import { type Admission, admit, type Coverage } from '../landing/coverage.ts';
import {
  bucketsThrough,
  type LandedFile,
  type LandingStore,
  landingBucket,
  parseLandingPath,
} from '../landing/landing.ts';
import { countVerdicts, type VerdictCounts } from '../silver/outcome.ts';
import { decodeSegmentFile, parseSegmentMetadata } from '../silver/segment-file.ts';
import type { HubPosition, LedgerEntry, LedgerStore, StoredEntry } from './ledger.ts';

/** A lane after a commit, and what lies beyond its gap in silver, if there is one. */
export type CommittedLane = { entry: LedgerEntry; silverBeyondGap: number | null; bronzeFiles: LandedFile[] };

export type CommitParts = {
  landing: LandingStore;
  ledger: LedgerStore;
  lanes: readonly Lane[];
  /** Where a lane begins, asked once, when it is first seen. */
  position: (lane: Lane) => Promise<HubPosition>;
  now?: () => number;
};

/** Clocks of instances may differ, and an upload takes time: one bucket more than the current is looked at. */
const slackMs = 600_000;

export function createCommitter({ landing, ledger, lanes, position, now = Date.now }: CommitParts) {
  return async (): Promise<CommittedLane[]> => {
    const nowMs = now();
    const cursor =
      (await ledger.readCursor()) ?? (await firstBucket(landing)) ?? landingBucket(nowMs - slackMs);
    const [files, entries] = [await listLanded(landing, cursor, nowMs), await ledger.read()];
    const committed: CommittedLane[] = [];
    for (const lane of lanes) {
      const laneFiles = files.get(laneName(lane)) ?? [];
      const known = entries.find(({ entry }) => laneName(entry) === laneName(lane));
      if (!known && laneFiles.length === 0) continue;
      const result = await commitLane(landing, ledger, laneFiles, known ?? newEntry(await position(lane)));
      if (result) committed.push(result);
    }
    const known = new Set(lanes.map(laneName));
    const next = nextCursor(
      committed,
      new Map([...files].filter(([lane]) => known.has(lane))),
      landingBucket(nowMs - slackMs),
    );
    if (next > cursor) await ledger.writeCursor(next);
    return committed;
  };
}

/** The oldest bucket there is: what landed before the first commit counts too. Listings are in order of name. */
async function firstBucket(landing: LandingStore): Promise<string | null> {
  for await (const { path, metadata } of landing.list('landing/')) {
    const file = parseLandingPath(path, metadata);
    if (file) return file.bucket;
  }
  return null;
}

async function listLanded(
  landing: LandingStore,
  cursor: string,
  nowMs: number,
): Promise<Map<string, LandedFile[]>> {
  const byLane = new Map<string, LandedFile[]>();
  for (const bucket of bucketsThrough(cursor, nowMs + slackMs)) {
    for await (const { path, metadata } of landing.list(`landing/${bucket}/`)) {
      const file = parseLandingPath(path, metadata);
      if (!file) continue;
      const files = byLane.get(laneName(file));
      if (files) files.push(file);
      else byLane.set(laneName(file), [file]);
    }
  }
  return byLane;
}

function newEntry({ hub, partitionId, begin }: HubPosition): StoredEntry {
  const counts: VerdictCounts = { silver: 0, quarantined: 0, duplicate: 0 };
  return {
    entry: { hub, partitionId, start: begin, bronzeThrough: begin - 1, silverThrough: begin - 1, counts },
    etag: null,
  };
}

/** Null when another committer was first with this lane. */
async function commitLane(
  landing: LandingStore,
  ledger: LedgerStore,
  files: LandedFile[],
  known: StoredEntry,
): Promise<CommittedLane | null> {
  const bronzeFiles = files.filter(({ tier }) => tier === 'bronze');
  const bronze = admit(known.entry.bronzeThrough, bronzeFiles);
  const silver = admit(
    known.entry.silverThrough,
    files.filter(({ tier }) => tier === 'silver'),
  );
  const entry: LedgerEntry = {
    ...known.entry,
    bronzeThrough: bronze.through,
    silverThrough: silver.through,
    counts: await addCounts(landing, known.entry.counts, silver.admitted),
  };
  if (hasGrown(bronze) || hasGrown(silver)) {
    if ((await ledger.write({ entry, etag: known.etag })) === 'changed') return null;
  }
  return { entry, silverBeyondGap: silver.beyondGap, bronzeFiles };
}

function hasGrown({ admitted }: Coverage): boolean {
  return admitted.length > 0;
}

async function addCounts(
  landing: LandingStore,
  counts: VerdictCounts,
  admitted: readonly Admission[],
): Promise<VerdictCounts> {
  const total = { ...counts };
  for (const admission of admitted) {
    const { silver, quarantined, duplicate } = await countAdmitted(landing, admission);
    total.silver += silver;
    total.quarantined += quarantined;
    total.duplicate += duplicate;
  }
  return total;
}

/** A file admitted whole is counted by its metadata; one admitted in part, or without them, by its rows. */
async function countAdmitted(
  landing: LandingStore,
  { file, first, last }: Admission,
): Promise<VerdictCounts> {
  const whole = first === file.first && last === file.last ? parseSegmentMetadata(file.metadata) : null;
  if (whole) return whole;
  const rows = await decodeSegmentFile(await landing.read(file.path));
  return countVerdicts(
    rows
      .filter(row => row.sequenceNumber >= first && row.sequenceNumber <= last)
      .map(({ verdict }) => verdict),
  );
}

/** `files` are those of the catalog's lanes. Stays at the oldest bucket with a file that is still needed: to be admitted, or to repair silver from. */
function nextCursor(
  committed: readonly CommittedLane[],
  files: Map<string, LandedFile[]>,
  latest: string,
): string {
  const through = new Map(committed.map(({ entry }) => [laneName(entry), entry]));
  let cursor = latest;
  for (const [lane, laneFiles] of files) {
    const entry = through.get(lane);
    for (const { last, bucket } of laneFiles)
      if (bucket < cursor && (!entry || last > Math.min(entry.silverThrough, entry.bronzeThrough)))
        cursor = bucket;
  }
  return cursor;
}
