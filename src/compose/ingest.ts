// The composition root of what Event Hubs triggers: bronze and refine.

import { createBronzeLander } from '../bronze/land.ts';
import type { EventBatch } from '../events/raw-event.ts';
import { createFoldWriter } from '../gold/fold-writer.ts';
import type { LaneWatch } from '../pulse/lane-progress.ts';
import { createTail } from '../rebuild/tail.ts';
import { foldedVersions } from '../rebuild/versions.ts';
import { createRefiner } from '../silver/refine.ts';
import { createSegmentBuffer } from '../silver/segment-buffer.ts';
import { logError } from '../telemetry/log.ts';
import { observeBatch } from '../telemetry/observe-batch.ts';
import type { Shared } from './shared.ts';

/** `host` is the traceparent of the host's invocation, if it has one. */
type HandleBatch = (batch: EventBatch, host?: string) => Promise<void>;

export type Ingest = {
  landBronze: HandleBatch;
  refine: HandleBatch;
  /** Lands what is still in memory. */
  drain(): Promise<void>;
};

const maxSegmentEvents = 5_000;

export function composeIngest(shared: Shared, watch: LaneWatch): Ingest {
  const { config, landing, metrics } = shared;
  const segments = createSegmentBuffer(
    landing,
    { maxAgeMs: config.segmentMaxAgeMs, maxEvents: maxSegmentEvents },
    ({ hub, partitionId }, error) =>
      logError(`silver of ${hub}/${partitionId} could not be landed and is kept for the next try: ${error}`, {
        'messaging.destination.name': hub,
        'messaging.destination.partition.id': partitionId,
      }),
  );
  const landBronze = createBronzeLander(landing, metrics);
  const refine = createRefiners(shared, segments);
  return {
    landBronze: (batch, host) =>
      observeBatch(metrics, 'bronze', batch, host, () =>
        watch.watch('bronze', batch, () => landBronze(batch)),
      ),
    refine: (batch, host) =>
      observeBatch(metrics, 'refine', batch, host, () => watch.watch('refine', batch, () => refine(batch))),
    drain: () => segments.flush(),
  };
}

/** One for each hub, made when its first batch comes. */
function createRefiners(
  { claims, metrics, versions, seams, gold, judgeOf }: Shared,
  segments: ReturnType<typeof createSegmentBuffer>,
): (batch: EventBatch) => Promise<void> {
  const { settled, building } = foldedVersions(versions);
  const tail = createTail(seams, building);
  const parts = { claims, segments, metrics, models: settled, tail, folds: createFoldWriter(gold) };
  const refiners = new Map<string, ReturnType<typeof createRefiner>>();
  return batch => {
    const refine = refiners.get(batch.hub) ?? createRefiner({ ...parts, judge: judgeOf(batch.hub) });
    refiners.set(batch.hub, refine);
    return refine(batch);
  };
}
