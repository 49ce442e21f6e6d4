// The committer: puts what has landed into the tables, then moves each lane's ledger forward, every coordinate once.
// Tables come first: whatever the ledger counts is there. Safe if two run at once, or one dies at any point: a table's
// own transactions tell what it has (src/tables/append.ts), and a ledger entry's etag lets one committer through.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import { type Admission, admit, type Coverage, gapsIn, gapsPerLane } from '../landing/coverage.ts';
import type { LandedFile, LandingStore, Tier } from '../landing/landing.ts';
import type { Metrics } from '../metrics.ts';
import type { OutcomeCounts } from '../silver/outcome.ts';
import { addCounts } from './count-verdicts.ts';
import { type Cursors, createCursors, isWorthKeeping, nextCursor } from './cursors.ts';
import { createLatestListing, latestCursor } from './landed-files.ts';
import type { HubPosition, LedgerEntry, LedgerStore, StoredEntry } from './ledger.ts';
import { addLost } from './lost.ts';
import { type PassOver, tellPassedOver } from './pass-over.ts';

/** A lane after a commit, and what has not landed of it although later events have. */
export type CommittedLane = {
  entry: LedgerEntry;
  /** In order; at most `gapsPerLane`, and none while not all that landed has been looked through. */
  bronzeGaps: SequenceRange[];
  /** Where what lies beyond silver's first gap begins, if there is one. */
  silverBeyondGap: number | null;
  bronzeFiles: LandedFile[];
};

/** What is admitted of one lane: the coordinates after `through`, without a gap. */
export type AdmittedLane = Lane & { through: number; admitted: readonly Admission[] };

export type CommitParts = {
  landing: LandingStore;
  ledger: LedgerStore;
  lanes: readonly Lane[];
  /** Puts what is admitted of a hub into its tables: when it returns, all of it is there, once. */
  append: (hub: string, tier: Tier, lanes: readonly AdmittedLane[]) => Promise<void>;
  /** Where a lane begins, asked once, when it is first seen. */
  position: (lane: Lane) => Promise<HubPosition>;
  /** What can never come at the front of a lane, so that it goes on behind it. */
  passOver: PassOver;
  metrics: Metrics;
  now?: () => number;
};

/** `failures` are of single hubs: what is wrong with one stops no other. */
export type Committed = { lanes: CommittedLane[]; failures: Error[] };

/** What one round admits of a lane and tier, and of a hub and tier, so that it ends soon however much has piled up. */
const filesPerRound = 200;
const bytesPerRound = 64 * 1024 * 1024;

const hubsAtOnce = 2;

export function createCommitter(parts: CommitParts) {
  const { landing, ledger, lanes, now = Date.now } = parts;
  const hubs = [...new Set(lanes.map(({ hub }) => hub))];
  const cursors = createCursors(landing);
  const listLatest = createLatestListing(landing);
  return async (): Promise<Committed> => {
    const nowMs = now();
    const entries = new Map((await ledger.read()).map(stored => [laneName(stored.entry), stored]));
    const latest = await listLatest(nowMs, entries);
    const committed: Committed = { lanes: [], failures: [] };
    const { failures } = committed;
    const waiting = [...hubs];
    const work = async () => {
      for (let hub = waiting.shift(); hub !== undefined; hub = waiting.shift())
        await commitHub(parts, hub, { entries, latest, cursors, failures, nowMs }).then(
          done => committed.lanes.push(...done),
          error => failures.push(new Error(`${hub} could not be committed: ${error}`, { cause: error })),
        );
    };
    await Promise.all(Array.from({ length: hubsAtOnce }, work));
    return committed;
  };
}

type Round = {
  entries: ReadonlyMap<string, StoredEntry>;
  latest: ReadonlyMap<string, LandedFile[]>;
  cursors: Cursors;
  failures: Error[];
  nowMs: number;
};

type LaneCommit = {
  known: StoredEntry;
  /** Where to look for the lane's files next time, if all of these are admitted. */
  next: string;
  files: LandedFile[];
  /** Whether these are all that have landed and are not in their tables yet; and whether they are all that is needed. */
  isAllOfThem: boolean;
  isWhole: boolean;
  bronze: Coverage;
  silver: Coverage;
};

