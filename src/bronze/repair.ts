// Closes gaps in bronze. A trigger that passed over events will not come back to them: its checkpoint is behind them. As long
// as the hub holds them they are read again from there, and landed as the trigger would have. Proven by test/bronze/.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import type { CommittedLane } from '../ledger/commit.ts';
import type { Metrics } from '../metrics.ts';
import { logWarning } from '../telemetry/log.ts';

export type BronzeRepairParts = {
  /** The last sequence number that bronze has checkpointed, by lane name. */
  checkpoints: () => Promise<ReadonlyMap<string, number>>;
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
    const gaps = lanes.flatMap(gapOf);
    const open = new Map(gaps.map(gap => [gap.id, openSince.get(gap.id) ?? now()]));
    openSince.clear();
    for (const [id, since] of open) openSince.set(id, since);
    const standing = gaps.filter(({ id }) => now() - (open.get(id) ?? now()) >= graceMs);
    if (standing.length === 0) return;
    const checkpointed = await checkpoints();
    const failures: unknown[] = [];
    for (const { id, lane, range } of standing) {
      // A batch that is still being tried comes by itself.
      if ((checkpointed.get(laneName(lane)) ?? -1) < range.last) continue;
      openSince.set(id, now());
      // What is wrong with one lane stops no other.
      await repairGap(parts, lane, range).catch(error => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `bronze could not be repaired: ${failures.join('; ')}`);
  };
}

type OpenGap = { id: string; lane: Lane; range: SequenceRange };

function gapOf({ entry, bronzeBeyondGap }: CommittedLane): OpenGap[] {
  if (bronzeBeyondGap === null) return [];
  const { hub, partitionId } = entry;
  const first = entry.bronzeThrough + 1;
  const range = { first, last: Math.min(bronzeBeyondGap - 1, first + eventsPerRepair - 1) };
  return [{ id: `${laneName(entry)} ${first}`, lane: { hub, partitionId }, range }];
}

async function repairGap({ readHub, land, metrics }: BronzeRepairParts, lane: Lane, range: SequenceRange) {
  const [first, ...rest] = await readHub(lane, range);
  // The hub let them go: the ledger says so.
  if (!first) return;
  await land({ ...lane, events: [first, ...rest] });
  const { hub, partitionId } = lane;
  metrics.count('assay_bronze_repaired_events_total', { hub }, 1 + rest.length);
  logWarning(
    `bronze had not got ${range.first}–${range.last} of ${hub}/${partitionId}, which its trigger is past: ` +
      `${1 + rest.length} events of them were read again from the hub`,
    { 'messaging.destination.name': hub, 'messaging.destination.partition.id': partitionId },
  );
}
