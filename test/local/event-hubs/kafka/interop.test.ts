import { CompressionTypes } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventHubs } from '../../../../local/event-hubs/server.ts';
import { producer as amqpProducer, read } from '../service.ts';
import { kafka, startService } from './clients.ts';

let service: EventHubs;
beforeEach(async () => {
  service = await startService({ partitions: 2 });
});
afterEach(() => service.stop());

async function sendByKafka(
  messages: Parameters<ReturnType<ReturnType<typeof kafka>['producer']>['send']>[0]['messages'],
  compression = CompressionTypes.None,
) {
  const producer = kafka(service).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    return await producer.send({ topic: 'Orders', messages, compression });
  } finally {
    await producer.disconnect();
  }
}

/** The first `count` records that a new group reads. */
async function readByKafka(count: number) {
  const consumer = kafka(service).consumer({ groupId: 'readers' });
  const records: {
    partition: number;
    offset: string;
    timestamp: string;
    key: Buffer | null;
    value: Buffer | null;
    headers: Record<string, unknown>;
  }[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic: 'Orders', fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const { offset, timestamp, key, value, headers } = message;
      records.push({ partition, offset, timestamp, key, value, headers: headers ?? {} });
      if (records.length >= count) resolve();
    },
  });
  await promise;
  await consumer.disconnect();
  return records;
}

describe('what Kafka sends, AMQP reads', () => {
  test('with its sequence number for an offset, the key as an annotation, and headers as bytes', async () => {
    const [sent] = await sendByKafka([
      {
        partition: 1,
        key: 'till-4',
        value: '{"total":5}',
        headers: { ce_id: 'e-1', bin: Buffer.from([0, 255]) },
      },
    ]);
    const [event] = await read(service.port, 'orders', '1', 1);
    expect(sent).toMatchObject({ partition: 1, errorCode: 0, baseOffset: '0' });
    expect(event).toMatchObject({ sequenceNumber: 0, body: { total: 5 } });
    expect(event?.partitionKey ?? null).toBeNull();
    expect(event?.enqueuedTimeUtc.getTime()).toBe(Number(sent?.logAppendTime));
    // The SDK takes bytes apart in what it copies; the message as it came has them.
    const { applicationProperties, messageAnnotations } = event?.getRawAmqpMessage() ?? {};
    expect(messageAnnotations?.['x-opt-kafka-key']).toEqual(Buffer.from('till-4'));
    expect(applicationProperties).toEqual({ ce_id: Buffer.from('e-1'), bin: Buffer.from([0, 255]) });
  });

  test('out of gzip, in one batch and in order', async () => {
    const messages = Array.from({ length: 500 }, (_, i) => ({ partition: 0, value: String(i) }));
    await sendByKafka(messages, CompressionTypes.GZIP);
    const events = await read(service.port, 'orders', '0', 500);
    expect(events.map(event => [event.sequenceNumber, event.body])).toEqual(messages.map((_, i) => [i, i]));
  });

  test('a tombstone as an event without a body', async () => {
    await sendByKafka([{ partition: 0, key: 'gone', value: null }]);
    const [event] = await read(service.port, 'orders', '0', 1);
    expect(event?.body ?? null).toBeNull();
    const [record] = await readByKafka(1);
    expect(record).toMatchObject({ key: Buffer.from('gone'), value: null });
  });
});

describe('what AMQP sends, Kafka reads', () => {
  test('with properties in their AMQP encoding, and those of the message as text', async () => {
    const sender = amqpProducer(service.port, 'orders');
    const event = { body: Buffer.from('<sale/>'), contentType: 'text/xml', messageId: 'm-1' };
    await sender.sendBatch([{ ...event, properties: { till: 'four', lines: 3, late: true } }], {
      partitionId: '1',
    });
    await sender.close();
    const [sent] = await read(service.port, 'orders', '1', 1);
    const [record] = await readByKafka(1);
    expect(record).toMatchObject({ partition: 1, offset: '0', key: null, value: Buffer.from('<sale/>') });
    expect(Number(record?.timestamp)).toBe(sent?.enqueuedTimeUtc.getTime());
    expect(record?.headers).toEqual({
      'message-id': Buffer.from('m-1'),
      'content-type': Buffer.from('text/xml'),
      till: Buffer.from([0xa1, 4, ...Buffer.from('four')]),
      lines: Buffer.from([0x52, 3]),
      late: Buffer.from([0x41]),
    });
  });

  test('among its own, in one order', async () => {
    const sender = amqpProducer(service.port, 'orders');
    for (let i = 0; i < 6; i++) {
      if (i % 2 === 0) await sender.sendBatch([{ body: Buffer.from(String(i)) }], { partitionId: '0' });
      else await sendByKafka([{ partition: 0, key: 'k', value: String(i), headers: { odd: 'yes' } }]);
    }
    await sender.close();
    const records = await readByKafka(6);
    expect(records.map(({ offset, value }) => [offset, String(value)])).toEqual(
      ['0', '1', '2', '3', '4', '5'].map(i => [i, i]),
    );
    expect(records[1]?.headers).toEqual({ odd: Buffer.from('yes') });
  });
});

describe('positions', () => {
  test('are the oldest, the next, and the first at or after a time', async () => {
    const [first] = await sendByKafka([{ partition: 0, value: 'a' }]);
    const time = Number(first?.logAppendTime);
    await expect.poll(() => Date.now()).toBeGreaterThan(time);
    await sendByKafka([
      { partition: 0, value: 'b' },
      { partition: 0, value: 'c' },
    ]);
    const admin = kafka(service).admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets('Orders');
    const at = async (timestamp: number) =>
      (await admin.fetchTopicOffsetsByTimestamp('Orders', timestamp)).find(({ partition }) => partition === 0)
        ?.offset;
    expect(offsets.find(({ partition }) => partition === 0)).toMatchObject({ low: '0', high: '3' });
    expect([await at(time), await at(time + 1)]).toEqual(['0', '1']);
    await admin.disconnect();
  });
});

describe('refused', () => {
  test('is a connection string with another key, with what is wrong', async () => {
    const password =
      'Endpoint=sb://127.0.0.1;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=guess';
    await expect(kafka(service, password).admin().connect()).rejects.toThrow(/SharedAccessKey is wrong/);
  });

  test('is a hub that is not there, and none is made', async () => {
    const producer = kafka(service).producer();
    await producer.connect();
    await expect(producer.send({ topic: 'other', messages: [{ value: 'x' }] })).rejects.toThrow(/topic/);
    await producer.disconnect();
  });

  test('is a transaction', async () => {
    const producer = kafka(service).producer({
      transactionalId: 't',
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await expect(producer.connect().then(() => producer.transaction())).rejects.toThrow();
    await producer.disconnect();
  });
});
