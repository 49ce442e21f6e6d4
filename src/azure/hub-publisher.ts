// Publishes events to a hub as their source would: by partition key where they have one, else to a partition.

import type { EventData, EventDataBatch, EventHubProducerClient } from '@azure/event-hubs';
import type { PublishEvents, PublishedEvent } from '../replay/publish.ts';

const lanesAtOnce = 16;

/** `connect` opens a client for a hub; clients are kept. */
export function createHubPublisher(connect: (hub: string) => EventHubProducerClient): PublishEvents {
  const clients = new Map<string, EventHubProducerClient>();
  return async (hub, events) => {
    const client = clients.get(hub) ?? connect(hub);
    clients.set(hub, client);
    const waiting = [...Map.groupBy(events, ({ to }) => JSON.stringify(to)).values()];
    const tooLarge: PublishedEvent[] = [];
    const work = async () => {
      for (let group = waiting.shift(); group; group = waiting.shift())
        tooLarge.push(...(await publishGroup(client, group)));
    };
    await Promise.all(Array.from({ length: lanesAtOnce }, work));
    return { tooLarge };
  };
}

/** Events of one key or partition, in order. Those that no batch takes are handed back. */
async function publishGroup(
  client: EventHubProducerClient,
  events: readonly PublishedEvent[],
): Promise<PublishedEvent[]> {
  const [first] = events;
  if (!first) return [];
  const tooLarge: PublishedEvent[] = [];
  let batch: EventDataBatch = await client.createBatch(first.to);
  for (const event of events) {
    if (batch.tryAdd(toData(event))) continue;
    if (batch.count > 0) {
      await client.sendBatch(batch);
      batch = await client.createBatch(first.to);
      if (batch.tryAdd(toData(event))) continue;
    }
    tooLarge.push(event);
  }
  if (batch.count > 0) await client.sendBatch(batch);
  return tooLarge;
}

function toData({ body, contentType, properties }: PublishedEvent): EventData {
  return {
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    properties,
    ...(contentType === null ? {} : { contentType }),
  };
}
