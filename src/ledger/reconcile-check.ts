// The check that a timer makes: reconciles all lanes, says what does not add up as metrics and in the log, and tells what
// stands from what is only on its way.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { Metrics } from '../metrics.ts';
import { logError } from '../telemetry/log.ts';
import { countFreshlyLost } from './lost.ts';
import type { Gap, Reconciled } from './reconcile.ts';

export type LedgerCheckParts = {
  lanes: readonly Lane[];
  reconcile: (lanes: readonly Lane[]) => Promise<Reconciled[]>;
  metrics: Metrics;
  /** A gap that is younger is on its way: files land out of order, and repair waits before it closes one. */
  graceMs: number;
  now?: () => number;
};

/** A lane's last sequence number at a moment: what came later is younger than that. */
type Sighting = { atMs: number; last: number };

/** How far back ages are known: an hour of checks a minute apart. */
const sightingsPerLane = 60;

export function createLedgerCheck({ lanes, reconcile, metrics, graceMs, now = Date.now }: LedgerCheckParts) {
  const sightings = new Map<string, Sighting[]>();
  const gapSince = new Map<string, number>();
  return async (): Promise<void> => {
    const nowMs = now();
    const reconciled = await reconcile(lanes);
    const open = new Map<string, number>();
    for (const lane of reconciled) {
      const name = laneName(lane);
      const standing = lane.gaps.filter(gap => {
        const id = `${name} ${gap.tier} ${gap.first}`;
        const since = gapSince.get(id) ?? nowMs;
        open.set(id, since);
        return gap.reason !== 'not landed' || nowMs - since >= graceMs;
      });
      const labels = { hub: lane.hub, partition: lane.partitionId };
      const missing = standing.reduce((sum, { first, last }) => sum + last + 1 - first, 0);
      // The committer has said in the log what is lost; the gauge tells of it for a day.
      const lost = countFreshlyLost(lane.lost, nowMs);
      metrics.set('assay_ledger_difference', labels, Math.abs(lane.difference) + missing + lost);
      for (const tier of ['bronze', 'silver'] as const)
        metrics.set('assay_ledger_lag_events', { ...labels, tier }, lane.lag[tier]);
      const seen = sightings.get(name) ?? [];
      sightings.set(name, seen);
      metrics.set('assay_ledger_oldest_unprocessed_seconds', labels, oldestAgeS(seen, lane, nowMs));
      if (missing > 0 || lane.difference !== 0) tell(lane, standing);
    }
    gapSince.clear();
    for (const [id, since] of open) gapSince.set(id, since);
  };
}

/**
 * At most this old, in seconds, is the oldest event without an outcome: it came after the newest check that had not seen
 * it. (Its own time would have to be read from the hub.) Adds to `seen`, oldest first.
 */
function oldestAgeS(seen: Sighting[], { last, lag }: Reconciled, nowMs: number): number {
  const done = last - lag.silver;
  const before = seen.findLast(sighting => sighting.last <= done) ?? seen[0];
  seen.push({ atMs: nowMs, last });
  if (seen.length > sightingsPerLane) seen.shift();
  return lag.silver === 0 || before === undefined ? 0 : Math.round((nowMs - before.atMs) / 1000);
}

function tell({ hub, partitionId, difference }: Reconciled, standing: readonly Gap[]): void {
  const named = standing.slice(0, 10).map(gap => `${gap.tier} ${gap.first}–${gap.last} (${gap.reason})`);
  logError(
    `the ledger does not add up for ${hub}/${partitionId}: ${[...named, `outcomes less coordinates: ${difference}`].join('; ')}`,
    { 'messaging.destination.name': hub, 'messaging.destination.partition.id': partitionId },
  );
}
