import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../../local/azurite/server.ts';
import { type HostProcess, startHost, until } from './host-process.ts';
import { storageConnection } from './storage-connection.ts';

let azurite: Azurite;
let queues: QueueServiceClient;
let host: HostProcess;
beforeAll(async () => {
  azurite = await startAzurite({ blobPort: 0, queuePort: 0 });
  const connection = `${storageConnection(azurite.blobPort)}QueueEndpoint=http://127.0.0.1:${azurite.queuePort}/devstoreaccount1;`;
  queues = QueueServiceClient.fromConnectionString(connection);
  host = await startHost({
    main: 'queues.ts',
    env: {
      Queues: connection,
      QueueName: 'work',
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.200',
      AzureFunctionsJobHost__extensions__queues__maxDequeueCount: '3',
      AzureFunctionsJobHost__extensions__queues__batchSize: '2',
      AzureFunctionsJobHost__extensions__queues__newBatchThreshold: '0',
    },
  });
});
afterAll(async () => {
  await host?.stop();
  await azurite?.stop();
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

async function created(name: string) {
  const queue = queues.getQueueClient(name);
  await queue.createIfNotExists();
  return queue;
}

test('a message is handed over decoded, with its metadata, and deleted; the queue may come later than the host', async () => {
  const queue = await created('work');
  await queue.sendMessage(base64({ replay: 'r1' }));
  const [said] = await until(() => host.said('on-message').length > 0 && host.said('on-message'));
  expect(JSON.parse(said ?? '{}')).toEqual({
    message: { replay: 'r1' },
    dequeueCount: 1,
    id: 'string',
    queueTrigger: { replay: 'r1' },
  });
  await until(async () => (await queue.getProperties()).approximateMessagesCount === 0);
});

test('a message that is sent with a delay comes when the delay is over', async () => {
  const queue = await created('work');
  const sentMs = Date.now();
  await queue.sendMessage(base64('later'), { visibilityTimeout: 2 });
  await until(() => host.said('on-message').length > 1);
  expect(Date.now() - sentMs).toBeGreaterThanOrEqual(1_000);
});

test('a message that fails is tried again so many times, and then lies in the poison queue as it was', async () => {
  const queue = await created('failing');
  await queue.sendMessage(base64({ replay: 'bad' }));
  const poison = queues.getQueueClient('failing-poison');
  const [message] = await until(async () => {
    const { peekedMessageItems } = await poison
      .peekMessages()
      .catch(() => ({ peekedMessageItems: [] as { messageText: string }[] }));
    return peekedMessageItems.length > 0 && peekedMessageItems;
  });
  expect(message?.messageText).toBe(base64({ replay: 'bad' }));
  expect(host.said('always-fails')).toEqual(['1', '2', '3']);
  expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
});

test('no more messages are worked on at once than a batch, when the threshold says so', async () => {
  const queue = await created('slow');
  for (let i = 0; i < 6; i++) await queue.sendMessage(base64(i));
  await until(() => host.said('slowly').length === 6);
  expect(Math.max(...host.said('slowly').map(Number))).toBe(2);
});
