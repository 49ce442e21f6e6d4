import { type EventHubConsumerClient, earliestEventPosition, type Subscription } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';
import { consumer, producer, read } from './service.ts';

let service: EventHubs;

beforeAll(async () => {
  service = await startEventHubs({
    port: 0,
    hubs: [{ name: 'hub', partitions: 6, consumerGroups: ['other'] }],
  });
  const client = producer(service.port, 'hub');
  for (let id = 0; id < 6; id++) await client.sendBatch([{ body: id }], { partitionId: String(id) });
  await client.close();
});
afterAll(() => service.stop());

/** A reader that stays; resolved once it has read the partition's one event. */
async function stay(partition: string, ownerLevel?: number) {
  const client: EventHubConsumerClient = consumer(service.port, 'hub');
  const reading = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<{ code?: string; message: string }>();
  const subscription: Subscription = client.subscribe(
    partition,
    {
      processEvents: async events => {
        if (events.length > 0) reading.resolve();
      },
      processError: async error => lost.resolve(error),
    },
    {
      startPosition: earliestEventPosition,
      maxWaitTimeInSeconds: 1,
      ...(ownerLevel === undefined ? {} : { ownerLevel }),
    },
  );
  await reading.promise;
  const leave = async () => {
    await subscription.close();
    await client.close();
  };
  return { lost: lost.promise, leave };
}

const stolen = { code: 'ReceiverDisconnectedError' };

test('a higher epoch takes over, and the older owner hears who displaced it', async () => {
  const older = await stay('0', 1);
  const newer = await stay('0', 2);
  expect(await older.lost).toMatchObject({
    ...stolen,
    message: expect.stringContaining("higher epoch of '2'"),
  });
  await Promise.all([older.leave(), newer.leave()]);
});

test('an equal epoch takes over too', async () => {
  const older = await stay('1', 7);
  const newer = await stay('1', 7);
  expect(await older.lost).toMatchObject(stolen);
  await Promise.all([older.leave(), newer.leave()]);
});

test('a lower epoch, or none, is refused while an owner reads; another group is not', async () => {
  const owner = await stay('2', 5);
  await expect(read(service.port, 'hub', '2', 1, { ownerLevel: 4 })).rejects.toMatchObject(stolen);
  await expect(read(service.port, 'hub', '2', 1)).rejects.toMatchObject({
    ...stolen,
    message: expect.stringContaining('non-epoch receiver is not allowed'),
  });
  expect(await read(service.port, 'hub', '2', 1, { group: 'other' })).toHaveLength(1);
  await owner.leave();
  expect(await read(service.port, 'hub', '2', 1)).toHaveLength(1);
});

test('an epoch displaces every reader that has none', async () => {
  const readers = [await stay('3'), await stay('3')];
  const owner = await stay('3', 1);
  expect(await Promise.all(readers.map(reader => reader.lost))).toMatchObject([stolen, stolen]);
  await Promise.all([...readers, owner].map(reader => reader.leave()));
});

test('five readers without an epoch share a partition, a sixth is refused', async () => {
  const readers = await Promise.all(Array.from({ length: 5 }, () => stay('4')));
  await expect(read(service.port, 'hub', '4', 1)).rejects.toMatchObject({ code: 'QuotaExceededError' });
  await Promise.all(readers.map(reader => reader.leave()));
});
