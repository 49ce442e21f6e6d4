// What every batch is counted, timed and traced by, whichever consumer group it is of.

import type { EventBatch } from '../events/raw-event.ts';
import type { Metrics } from '../metrics.ts';
import { inBatchSpan } from './batch-spans.ts';
import { logError } from './log.ts';

/** `host` is the traceparent of the host's invocation, if it has one. Throws what `work` throws. */
export async function observeBatch(
  metrics: Metrics,
  consumerGroup: string,
  batch: EventBatch,
  host: string | null | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const { hub } = batch;
  const started = performance.now();
  const observe = (error: Record<string, string>) =>
    metrics.observe('assay_batch_ms', { hub, group: consumerGroup, ...error }, performance.now() - started);
  metrics.count('assay_consumed_events_total', { hub, group: consumerGroup }, batch.events.length);
  await inBatchSpan(consumerGroup, batch, host, async () => {
    try {
      await work();
      observe({});
    } catch (error) {
      const type = error instanceof Error ? error.name : 'unknown';
      observe({ error: type });
      const attributes = {
        'messaging.destination.name': hub,
        'messaging.destination.partition.id': batch.partitionId,
        'messaging.consumer.group.name': consumerGroup,
        'assay.first_sequence_number': batch.events[0].sequenceNumber,
      };
      logError(
        `${consumerGroup} of ${hub}/${batch.partitionId} failed and is tried again: ${error}`,
        attributes,
      );
      throw error;
    }
  });
}
