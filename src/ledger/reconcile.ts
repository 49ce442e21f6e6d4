// Names the coordinates that do not add up. For every lane: what is landed beyond what the ledger could admit shows its
// gaps, what the hub no longer holds shows what can never come, and segments that hold more or fewer outcomes than
// coordinates show where counts went wrong. Only files that no table has yet are listed, so a check costs little.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import { gapsIn, gapsPerLane } from '../landing/coverage.ts';
import type { LandedFile, LandingStore, Tier } from '../landing/landing.ts';
import { parseSegmentMetadata } from '../silver/segment-file.ts';
import { latestCursor, listLatest, listOlder } from './landed-files.ts';
import {
  differenceOf,
  type HubPosition,
  type LedgerEntry,
  type LedgerLine,
  ledgerLine,
  type StoredEntry,
} from './ledger.ts';
import type { LostRange } from './lost.ts';

export type Gap = SequenceRange & {
  tier: Tier;
  /**
   * `not landed`: later events of the lane are there, these are not yet. `no longer in the hub`: bronze has not got them,
   * and Event Hubs has let them go. `outcomes differ`: the segment of this range has not one outcome for each of them.
   */
  reason: 'not landed' | 'no longer in the hub' | 'outcomes differ';
};

export type Reconciled = Lane & {
  state: LedgerLine['state'];
  /** The hub's last sequence number. */
  last: number;
  /** Events that the hub has and the tier has not. */
  lag: Record<Tier, number>;
  /** Outcomes that the ledger has counted, less the coordinates it has counted them of: 0, or something is wrong. */
  difference: number;
  /** In order of tier and coordinate; at most `gapsPerLane`. */
  gaps: Gap[];
  /** What bronze will never have, as the ledger keeps it: no gap any more, so that nothing waits for it. */
  lost: readonly LostRange[];
};

/** `files` are the lane's landed files that are not behind the entry, in any order. Pure. */
export function reconcileLane(
  entry: LedgerEntry,
  position: HubPosition,
  files: readonly LandedFile[],
  nowMs: number,
): Reconciled {
  const { hub, partitionId, bronzeThrough, silverThrough, lost = [] } = entry;
  const ofTier = (tier: Tier) => files.filter(file => file.tier === tier);
  const bronze = ofTier('bronze');
  const silver = ofTier('silver');
  const gaps = [
    ...bronzeGaps(bronzeThrough, position, bronze),
    ...notLanded('silver', silverThrough, silver),
    ...silver.filter(isMiscounted).map(({ first, last }) => gap('silver', first, last, 'outcomes differ')),
  ];
  return {
    ...{ hub, partitionId },
    state: ledgerLine(entry, position, nowMs).state,
    last: position.last,
    lag: {
      bronze: Math.max(0, position.last - bronzeThrough),
      silver: Math.max(0, position.last - silverThrough),
    },
    difference: differenceOf(entry),
    gaps: gaps.slice(0, gapsPerLane),
    lost,
  };
}

/** What the hub has let go before bronze had it is gone; the rest of a gap comes again. */
function bronzeGaps(through: number, { begin }: HubPosition, files: readonly LandedFile[]): Gap[] {
  return notLanded('bronze', through, files, begin).flatMap(one =>
    one.first >= begin
      ? [one]
      : [
          gap('bronze', one.first, Math.min(one.last, begin - 1), 'no longer in the hub'),
          ...(one.last >= begin ? [gap('bronze', begin, one.last, 'not landed')] : []),
        ],
  );
}

/** Every gap up to the last file, and up to `begin` where nothing lies behind it. */
function notLanded(tier: Tier, through: number, files: readonly LandedFile[], begin = 0): Gap[] {
  const reached = files.reduce((last, file) => Math.max(last, file.last), through);
  const ranges = gapsIn(through, files, gapsPerLane);
  if (begin > reached + 1) ranges.push({ first: reached + 1, last: begin - 1 });
  return ranges.slice(0, gapsPerLane).map(({ first, last }) => gap(tier, first, last, 'not landed'));
}

function isMiscounted({ metadata, first, last }: LandedFile): boolean {
  const counts = parseSegmentMetadata(metadata);
  return counts !== null && counts.silver + counts.quarantined + counts.duplicate !== last - first + 1;
}

function gap(tier: Tier, first: number, last: number, reason: Gap['reason']): Gap {
  return { tier, first, last, reason };
}

export type ReconcileParts = {
  landing: LandingStore;
  read: () => Promise<StoredEntry[]>;
  position: (lane: Lane) => Promise<HubPosition>;
  now?: () => number;
};

/** Of a lane that lags, an hour from its cursor on. */
const oldBuckets = 60;

/** Reconciles these lanes as they are now. The ledger is read first: what comes in meanwhile is lag, and no difference. */
export async function reconcile(
  { landing, read, position, now = Date.now }: ReconcileParts,
  lanes: readonly Lane[],
): Promise<Reconciled[]> {
  const nowMs = now();
  const entries = new Map((await read()).map(stored => [laneName(stored.entry), stored]));
  const positions = await Promise.all(lanes.map(position));
  const latest = await listLatest(landing, nowMs, entries);
  const reconciled: Reconciled[] = [];
  for (const at of positions) {
    const entry = entries.get(laneName(at))?.entry ?? unseenEntry(at);
    const isOld = entry.cursor !== '' && entry.cursor < latestCursor(nowMs);
    const older = isOld ? (await listOlder(landing, at, entry.cursor, nowMs, entry, oldBuckets)).files : [];
    reconciled.push(reconcileLane(entry, at, [...older, ...(latest.get(laneName(at)) ?? [])], nowMs));
  }
  return reconciled;
}

/** What the ledger holds of a lane of which nothing was committed. */
export function unseenEntry({ hub, partitionId, begin }: HubPosition): LedgerEntry {
  const counts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  const through = { bronzeThrough: begin - 1, silverThrough: begin - 1 };
  return { hub, partitionId, start: begin, ...through, counts, cursor: '' };
}
