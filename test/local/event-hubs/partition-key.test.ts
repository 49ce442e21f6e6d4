import { EventHubBufferedProducerClient } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partitionOfKey } from '../../../local/event-hubs/partition-key.ts';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';
import { connectionString, consumer, producer, read } from './service.ts';

const partitions = 7;
let service: EventHubs;

beforeAll(async () => {
  const hubs = ['by-service', 'by-client'].map(name => ({ name, partitions, consumerGroups: [] }));
  service = await startEventHubs({ port: 0, hubs });
});
afterAll(() => service.stop());

const keys = Array.from({ length: 120 }, (_, i) => `store-${'x'.repeat(i % 40)}-${i}-é€😀`.slice(i % 9));

/** Partition by key, of all events of a hub. */
async function placement(hub: string): Promise<Record<string, string>> {
  const client = consumer(service.port, hub);
  const placed: Record<string, string> = {};
  for (let id = 0; id < partitions; id++) {
    const { lastEnqueuedSequenceNumber: last } = await client.getPartitionProperties(String(id));
    if (last < 0) continue;
    for (const event of await read(service.port, hub, String(id), last + 1))
      placed[String(event.body)] = String(id);
  }
  await client.close();
  return placed;
}

test('a key lands in the partition that the SDK computes for it', async () => {
  const byService = producer(service.port, 'by-service');
  await Promise.all(keys.map(key => byService.sendBatch([{ body: key }], { partitionKey: key })));
  await byService.close();
  const byClient = new EventHubBufferedProducerClient(connectionString(service.port), 'by-client', {
    onSendEventsErrorHandler: async ({ error }) => {
      throw error;
    },
    maxWaitTimeInMs: 50,
  });
  for (const key of keys) await byClient.enqueueEvent({ body: key }, { partitionKey: key });
  await byClient.close();
  const [served, computed] = [await placement('by-service'), await placement('by-client')];
  expect(Object.keys(served)).toHaveLength(keys.length);
  expect(served).toEqual(computed);
  expect(new Set(Object.values(served)).size).toBe(partitions);
});

test('the hash is the SDK’s for keys of every length', async () => {
  const path = new URL(
    '../../../node_modules/@azure/event-hubs/dist/esm/impl/partitionKeyToIdMapper.js',
    import.meta.url,
  );
  const { mapPartitionKeyToId } = await import(path.href);
  for (let length = 0; length < 130; length++) {
    const key = Array.from({ length }, (_, i) => String.fromCharCode(32 + ((i * 7919 + length) % 900))).join(
      '',
    );
    for (const count of [1, 2, 5, 32])
      expect(partitionOfKey(key, count)).toBe(mapPartitionKeyToId(key, count));
  }
});
