// Reads a range of a partition again, beside the triggers: by the hub's default consumer group, which nobody else reads.

import {
  EventHubConsumerClient,
  type PartitionProperties,
  type ReceivedEventData,
  type Subscription,
} from '@azure/event-hubs';
import type { Lane, SequenceRange } from '../events/coordinate.ts';
import type { RawEvent } from '../events/raw-event.ts';
import type { Json, JsonObject } from '../json.ts';

export const readAgainGroup = EventHubConsumerClient.defaultConsumerGroupName;

/** A range that does not come within this is given up, and asked for again later. */
const withinMs = 30_000;

const waitSeconds = 1;

/**
 * The events of the range that the hub still has, in order. `connect` opens a client of the group `readAgainGroup`; it is
 * closed again. Throws what Event Hubs says, and when the events do not come in time.
 */
export function createHubReader(connect: (hub: string) => EventHubConsumerClient) {
  return async ({ hub, partitionId }: Lane, { first, last }: SequenceRange): Promise<RawEvent[]> => {
    const client = connect(hub);
    try {
      const properties = await client.getPartitionProperties(partitionId);
      const range = { first: Math.max(first, properties.beginningSequenceNumber), last };
      return range.first > last ? [] : await readRange(client, properties, range);
    } finally {
      // A connection that is gone may never answer its end.
      void client.close().catch(() => undefined);
    }
  };
}

async function readRange(
  client: EventHubConsumerClient,
  { partitionId, eventHubName }: PartitionProperties,
  { first, last }: SequenceRange,
): Promise<RawEvent[]> {
  const events = new Map<number, RawEvent>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = `${eventHubName}/${partitionId}: ${first}–${last} did not come within ${withinMs} ms`;
  const timer = setTimeout(() => reject(new Error(late)), withinMs);
  let subscription: Subscription | undefined;
  try {
    subscription = client.subscribe(
      partitionId,
      {
        processEvents: async received => {
          for (const event of received)
            if (event.sequenceNumber >= first && event.sequenceNumber <= last)
              events.set(event.sequenceNumber, rawEvent(event));
          if (received.some(({ sequenceNumber }) => sequenceNumber >= last)) resolve();
        },
        processError: async error => reject(error),
      },
      {
        startPosition: { sequenceNumber: first, isInclusive: true },
        skipParsingBodyAsJson: true,
        maxBatchSize: 500,
        maxWaitTimeInSeconds: waitSeconds,
      },
    );
    await promise;
  } finally {
    clearTimeout(timer);
    void subscription?.close().catch(() => undefined);
  }
  return [...events.values()].sort((a, b) => a.sequenceNumber - b.sequenceNumber);
}

/** As the trigger hands it over. */
function rawEvent(event: ReceivedEventData): RawEvent {
  const { sequenceNumber, enqueuedTimeUtc } = event;
  const offset = String(event.offset);
  const partitionKey = event.partitionKey || null;
  return {
    ...{ sequenceNumber, offset, partitionKey, enqueuedTimeMs: enqueuedTimeUtc.getTime() },
    contentType: event.contentType || null,
    properties: plain(event.properties),
    systemProperties: {
      ...plain(event.systemProperties),
      ...(event.contentType ? { 'content-type': event.contentType } : {}),
      'x-opt-sequence-number': sequenceNumber,
      'x-opt-offset': offset,
      'x-opt-enqueued-time': enqueuedTimeUtc.toISOString(),
      ...(partitionKey ? { 'x-opt-partition-key': partitionKey } : {}),
    },
    body: bytesOf(event.body),
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? null));
}

function plain(properties: Record<string, unknown> = {}): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]): [string, Json] => [
      name,
      value instanceof Uint8Array
        ? Buffer.from(value).toString('base64')
        : (JSON.parse(JSON.stringify(value ?? null)) as Json),
    ]),
  );
}
