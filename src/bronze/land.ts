// Bronze: every event of a batch is in the lake, as it came, before the trigger returns.

import { batchRange, type EventBatch } from '../events/raw-event.ts';
import { runsOf } from '../events/runs.ts';
import { type LandingStore, landingPath } from '../landing/landing.ts';
import type { Metrics } from '../metrics.ts';
import { encodeBronzeFile } from './bronze-file.ts';

/** Lands one batch. Throws when the lake does; landing the batch again changes nothing. */
export function createBronzeLander(store: LandingStore, metrics: Metrics, now: () => number = Date.now) {
  return async (batch: EventBatch): Promise<void> => {
    for (const events of runsOf(batch.events)) {
      const part = { ...batch, events };
      const landedTimeMs = now();
      const content = encodeBronzeFile(part, landedTimeMs);
      await store.put(landingPath('bronze', part, batchRange(part), landedTimeMs), content, {});
      metrics.count('assay_bronze_events_total', { hub: part.hub }, part.events.length);
      metrics.count('assay_bronze_bytes_total', { hub: part.hub }, content.byteLength);
    }
  };
}
