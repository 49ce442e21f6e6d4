// Tells which coordinates at a lane's front can never come, so that the lane goes on behind them. Of bronze: what its trigger
// is past and the hub has let go. Of silver: what is lost in bronze, so that it cannot be decided again, and refine is past.
// What is gone has the grace once more before it is passed over: who read it from the hub in time may still be landing it.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import type { LandedFile, Tier } from '../landing/landing.ts';
import type { Metrics } from '../metrics.ts';
import { logError, logWarning } from '../telemetry/log.ts';
import type { HubPosition, LedgerEntry } from './ledger.ts';
import { isExact, missingFrom } from './lost.ts';

export type PassOverParts = {
  position: (lane: Lane) => Promise<HubPosition>;
  /** The last sequence number that the tier's trigger has checkpointed, by lane name. */
  checkpoints: (tier: Tier) => Promise<ReadonlyMap<string, number>>;
  /** How long a gap stands before the hub is asked, and again before it is passed over. */
  graceMs: number;
};

/** A lane after a round has admitted what it could; `files` are all that have landed and are not in their tables yet. */
export type LaneFront = {
  entry: LedgerEntry;
  files: readonly LandedFile[];
  /** Whether bronze's files are among them too that only silver's repair may still need. */
  isWhole: boolean;
};

export type PassOver = (front: LaneFront, tier: Tier, nowMs: number) => Promise<SequenceRange | null>;

type Standing = SequenceRange & {
  sinceMs: number;
  /** The last of it that was found to be gone; null before that. */
  goneThrough: number | null;
};

export function createPassOver(parts: PassOverParts): PassOver {
  const standing = new Map<string, Standing>();
  return async (front, tier, nowMs) => {
    const id = `${tier} ${laneName(front.entry)}`;
    const gap = gapOf(front, tier);
    const known = standing.get(id);
    if (!gap) {
      standing.delete(id);
      return null;
    }
    if (!known || known.first !== gap.first || known.last !== gap.last) {
      standing.set(id, { ...gap, sinceMs: nowMs, goneThrough: null });
      return null;
    }
    if (nowMs - known.sinceMs < parts.graceMs) return null;
    if (known.goneThrough !== null) {
      standing.delete(id);
      return { first: gap.first, last: known.goneThrough };
    }
    const goneThrough = await findGone(parts, front.entry, tier, gap);
    standing.set(id, { ...gap, sinceMs: nowMs, goneThrough });
    return null;
  };
}

/** The first gap, if it may be one to pass over. */
function gapOf({ entry, files, isWhole }: LaneFront, tier: Tier): SequenceRange | null {
  const ofTier = files.filter(file => file.tier === tier);
  if (tier === 'bronze') {
    const gap = missingFrom({ first: entry.bronzeThrough + 1, last: Number.MAX_SAFE_INTEGER }, ofTier);
    // Where nothing lies beyond, bronze is only behind.
    return gap?.last === Number.MAX_SAFE_INTEGER ? null : gap;
  }
  const first = entry.silverThrough + 1;
  const lost = entry.lost?.find(range => range.first <= first && range.last >= first);
  // What bronze has, silver's repair decides again; of ranges that were joined, bronze has what lay between them.
  return lost && (isWhole || isExact(lost)) ? missingFrom({ first, last: lost.last }, files) : null;
}

async function findGone(
  { position, checkpoints }: PassOverParts,
  { hub, partitionId }: LedgerEntry,
  tier: Tier,
  gap: SequenceRange,
): Promise<number | null> {
  const lane = { hub, partitionId };
  const passed = (await checkpoints(tier)).get(laneName(lane)) ?? -1;
  if (tier === 'silver') return passed < gap.first ? null : Math.min(passed, gap.last);
  // A batch that is still being tried comes by itself.
  return passed >= gap.last && (await position(lane)).begin > gap.last ? gap.last : null;
}

/** Once, when it is in the ledger. */
export function tellPassedOver(
  metrics: Metrics,
  { hub, partitionId }: Lane,
  tier: Tier,
  { first, last }: SequenceRange,
): void {
  metrics.count('assay_lost_events_total', { hub, tier }, last + 1 - first);
  const attributes = {
    'messaging.destination.name': hub,
    'messaging.destination.partition.id': partitionId,
  };
  if (tier === 'bronze')
    logError(
      `bronze has lost ${first}–${last} of ${hub}/${partitionId}: the hub let them go before they had landed`,
      attributes,
    );
  else
    logWarning(
      `silver passes over ${first}–${last} of ${hub}/${partitionId}: it has not got them, and they are lost in bronze`,
      attributes,
    );
}
