import { latestEventPosition, type ReceivedEventData } from '@azure/event-hubs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';
import { consumer, producer, read, temporaryFolder } from './service.ts';

const folder = temporaryFolder();
let inMemory: EventHubs;
let onDisk: EventHubs;

beforeAll(async () => {
  const hubs = [{ name: 'hub', partitions: 1, consumerGroups: [] }];
  inMemory = await startEventHubs({ port: 0, hubs });
  onDisk = await startEventHubs({
    port: 0,
    hubs,
    dataDir: folder.path,
    segmentBytes: 2_000,
    cacheBytes: 1_000,
  });
  for (const { port } of [inMemory, onDisk]) {
    const client = producer(port, 'hub');
    for (let i = 0; i < 10; i++) {
      await client.sendBatch([{ body: i * 3 }, { body: i * 3 + 1 }, { body: i * 3 + 2 }]);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await client.close();
  }
});
afterAll(async () => {
  await Promise.all([inMemory.stop(), onDisk.stop()]);
  folder.remove();
});

const bodies = (events: ReceivedEventData[]) => events.map(event => event.body);
const from = (first: number) => Array.from({ length: 30 - first }, (_, i) => first + i);

describe.each([
  ['in memory', () => inMemory.port],
  ['on disk, over many segments', () => onDisk.port],
])('a reader of events %s begins', (_, port) => {
  test('with the oldest', async () => {
    expect(bodies(await read(port(), 'hub', '0', 30))).toEqual(from(0));
  });

  test('after a sequence number, or at it', async () => {
    for (const sequenceNumber of [0, 10, 11, 28]) {
      const after = await read(port(), 'hub', '0', 29 - sequenceNumber, { from: { sequenceNumber } });
      expect(bodies(after)).toEqual(from(sequenceNumber + 1));
      const at = await read(port(), 'hub', '0', 30 - sequenceNumber, {
        from: { sequenceNumber, isInclusive: true },
      });
      expect(bodies(at)).toEqual(from(sequenceNumber));
    }
  });

  test('after an offset, or at it', async () => {
    const all = await read(port(), 'hub', '0', 30);
    for (const i of [0, 13, 14, 28]) {
      const offset = all[i]?.offset ?? '';
      expect(bodies(await read(port(), 'hub', '0', 29 - i, { from: { offset } }))).toEqual(from(i + 1));
      const at = await read(port(), 'hub', '0', 30 - i, { from: { offset, isInclusive: true } });
      expect(bodies(at)).toEqual(from(i));
    }
  });

  test('after an enqueued time', async () => {
    const all = await read(port(), 'hub', '0', 30);
    const enqueuedOn = all[14]?.enqueuedTimeUtc ?? new Date(0);
    const expected = all.filter(event => event.enqueuedTimeUtc > enqueuedOn);
    const got = await read(port(), 'hub', '0', expected.length, { from: { enqueuedOn } });
    expect(bodies(got)).toEqual(bodies(expected));
    expect(bodies(await read(port(), 'hub', '0', 30, { from: { enqueuedOn: 0 } }))).toEqual(from(0));
  });

  test('not at all beyond the end: that is a checkpoint of another hub', async () => {
    await expect(read(port(), 'hub', '0', 1, { from: { sequenceNumber: 30 } })).rejects.toMatchObject({
      code: 'ArgumentError',
      message: expect.stringContaining("The supplied sequence number '30' is invalid"),
    });
    await expect(read(port(), 'hub', '0', 1, { from: { offset: '99999999' } })).rejects.toMatchObject({
      code: 'ArgumentError',
      message: expect.stringContaining("The supplied offset '99999999' is invalid"),
    });
  });
});

test('a reader of the latest gets only what comes after it, and the runtime metrics it asks for', async () => {
  const client = consumer(inMemory.port, 'hub');
  const seen: unknown[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const subscription = client.subscribe(
    '0',
    {
      processEvents: async (events, { lastEnqueuedEventProperties: last }) => {
        // An empty batch: the reader has waited at the end.
        if (events.length === 0) opened.resolve();
        seen.push(...events.map(event => [event.body, last?.sequenceNumber, typeof last?.offset]));
        if (seen.length > 0) resolve();
      },
      processError: async error => reject(error),
    },
    { startPosition: latestEventPosition, maxWaitTimeInSeconds: 1, trackLastEnqueuedEventProperties: true },
  );
  await opened.promise;
  const sender = producer(inMemory.port, 'hub');
  await sender.sendBatch([{ body: 'new' }]);
  await promise;
  expect(seen).toEqual([['new', 30, 'string']]);
  await subscription.close();
  await Promise.all([client.close(), sender.close()]);
});
