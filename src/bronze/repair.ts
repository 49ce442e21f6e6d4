// Closes gaps in bronze. A trigger that passed over events will not come back to them: its checkpoint is behind them. As long
// as the hub holds them they are read again from there, and landed as the trigger would have. Proven by test/bronze/.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import type { CommittedLane } from '../ledger/commit.ts';
import type { HubPosition } from '../ledger/ledger.ts';
import type { Metrics } from '../metrics.ts';
import { logWarning } from '../telemetry/log.ts';

export type BronzeRepairParts = {
  /** The last sequence number that bronze has checkpointed, by lane name. */
  checkpoints: () => Promise<ReadonlyMap<string, number>>;
  position: (lane: Lane) => Promise<HubPosition>;
  /** What the hub still has of a range, in order. */
  readHub: (lane: Lane, range: SequenceRange) => Promise<RawEvent[]>;
  land: (batch: EventBatch) => Promise<void>;
  /** How long a gap may be open because its batch is still being tried; also the time between two tries to close it. */
  graceMs: number;
  metrics: Metrics;
  now?: () => number;
};

/** A gap is closed in steps of this many events. */
const eventsPerRepair = 2_000;

export function createBronzeRepair(parts: BronzeRepairParts) {
  const { checkpoints, graceMs, now = Date.now } = parts;
  const openSince = new Map<string, number>();
  return async (lanes: readonly CommittedLane[]): Promise<void> => {
    const gaps = lanes.flatMap(gapsOf);
    const open = new Map(gaps.map(gap => [gap.id, openSince.get(gap.id) ?? now()]));
    openSince.clear();
    for (const [id, since] of open) openSince.set(id, since);
    const standing = gaps.filter(({ id }) => now() - (open.get(id) ?? now()) >= graceMs);
    if (standing.length === 0) return;
    const checkpointed = await checkpoints();
    const failures: unknown[] = [];
    for (const ofLane of Map.groupBy(standing, gap => laneName(gap.lane)).values()) {
      // A batch that is still being tried comes by itself.
      const passed = ofLane.filter(({ lane, last }) => (checkpointed.get(laneName(lane)) ?? -1) >= last);
      for (const { id } of passed) openSince.set(id, now());
      // What is wrong with one lane stops no other.
      const done = await repairLane(parts, passed).catch(error => void failures.push(error));
      // The hub has it, and the next step need not wait.
      if (done) openSince.set(done.id, now() - graceMs);
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `bronze could not be repaired: ${failures.join('; ')}`);
  };
}

type OpenGap = SequenceRange & { id: string; lane: Lane };

/** A gap is known by its end: it is filled from its front. */
function gapsOf({ entry, bronzeGaps }: CommittedLane): OpenGap[] {
  const { hub, partitionId } = entry;
  return bronzeGaps.map(({ first, last }) => ({
    ...{ first, last, lane: { hub, partitionId } },
    id: `${laneName(entry)} ${last}`,
  }));
}

/** One step in the lane's first gap of which the hub still has something; null when there is none. */
async function repairLane(parts: BronzeRepairParts, gaps: readonly OpenGap[]): Promise<OpenGap | null> {
  const [some] = gaps;
  if (!some) return null;
  const { begin } = await parts.position(some.lane);
  for (const gap of gaps) {
    const first = Math.max(gap.first, begin);
    // What the hub has let go is for the ledger to tell.
    if (first > gap.last) continue;
    const range = { first, last: Math.min(gap.last, first + eventsPerRepair - 1) };
    if (await repairRange(parts, gap.lane, range)) return gap;
  }
  return null;
}

/** Whether the hub had anything of it. */
async function repairRange(
  { readHub, land, metrics }: BronzeRepairParts,
  lane: Lane,
  range: SequenceRange,
): Promise<boolean> {
  const [first, ...rest] = await readHub(lane, range);
  if (!first) return false;
  await land({ ...lane, events: [first, ...rest] });
  const { hub, partitionId } = lane;
  metrics.count('assay_bronze_repaired_events_total', { hub }, 1 + rest.length);
  logWarning(
    `bronze had not got ${range.first}–${range.last} of ${hub}/${partitionId}, which its trigger is past: ` +
      `${1 + rest.length} events of them were read again from the hub`,
    { 'messaging.destination.name': hub, 'messaging.destination.partition.id': partitionId },
  );
  return true;
}
