import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventHubConsumerClient,
  EventHubProducerClient,
  type EventPosition,
  earliestEventPosition,
  latestEventPosition,
  type ReceivedEventData,
} from '@azure/event-hubs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';

const hubs = Array.from({ length: 14 }, (_, i) => ({
  name: `hub-${i}`,
  partitions: 2,
  consumerGroups: ['one', 'two'],
}));
const connectionTo = (port: number) =>
  `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;
let server: EventHubs;
let connection = '';
beforeAll(async () => {
  server = await startEventHubs({ port: 0, hubs });
  connection = connectionTo(server.port);
});
afterAll(() => server.stop());

async function send(
  hub: string,
  bodies: unknown[],
  options: { partitionId?: string; partitionKey?: string } = {},
  to = connection,
): Promise<void> {
  const producer = new EventHubProducerClient(to, hub);
  try {
    await producer.sendBatch(
      bodies.map(body => ({ body, contentType: 'text/x', properties: { n: 1, text: 'é' } })),
      options,
    );
  } finally {
    await producer.close();
  }
}

async function receive(
  hub: string,
  partitionId: string,
  count: number,
  startPosition: EventPosition,
  group = 'one',
  to = connection,
): Promise<ReceivedEventData[]> {
  const consumer = new EventHubConsumerClient(group, to, hub);
  const events: ReceivedEventData[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`only ${events.length} of ${count} events came`)),
        10_000,
      );
      consumer.subscribe(
        partitionId,
        {
          processEvents: async batch => {
            events.push(...batch);
            if (events.length < count) return;
            clearTimeout(timer);
            resolve();
          },
          processError: async error => reject(error),
        },
        { startPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1 },
      );
    });
  } finally {
    await consumer.close();
  }
  return events;
}

test('an event comes back as it was sent, with its coordinates', async () => {
  await send('hub-0', [Buffer.from([0, 255, 1]), { json: true }, 'text'], { partitionId: '1' });
  const events = await receive('hub-0', '1', 3, earliestEventPosition);
  expect(events.map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 1, 2]);
  expect(events.map(({ body }) => body)).toEqual([Buffer.from([0, 255, 1]), { json: true }, 'text']);
  expect(events[0]).toMatchObject({
    contentType: 'text/x',
    properties: { n: 1, text: 'é' },
  });
  expect(Math.abs(Date.now() - (events[0]?.enqueuedTimeUtc.getTime() ?? 0))).toBeLessThan(30_000);
});

test('hub and partition properties are those of the service, for the last of fourteen hubs too', async () => {
  await send('hub-13', ['a', 'b'], { partitionId: '0' });
  const consumer = new EventHubConsumerClient('$Default', connection, 'hub-13');
  expect(await consumer.getEventHubProperties()).toMatchObject({
    name: 'hub-13',
    partitionIds: ['0', '1'],
    createdOn: expect.any(Date),
  });
  expect(await consumer.getPartitionProperties('0')).toMatchObject({
    beginningSequenceNumber: 0,
    lastEnqueuedSequenceNumber: 1,
    isEmpty: false,
  });
  expect(await consumer.getPartitionProperties('1')).toMatchObject({
    lastEnqueuedSequenceNumber: -1,
    isEmpty: true,
  });
  await consumer.close();
});

test('a hub that does not exist is not found', async () => {
  await expect(send('nowhere', ['a'])).rejects.toMatchObject({ code: 'MessagingEntityNotFoundError' });
});

test('a message above the limit is refused by size', async () => {
  await expect(send('hub-1', [Buffer.alloc(1_100_000)])).rejects.toThrow(/exceed|size|larger/i);
});

test('one partition key goes to one partition, and a batch keeps its order', async () => {
  for (let i = 0; i < 5; i++) await send('hub-2', [`${i}a`, `${i}b`], { partitionKey: 'store-17' });
  const consumer = new EventHubConsumerClient('one', connection, 'hub-2');
  const lasts = await Promise.all(
    ['0', '1'].map(async id => (await consumer.getPartitionProperties(id)).lastEnqueuedSequenceNumber),
  );
  await consumer.close();
  expect(lasts.sort()).toEqual([-1, 9]);
  const partitionId =
    (await receive('hub-2', '0', 10, earliestEventPosition).catch(() => [])).length === 10 ? '0' : '1';
  const events = await receive('hub-2', partitionId, 10, earliestEventPosition, 'two');
  expect(events.map(({ body }) => body)).toEqual([
    '0a',
    '0b',
    '1a',
    '1b',
    '2a',
    '2b',
    '3a',
    '3b',
    '4a',
    '4b',
  ]);
  expect(events[0]?.partitionKey).toBe('store-17');
});

describe('a receiver begins', () => {
  beforeAll(() => send('hub-3', [0, 1, 2, 3, 4], { partitionId: '0' }));

  test('after a sequence number, or at it', async () => {
    expect((await receive('hub-3', '0', 2, { sequenceNumber: 2 })).map(({ body }) => body)).toEqual([3, 4]);
    expect(
      (await receive('hub-3', '0', 3, { sequenceNumber: 2, isInclusive: true })).map(({ body }) => body),
    ).toEqual([2, 3, 4]);
  });

  test('after an offset', async () => {
    const [, , third] = await receive('hub-3', '0', 5, earliestEventPosition);
    expect((await receive('hub-3', '0', 2, { offset: third?.offset ?? '' })).map(({ body }) => body)).toEqual(
      [3, 4],
    );
  });

  test('at a time', async () => {
    expect(await receive('hub-3', '0', 5, { enqueuedOn: Date.now() - 60_000 })).toHaveLength(5);
  });

  test('with what comes from now on', async () => {
    const latest = receive('hub-3', '1', 1, latestEventPosition);
    await new Promise(resolve => setTimeout(resolve, 500));
    await send('hub-3', ['new'], { partitionId: '1' });
    expect((await latest).map(({ body }) => body)).toEqual(['new']);
  });
});

test('a newer owner takes over, and the older one is told so', async () => {
  const older = new EventHubConsumerClient('one', connection, 'hub-4');
  const newer = new EventHubConsumerClient('one', connection, 'hub-4');
  const disconnected = new Promise<string>(resolve => {
    older.subscribe(
      '0',
      {
        processEvents: async () => {},
        processError: async error => resolve((error as { code?: string }).code ?? error.message),
      },
      { ownerLevel: 1, startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 },
    );
  });
  await new Promise(resolve => setTimeout(resolve, 500));
  newer.subscribe(
    '0',
    { processEvents: async () => {}, processError: async () => {} },
    { ownerLevel: 2, startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 },
  );
  expect(await disconnected).toBe('ReceiverDisconnectedError');
  await Promise.all([older.close(), newer.close()]);
});

describe('killed while events are sent, and started again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-event-hubs-'));
  const hubsFile = join(dataDir, 'hubs.json');
  writeFileSync(
    hubsFile,
    JSON.stringify({ hubs: [{ name: 'kept', partitions: 1, consumerGroups: ['one'] }] }),
  );
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  async function start(): Promise<{ child: ChildProcess; to: string }> {
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, '../../../local/event-hubs/main.ts'),
        '--port',
        '0',
        '--hubs',
        hubsFile,
        '--data',
        dataDir,
        '--with-parent',
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const [line] = await new Promise<string[]>(resolve =>
      child.stdout?.once('data', data => resolve(String(data).split('\n'))),
    );
    return { child, to: connectionTo(JSON.parse(line ?? '').port) };
  }

  test('it has everything it acknowledged, and goes on counting', async () => {
    const first = await start();
    const producer = new EventHubProducerClient(first.to, 'kept', { retryOptions: { maxRetries: 0 } });
    const acknowledged: number[] = [];
    let next = 0;
    const sending = (async () => {
      for (;;) {
        const n = next++;
        await producer.sendBatch([{ body: n }], { partitionId: '0' });
        acknowledged.push(n);
      }
    })().catch(() => {});
    await new Promise(resolve => setTimeout(resolve, 700));
    first.child.kill('SIGKILL');
    await Promise.race([sending, new Promise(resolve => setTimeout(resolve, 3_000))]);
    void producer.close().catch(() => {});
    const second = await start();
    const events = await receive('kept', '0', acknowledged.length, earliestEventPosition, 'one', second.to);
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(events.map(({ sequenceNumber }) => sequenceNumber)).toEqual(events.map((_, i) => i));
    expect(events.map(({ body }) => body).slice(0, acknowledged.length)).toEqual(acknowledged);
    second.child.kill('SIGTERM');
  });
});
