import rhea from 'rhea';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';
import { connectionString, consumer, producer, read } from './service.ts';

let service: EventHubs;

beforeAll(async () => {
  const hubs = ['one', 'turns', 'plain'].map(name => ({
    name,
    partitions: name === 'turns' ? 4 : 1,
    consumerGroups: [],
  }));
  service = await startEventHubs({ port: 0, hubs });
});
afterAll(() => service.stop());

async function counts(hub: string): Promise<number[]> {
  const client = consumer(service.port, hub);
  const { partitionIds } = await client.getEventHubProperties();
  const all = await Promise.all(partitionIds.map(id => client.getPartitionProperties(id)));
  await client.close();
  return all.map(({ lastEnqueuedSequenceNumber }) => lastEnqueuedSequenceNumber + 1);
}

describe('a sender', () => {
  test('may send up to 1 MiB, and more is refused as the service refuses it', async () => {
    const client = producer(service.port, 'one');
    expect((await client.createBatch()).maxSizeInBytes).toBe(1_048_576);
    await expect(client.sendBatch([{ body: Buffer.alloc(1_048_576) }])).rejects.toMatchObject({
      code: 'MessageTooLargeError',
      message: expect.stringMatching(/exceeds the limit \(1048576 bytes\) currently allowed on the link/),
    });
    const before = (await counts('one'))[0] ?? 0;
    await client.sendBatch([{ body: Buffer.alloc(1_040_000, 7) }]);
    await client.close();
    const [large] = await read(service.port, 'one', '0', 1, {
      from: { sequenceNumber: before, isInclusive: true },
    });
    expect(large?.body).toEqual(Buffer.alloc(1_040_000, 7));
  });

  test('without a key fills the partitions in turn, a batch never being split', async () => {
    const client = producer(service.port, 'turns');
    for (let i = 0; i < 8; i++) await client.sendBatch([{ body: i }, { body: i }, { body: i }]);
    await client.close();
    expect(await counts('turns')).toEqual([6, 6, 6, 6]);
  });

  test.each([
    ['a hub that does not exist', 'nowhere', {}, 'MessagingEntityNotFoundError'],
    ['a partition that does not exist', 'turns', { partitionId: '4' }, 'ArgumentOutOfRangeError'],
    ['a partition that is no number', 'turns', { partitionId: 'x' }, 'ArgumentOutOfRangeError'],
  ])('to %s is told so', async (_, hub, options, code) => {
    const client = producer(service.port, hub);
    await expect(client.sendBatch([{ body: 1 }], options)).rejects.toMatchObject({ code });
    await client.close();
  });
});

describe('questions about what does not exist', () => {
  test('are answered with the error of the service', async () => {
    const nowhere = consumer(service.port, 'nowhere');
    await expect(nowhere.getEventHubProperties()).rejects.toMatchObject({
      code: 'MessagingEntityNotFoundError',
    });
    const turns = consumer(service.port, 'turns');
    await expect(turns.getPartitionProperties('9')).rejects.toMatchObject({
      code: 'ArgumentOutOfRangeError',
    });
    await expect(read(service.port, 'turns', '0', 1, { group: 'strangers' })).rejects.toMatchObject({
      code: 'MessagingEntityNotFoundError',
    });
    await Promise.all([nowhere.close(), turns.close()]);
  });
});

/** Sends raw bytes as one transfer with rhea itself; resolves to the outcome. */
function sendRaw(hub: string, bytes: Buffer, format: number): Promise<string> {
  const connection = rhea
    .create_container()
    .connect({ host: '127.0.0.1', port: service.port, reconnect: false });
  const { promise, resolve } = Promise.withResolvers<string>();
  connection.on('sendable', ({ sender }) => sender?.send(bytes, undefined, format));
  connection.on('accepted', () => resolve('accepted'));
  connection.on('rejected', ({ delivery }) => {
    resolve(
      String((delivery?.remote_state as { error?: { condition?: unknown } } | undefined)?.error?.condition),
    );
  });
  connection.on('disconnected', () => undefined);
  connection.open_sender({ target: { address: hub } });
  return promise.finally(() => connection.close());
}

describe('a transfer from another client', () => {
  test('that is a plain message is stored as it was encoded', async () => {
    const bytes = rhea.message.encode({
      message_annotations: { 'x-opt-partition-key': 'k' },
      application_properties: { big: rhea.types.wrap_ulong(3), short: rhea.types.wrap_short(4) },
      body: rhea.message.data_section(Buffer.from('{"plain":true}')),
    });
    expect(await sendRaw('plain', bytes, 0)).toBe('accepted');
    const [event] = await read(service.port, 'plain', '0', 1);
    expect(event).toMatchObject({
      body: { plain: true },
      properties: { big: 3, short: 4 },
      partitionKey: 'k',
    });
  });

  test('that is no AMQP, or a batch with one broken message, is refused and nothing of it is stored', async () => {
    const before = await counts('plain');
    const good = rhea.message.encode({ body: rhea.message.data_section(Buffer.from('1')) });
    const broken = rhea.message.encode({
      body: rhea.message.data_sections([good, good.subarray(0, good.length - 1)]),
    });
    expect(await sendRaw('plain', Buffer.from('rubbish'), 0x80013700)).toBe('amqp:decode-error');
    expect(await sendRaw('plain', broken, 0x80013700)).toBe('amqp:decode-error');
    expect(await counts('plain')).toEqual(before);
  });
});

test('the connection string of the service is the one clients take', () => {
  expect(service.connectionString).toBe(connectionString(service.port));
});
