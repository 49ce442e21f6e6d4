// The committer: puts what has landed into the tables, then moves each lane's ledger forward, every coordinate once.
// Tables come first: whatever the ledger counts is there. Safe if two run at once, or one dies at any point: a table's
// own transactions tell what it has (src/tables/append.ts), and a ledger entry's etag lets one committer through.

import { type Lane, laneName } from '../events/coordinate.ts';
import { type Admission, admit, type Coverage } from '../landing/coverage.ts';
import type { LandedFile, LandingStore, Tier } from '../landing/landing.ts';
import type { VerdictCounts } from '../silver/outcome.ts';
import { addCounts } from './count-verdicts.ts';
import { firstBucket, latestCursor, listNeeded, nextCursor } from './landed-files.ts';
import type { HubPosition, LedgerEntry, LedgerStore, StoredEntry } from './ledger.ts';

/** A lane after a commit, and what lies beyond its gap in silver, if there is one. */
export type CommittedLane = { entry: LedgerEntry; silverBeyondGap: number | null; bronzeFiles: LandedFile[] };

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
  now?: () => number;
};

/** `failures` are of single hubs: what is wrong with one stops no other. */
export type Committed = { lanes: CommittedLane[]; failures: Error[] };

/** What one round admits of a lane and tier, so that it ends soon however much has piled up. */
const filesPerRound = 200;

const hubsAtOnce = 3;

export function createCommitter(parts: CommitParts) {
  const { landing, ledger, lanes, now = Date.now } = parts;
  const known = new Set(lanes.map(laneName));
  const hubs = [...new Set(lanes.map(({ hub }) => hub))];
  return async (): Promise<Committed> => {
    const nowMs = now();
    const cursor = (await ledger.readCursor()) ?? (await firstBucket(landing)) ?? latestCursor(nowMs);
    const entries = new Map((await ledger.read()).map(stored => [laneName(stored.entry), stored]));
    const files = await listNeeded(landing, cursor, nowMs, entries);
    const committed: Committed = { lanes: [], failures: [] };
    const waiting = [...hubs];
    const work = async () => {
      for (let hub = waiting.shift(); hub !== undefined; hub = waiting.shift())
        await commitHub(parts, hub, files, entries).then(
          done => committed.lanes.push(...done),
          error =>
            committed.failures.push(new Error(`${hub} could not be committed: ${error}`, { cause: error })),
        );
    };
    await Promise.all(Array.from({ length: hubsAtOnce }, work));
    const needed = new Map([...files].filter(([lane]) => known.has(lane)));
    const next = nextCursor(
      committed.lanes.map(({ entry }) => entry),
      needed,
      latestCursor(nowMs),
    );
    if (next > cursor) await ledger.writeCursor(next);
    return committed;
  };
}

type LaneCommit = { known: StoredEntry; bronze: Coverage; silver: Coverage; bronzeFiles: LandedFile[] };

async function commitHub(
  parts: CommitParts,
  hub: string,
  files: ReadonlyMap<string, LandedFile[]>,
  entries: ReadonlyMap<string, StoredEntry>,
): Promise<CommittedLane[]> {
  const commits: LaneCommit[] = [];
  for (const lane of parts.lanes.filter(lane => lane.hub === hub)) {
    const laneFiles = files.get(laneName(lane)) ?? [];
    const entry = entries.get(laneName(lane));
    if (!entry && laneFiles.length === 0) continue;
    commits.push(admitLane(entry ?? newEntry(await parts.position(lane), laneFiles), laneFiles));
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
  const committed = await Promise.all(commits.map(commit => writeEntry(parts, commit)));
  return committed.filter(lane => lane !== null);
}

function admitLane(known: StoredEntry, files: LandedFile[]): LaneCommit {
  const bronzeFiles = files.filter(({ tier }) => tier === 'bronze');
  const silverFiles = files.filter(({ tier }) => tier === 'silver');
  return {
    known,
    bronzeFiles,
    bronze: admitRound(known.entry.bronzeThrough, bronzeFiles),
    silver: admitRound(known.entry.silverThrough, silverFiles),
  };
}

function admitRound(through: number, files: readonly LandedFile[]): Coverage {
  const coverage = admit(through, files);
  const admitted = coverage.admitted.slice(0, filesPerRound);
  // What is left is for the next round, and is no gap.
  if (admitted.length < coverage.admitted.length)
    return { admitted, through: admitted.at(-1)?.last ?? through, beyondGap: null };
  return coverage;
}

function newEntry({ hub, partitionId, begin }: HubPosition, files: readonly LandedFile[]): StoredEntry {
  // What landed may be older than what the hub still has.
  const start = files.reduce((first, file) => Math.min(first, file.first), begin);
  const counts: VerdictCounts = { silver: 0, quarantined: 0, duplicate: 0 };
  const entry = { hub, partitionId, start, bronzeThrough: start - 1, silverThrough: start - 1, counts };
  return { entry, etag: null };
}

/** Null when another committer was first with this lane. */
async function writeEntry(
  { landing, ledger }: CommitParts,
  { known, bronze, silver, bronzeFiles }: LaneCommit,
): Promise<CommittedLane | null> {
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
