// What the Event Hubs tests share: a running service, clients of it, and a way to read a partition.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventHubConsumerClient,
  EventHubProducerClient,
  type EventPosition,
  earliestEventPosition,
  type ReceivedEventData,
} from '@azure/event-hubs';

export const noRetry = { retryOptions: { maxRetries: 0 } };

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'event-hubs-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function connectionString(port: number): string {
  return `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;
}

export function producer(port: number, hub: string): EventHubProducerClient {
  return new EventHubProducerClient(connectionString(port), hub, noRetry);
}

export function consumer(port: number, hub: string, group = '$Default'): EventHubConsumerClient {
  return new EventHubConsumerClient(group, connectionString(port), hub, noRetry);
}

interface ReadOptions {
  from?: EventPosition;
  ownerLevel?: number;
  metrics?: boolean;
  /** Called once the reader has been let in and has read what there was. */
  client?: EventHubConsumerClient;
}

/** Reads `count` events of a partition, or rejects with the first error of the reader. */
export async function read(
  port: number,
  hub: string,
  partition: string,
  count: number,
  options: ReadOptions & { group?: string } = {},
): Promise<ReceivedEventData[]> {
  const client = options.client ?? consumer(port, hub, options.group);
  const events: ReceivedEventData[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const subscription = client.subscribe(
    partition,
    {
      processEvents: async batch => {
        events.push(...batch);
        if (events.length >= count) resolve();
      },
      processError: async error => reject(error),
    },
    {
      startPosition: options.from ?? earliestEventPosition,
      maxWaitTimeInSeconds: 1,
      maxBatchSize: 300,
      ...(options.ownerLevel === undefined ? {} : { ownerLevel: options.ownerLevel }),
      trackLastEnqueuedEventProperties: options.metrics ?? false,
    },
  );
  try {
    await promise;
  } finally {
    await subscription.close();
    if (options.client === undefined) await client.close();
  }
  return events;
}
