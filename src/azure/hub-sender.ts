// Sends prepared events to a hub, those of one key in order.

import { EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import type { Connection } from '../config.ts';
import type { HubMessage } from '../producer/frame.ts';

export type HubSender = {
  /** Resolves when the hub has all of them. Throws when it does not take one: those of other keys may be there then. */
  send(messages: readonly HubMessage[]): Promise<void>;
  close(): Promise<void>;
};

export function createHubSender(connection: Connection, hub: string): HubSender {
  const client =
    connection.kind === 'connectionString'
      ? new EventHubProducerClient(connection.value, hub)
      : new EventHubProducerClient(connection.endpoint, hub, new DefaultAzureCredential());
  return {
    send: async messages => {
      const byKey = Map.groupBy(messages, ({ partitionKey }) => partitionKey);
      for (const [partitionKey, ofKey] of byKey) await sendInOrder(client, partitionKey, ofKey);
    },
    close: () => client.close(),
  };
}

async function sendInOrder(
  client: EventHubProducerClient,
  partitionKey: string,
  messages: readonly HubMessage[],
): Promise<void> {
  let batch = await client.createBatch({ partitionKey });
  for (const { body, contentType, properties } of messages) {
    const event = { body, contentType, properties };
    if (batch.tryAdd(event)) continue;
    if (batch.count > 0) await client.sendBatch(batch);
    batch = await client.createBatch({ partitionKey });
    if (!batch.tryAdd(event))
      throw new Error(`an event of ${body.length} bytes is larger than the hub takes`);
  }
  if (batch.count > 0) await client.sendBatch(batch);
}