async function commitHub(parts: CommitParts, hub: string, round: Round): Promise<CommittedLane[]> {
  const hubLanes = parts.lanes.filter(lane => lane.hub === hub);
  const bytes = bytesPerRound / hubLanes.length;
  const commits: LaneCommit[] = [];
  for (const lane of hubLanes) {
    const stored = round.entries.get(laneName(lane));
    const latest = round.latest.get(laneName(lane)) ?? [];
    const older = await round.cursors.listOlder(lane, stored?.entry, latest, round.nowMs);
    const files = [...older.files, ...older.farther, ...latest];
    if (!stored && files.length === 0) continue;
    const known = stored ?? newEntry(await parts.position(lane), files);
    const { next, isAllOfThem } = older;
    const isWhole = next === latestCursor(round.nowMs);
    commits.push({ known, next, files, isAllOfThem, isWhole, ...admitLane(known.entry, files, bytes) });
  }
  for (const tier of ['bronze', 'silver'] as const) {
    const admitted = commits
      .map(({ known, [tier]: coverage }) => ({
        hub,
        partitionId: known.entry.partitionId,
        through: tier === 'bronze' ? known.entry.bronzeThrough : known.entry.silverThrough,
        admitted: coverage.admitted,
      }))
      .filter(lane => lane.admitted.length > 0);
    if (admitted.length > 0) await parts.append(hub, tier, admitted);
  }
  const committed = await Promise.all(commits.map(commit => writeEntry(parts, round, commit)));
  return committed.filter(lane => lane !== null);
}

function admitLane(entry: LedgerEntry, files: readonly LandedFile[], bytes: number) {
  const ofTier = (tier: Tier) => files.filter(file => file.tier === tier);
  return {
    bronze: admitRound(entry.bronzeThrough, ofTier('bronze'), bytes),
    silver: admitRound(entry.silverThrough, ofTier('silver'), bytes),
  };
}

function admitRound(through: number, files: readonly LandedFile[], bytes: number): Coverage {
  const coverage = admit(through, files);
  let size = 0;
  const fits = coverage.admitted.findIndex(({ file }, i) => {
    size += file.size;
    return i === filesPerRound || (size > bytes && i > 0);
  });
  if (fits < 0) return coverage;
  // What is left is for the next round, and is no gap.
  const admitted = coverage.admitted.slice(0, fits);
  return { admitted, through: admitted.at(-1)?.last ?? through, beyondGap: null };
}

function newEntry({ hub, partitionId, begin }: HubPosition, files: readonly LandedFile[]): StoredEntry {
  // What landed may be older than what the hub still has.
  const start = files.reduce((first, file) => Math.min(first, file.first), begin);
  const counts: OutcomeCounts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  const through = { bronzeThrough: start - 1, silverThrough: start - 1 };
  return { entry: { hub, partitionId, start, ...through, counts, cursor: '' }, etag: null };
}

/** Null when another committer was first with this lane. */
async function writeEntry(
  parts: CommitParts,
  round: Round,
  commit: LaneCommit,
): Promise<CommittedLane | null> {
  const { known, next, files, bronze, silver } = commit;
  const admitted = {
    ...known.entry,
    bronzeThrough: bronze.through,
    silverThrough: silver.through,
    counts: await addCounts(parts.landing, known.entry.counts, silver.admitted),
  };
  const gone = await findGone(parts, round, commit, admitted);
  const moved = passedOver(admitted, gone, round.nowMs);
  const cursor = nextCursor(moved, files, next);
  const entry: LedgerEntry = { ...moved, cursor };
  const grown = moved !== admitted || bronze.admitted.length > 0 || silver.admitted.length > 0;
  if (grown || isWorthKeeping(known.entry.cursor, cursor)) {
    if ((await parts.ledger.write({ entry, etag: known.etag })) === 'changed') return null;
  }
  round.cursors.moveTo(entry, cursor);
  for (const tier of ['bronze', 'silver'] as const)
    if (gone[tier]) tellPassedOver(parts.metrics, entry, tier, gone[tier]);
  const bronzeFiles = files.filter(({ tier }) => tier === 'bronze');
  // Where not all buckets were looked at, what seems to be missing may have landed.
  const bronzeGaps = commit.isAllOfThem ? gapsIn(entry.bronzeThrough, bronzeFiles, gapsPerLane) : [];
  return { entry, bronzeGaps, silverBeyondGap: silver.beyondGap, bronzeFiles };
}

type Gone = Record<Tier, SequenceRange | null>;

/** What cannot be told now is told by a later round, and holds up no commit. */
async function findGone(
  { passOver }: CommitParts,
  { failures, nowMs }: Round,
  { files, isAllOfThem, isWhole }: LaneCommit,
  entry: LedgerEntry,
): Promise<Gone> {
  const find = async (tier: Tier) =>
    !isAllOfThem
      ? null
      : passOver({ entry, files, isWhole }, tier, nowMs).catch(cause => {
          failures.push(
            new Error(`it is not known what of ${laneName(entry)} is gone for ${tier}: ${cause}`, { cause }),
          );
          return null;
        });
  return { bronze: await find('bronze'), silver: await find('silver') };
}

function passedOver(entry: LedgerEntry, { bronze, silver }: Gone, nowMs: number): LedgerEntry {
  if (!bronze && !silver) return entry;
  const silverLost = (entry.silverLost ?? 0) + (silver ? silver.last + 1 - silver.first : 0);
  return {
    ...entry,
    ...(bronze && { bronzeThrough: bronze.last, lost: addLost(entry.lost ?? [], bronze, nowMs) }),
    ...(silver && { silverThrough: silver.last, silverLost }),
  };
}
