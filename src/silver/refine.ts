// Refine: a batch of one lane becomes silver outcomes and gold folds. When it returns, gold has every event of it.

import { formatCoordinate, type Lane } from '../events/coordinate.ts';
import type { Judge } from '../events/judge.ts';
import { type EventBatch, producedTimeMs } from '../events/raw-event.ts';
import { runsOf } from '../events/runs.ts';
import { type AcceptedEvent, foldBatch } from '../gold/fold.ts';
import type { FoldWriter } from '../gold/fold-writer.ts';
import type { Model } from '../gold/model.ts';
import type { Metrics } from '../metrics.ts';
import type { FoldTail } from '../rebuild/tail.ts';
import { inSpan } from '../telemetry/batch-spans.ts';
import { logWarning } from '../telemetry/log.ts';
import type { Claims } from './claims.ts';
import { decideBatch } from './decide.ts';
import { countVerdicts, type Outcome } from './outcome.ts';
import type { SegmentBuffer } from './segment-buffer.ts';

export type RefineParts = {
  judge: Judge;
  claims: Claims;
  models: readonly Model[];
  /** What the batch adds to versions that are being built. */
  tail?: FoldTail;
  folds: FoldWriter;
  segments: SegmentBuffer;
  metrics: Metrics;
  now?: () => number;
};

/** A `fail` expectation does not hold. Retried until someone mends the event's type or the expectation. */
export class PartitionStopped extends Error {
  override name = 'PartitionStopped';
  constructor(expectation: string, coordinate: string) {
    super(
      `the expectation "${expectation}" (action "fail") does not hold at ${coordinate}: this partition waits until it does, or until its action is changed`,
    );
  }
}

/**
 * Refines one batch. Throws when a dependency is unavailable or an expectation stops the partition; refining the batch
 * again, whole or cut anew, changes nothing that was done.
 */
export function createRefiner({
  judge,
  claims,
  models,
  tail,
  folds,
  segments,
  metrics,
  now = Date.now,
}: RefineParts) {
  return async (batch: EventBatch): Promise<void> => {
    const { outcomes, stopped } = await inSpan('decide', () => decideBatch(judge, claims, batch));
    const accepted = acceptedEvents(outcomes);
    const partials = foldBatch(models, batch, accepted);
    const [{ sequenceNumber: first }] = batch.events;
    await inSpan('fold into gold', async () =>
      folds.write([...partials, ...((await tail?.(batch, first, accepted)) ?? [])]),
    );
    observeLatency(metrics, batch, partials, now());
    tellOfHoles(metrics, batch);
    await inSpan('gather silver', () => segments.append(batch, outcomes));
    countOutcomes(metrics, batch, outcomes);
    if (stopped) throw new PartitionStopped(stopped.expectation, formatCoordinate({ ...batch, ...stopped }));
  };
}

/** Silver is decided again from bronze there; a fold cannot be made up for. */
function tellOfHoles(metrics: Metrics, { hub, partitionId, events }: EventBatch): void {
  const runs = runsOf(events);
  for (const [i, [{ sequenceNumber: next }]] of runs.entries()) {
    const last = runs[i - 1]?.at(-1)?.sequenceNumber;
    if (last === undefined) continue;
    metrics.count('assay_refine_passed_over_events_total', { hub }, next - last - 1);
    logWarning(
      `the trigger handed over ${last} and then ${next} of ${hub}/${partitionId}: silver gets what is between from bronze, gold only by a rebuild`,
      { 'messaging.destination.name': hub, 'messaging.destination.partition.id': partitionId },
    );
  }
}

function acceptedEvents(outcomes: readonly Outcome[]): AcceptedEvent[] {
  return outcomes.filter(outcome => outcome.verdict === 'silver');
}

/** From the moment the source made an event to the moment that gold answers with it; only events that reach gold. */
function observeLatency(
  metrics: Metrics,
  batch: EventBatch,
  partials: ReturnType<typeof foldBatch>,
  nowMs: number,
): void {
  const folded = new Set<number>();
  for (const { lane } of partials)
    for (const sequenceNumber of lane.sequenceNumbers) folded.add(sequenceNumber);
  for (const event of batch.events)
    if (folded.has(event.sequenceNumber))
      metrics.observe('assay_event_to_gold_ms', { hub: batch.hub }, nowMs - producedTimeMs(event));
}

function countOutcomes(metrics: Metrics, { hub }: Lane, outcomes: readonly Outcome[]): void {
  for (const [verdict, count] of Object.entries(countVerdicts(outcomes.map(({ verdict }) => verdict))))
    if (count > 0) metrics.count('assay_refined_events_total', { hub, verdict }, count);
  const valid = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.verdict === 'quarantined') {
      const { reason, expectation } = outcome.rejection;
      metrics.count('assay_quarantined_events_total', { hub, reason });
      if (expectation)
        metrics.count('assay_expectation_drops_total', {
          hub,
          table: expectation.table,
          expectation: expectation.name,
        });
      continue;
    }
    if (!outcome.event) continue;
    const { table, warnings } = outcome.event;
    valid.set(table, (valid.get(table) ?? 0) + 1);
    for (const expectation of warnings)
      metrics.count('assay_expectation_warnings_total', { hub, table, expectation });
  }
  for (const [table, count] of valid) metrics.count('assay_valid_events_total', { hub, table }, count);
}
