// Reads hubs back with Microsoft's client, for tests of what sends to them.
import { EventHubConsumerClient, earliestEventPosition, type ReceivedEventData } from '@azure/event-hubs';

export const connectionStringOf = (port: number): string =>
  `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;

export interface Received {
  partition: string;
  event: ReceivedEventData;
}

/** All events of a hub, by partition in order; the numbers of the partitions say when it is read to the end. */
export async function readHub(port: number, hub: string): Promise<Received[]> {
  const client = new EventHubConsumerClient('$Default', connectionStringOf(port), hub);
  try {
    const ids = await client.getPartitionIds();
    const parts = await Promise.all(ids.map(id => readPartition(client, id)));
    return parts.flat();
  } finally {
    await client.close();
  }
}

async function readPartition(client: EventHubConsumerClient, partition: string): Promise<Received[]> {
  const { isEmpty, lastEnqueuedSequenceNumber } = await client.getPartitionProperties(partition);
  if (isEmpty) return [];
  const received: Received[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const subscription = client.subscribe(
    partition,
    {
      processEvents: async events => {
        received.push(...events.map(event => ({ partition, event })));
        if ((events.at(-1)?.sequenceNumber ?? -1) >= lastEnqueuedSequenceNumber) resolve();
      },
      processError: async error => reject(error),
    },
    {
      startPosition: earliestEventPosition,
      skipParsingBodyAsJson: true,
      maxBatchSize: 500,
      maxWaitTimeInSeconds: 1,
    },
  );
  await promise;
  await subscription.close();
  return received;
}
