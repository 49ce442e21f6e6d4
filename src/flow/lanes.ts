// How far each lane is, by all pulses and the ledger, and how much of it waits.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { unseenEntry } from '../ledger/reconcile.ts';
import type { ConsumerGroup, LaneProgress } from '../pulse/lane-progress.ts';
import type { LaneGroupLag, LaneLag } from './flow.ts';
import type { Look } from './look.ts';

/** A pulse is hardly older than this while its process works: what came in since may well be done. */
const settledMs = 900;

/** Of each lane that the hubs told of, in the order of `lanes`. */
export function laneLags(look: Look, lanes: readonly Lane[]): (LaneLag & { entry: LedgerEntry })[] {
  const entries = new Map(look.entries.map(({ entry }) => [laneName(entry), entry]));
  const progress = farthestProgress(look);
  return lanes.flatMap(lane => {
    const at = look.positions.get(laneName(lane));
    if (!at) return [];
    const entry = entries.get(laneName(lane)) ?? unseenEntry(at);
    const lag = (group: ConsumerGroup, committed: number): LaneGroupLag =>
      groupLag(look, at, progress.get(`${group} ${laneName(lane)}`), committed);
    return {
      ...{ hub: at.hub, partitionId: at.partitionId, begin: at.begin, last: at.last, entry },
      bronze: lag('bronze', entry.bronzeThrough),
      refine: lag('refine', entry.silverThrough),
    };
  });
}

type Seen = LaneProgress & { seenMs: number };

/** Of pulses that tell of one lane, the one that is farthest: a lane changes hands, and the new owner may go back a batch. */
function farthestProgress({ pulses }: Look): Map<string, Seen> {
  const farthest = new Map<string, Seen>();
  for (const { lanes, atMs } of pulses)
    for (const lane of lanes) {
      const name = `${lane.group} ${laneName(lane)}`;
      const known = farthest.get(name);
      const isFarther =
        !known || lane.through > known.through || (lane.through === known.through && atMs > known.seenMs);
      if (isFarther) farthest.set(name, { ...lane, seenMs: atMs });
    }
  return farthest;
}

/**
 * Like is compared with like: how far the consumer was at its pulse, with where the lane ended then. Of a consumer that is
 * silent, what came in a moment ago still has its time.
 */
function groupLag(
  { atMs, sightings }: Look,
  at: Lane & { last: number },
  seen: Seen | undefined,
  committed: number,
): LaneGroupLag {
  const name = laneName(at);
  const through = Math.max(committed, seen?.through ?? -1);
  const settled = Math.max(atMs - settledMs, Math.min(seen?.seenMs ?? 0, atMs));
  const due = sightings.lastAt(name, settled) ?? at.last;
  const events = Math.max(0, due - through);
  if (events === 0) return { through, events, oldestSeconds: 0 };
  const sinceMs =
    sightings.cameAt(name, through + 1) ?? (seen?.enqueuedMs || sightings.firstAt(name) || atMs);
  return { through, events, oldestSeconds: Math.max(0, Math.round((atMs - sinceMs) / 100) / 10) };
}
