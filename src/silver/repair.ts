// Closes gaps in silver. A host that dies takes with it the outcomes it had not landed yet, of events whose batch was
// checkpointed: gold has them, bronze has them, silver has not. They are decided again from bronze; their claims answer
// with their own coordinates, so the outcomes are the same. Proven by test/torture/.

import { decodeBronzeFile } from '../bronze/bronze-file.ts';
import { laneName, type SequenceRange } from '../events/coordinate.ts';
import type { Judge } from '../events/judge.ts';
import type { RawEvent } from '../events/raw-event.ts';
import { admit } from '../landing/coverage.ts';
import { type LandingStore, landingPath } from '../landing/landing.ts';
import type { CommittedLane } from '../ledger/commit.ts';
import type { Metrics } from '../metrics.ts';
import type { Claims } from './claims.ts';
import { decideBatch } from './decide.ts';
import { encodeSegmentFile, segmentMetadata } from './segment-file.ts';

export type RepairParts = {
  landing: LandingStore;
  claims: Claims;
  judge: (hub: string) => Judge;
  /** The last sequence number that refine has checkpointed, by lane name. */
  checkpoints: () => Promise<ReadonlyMap<string, number>>;
  /** How long a gap may be open because its outcomes are still in a living host's memory. */
  graceMs: number;
  metrics: Metrics;
  now?: () => number;
};

/** A gap is closed in steps of this many events. */
const eventsPerRepair = 5_000;

export function createSilverRepair(parts: RepairParts) {
  const firstSeen = new Map<string, number>();
  const now = parts.now ?? Date.now;
  return async (lanes: readonly CommittedLane[]): Promise<void> => {
    const behind = lanes.filter(({ entry }) => entry.silverThrough < entry.bronzeThrough);
    const checkpoints = behind.length > 0 ? await parts.checkpoints() : new Map<string, number>();
    const seen = new Map<string, number>();
    const failures: unknown[] = [];
    for (const lane of behind) {
      const gap = findGap(lane, checkpoints.get(laneName(lane.entry)) ?? -1);
      if (!gap) continue;
      const id = `${laneName(lane.entry)} ${gap.first}`;
      const since = firstSeen.get(id) ?? now();
      seen.set(id, since);
      if (now() - since < parts.graceMs) continue;
      // What is wrong with one lane stops no other.
      await repairGap(parts, lane, gap, now()).catch(error => failures.push(error));
    }
    firstSeen.clear();
    for (const [id, since] of seen) firstSeen.set(id, since);
    if (failures.length > 0)
      throw new AggregateError(failures, `silver could not be repaired: ${failures.join('; ')}`);
  };
}

/** What refine has behind it, silver lacks, and bronze holds. */
function findGap({ entry, silverBeyondGap }: CommittedLane, checkpoint: number): SequenceRange | null {
  const refined = silverBeyondGap === null ? checkpoint : silverBeyondGap - 1;
  const first = entry.silverThrough + 1;
  const last = Math.min(refined, entry.bronzeThrough, first + eventsPerRepair - 1);
  return last >= first ? { first, last } : null;
}

async function repairGap(
  parts: RepairParts,
  lane: CommittedLane,
  gap: SequenceRange,
  nowMs: number,
): Promise<void> {
  const { hub } = lane.entry;
  const [first, ...rest] = await readBronze(parts.landing, lane, gap);
  if (!first) return;
  const batch = {
    hub,
    partitionId: lane.entry.partitionId,
    events: [first, ...rest] as [RawEvent, ...RawEvent[]],
  };
  const { outcomes } = await decideBatch(parts.judge(hub), parts.claims, batch);
  const last = outcomes.at(-1);
  if (!last) return;
  const range = { first: first.sequenceNumber, last: last.sequenceNumber };
  await parts.landing.put(
    landingPath('silver', batch, range, nowMs),
    encodeSegmentFile(batch, outcomes),
    segmentMetadata(outcomes),
  );
  parts.metrics.count('assay_silver_repaired_events_total', { hub }, outcomes.length);
}

async function readBronze(
  landing: LandingStore,
  lane: CommittedLane,
  { first, last }: SequenceRange,
): Promise<RawEvent[]> {
  const events: RawEvent[] = [];
  for (const admission of admit(
    first - 1,
    lane.bronzeFiles.filter(file => file.last >= first && file.first <= last),
  ).admitted) {
    const rows = await decodeBronzeFile(await landing.read(admission.file.path));
    for (const row of rows)
      if (
        row.sequenceNumber >= Math.max(first, admission.first) &&
        row.sequenceNumber <= Math.min(last, admission.last)
      )
        events.push(row);
  }
  return events;
}
