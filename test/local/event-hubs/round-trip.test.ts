import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../../local/event-hubs/server.ts';
import { consumer, producer, read } from './service.ts';

let service: EventHubs;

beforeAll(async () => {
  const hubs = ['bodies', 'props', 'keys', 'batches', 'order'].map(name => ({
    name,
    partitions: name === 'keys' ? 5 : 1,
    consumerGroups: ['bronze', 'refine'],
  }));
  service = await startEventHubs({ port: 0, hubs });
});
afterAll(() => service.stop());

describe('an event that is sent and received', () => {
  test('keeps a binary, a JSON and a string body as they were sent', async () => {
    const sender = producer(service.port, 'bodies');
    const bodies = [
      Buffer.from([0, 1, 2, 255, 0]),
      { till: 4, lines: [{ sku: 'ü' }] },
      'Grüße',
      Buffer.alloc(0),
      17,
    ];
    await sender.sendBatch(bodies.map(body => ({ body })));
    await sender.close();
    const events = await read(service.port, 'bodies', '0', bodies.length);
    expect(events.map(event => event.body)).toEqual([bodies[0], bodies[1], bodies[2], Buffer.alloc(0), 17]);
  });

  test('keeps application properties, message properties and value or sequence bodies', async () => {
    const sender = producer(service.port, 'props');
    const creationTime = new Date('2026-01-02T03:04:05.678Z').getTime();
    await sender.sendBatch([
      {
        body: { a: 1 },
        contentType: 'application/cloudevents+json; charset=utf-8',
        messageId: 'm-1',
        correlationId: 'c-1',
        properties: { 'produced-at': '2026-01-02T03:04:05.678Z', retries: 3, ratio: 0.5, late: false },
      },
    ]);
    await sender.sendBatch([
      {
        body: ['a', 2],
        bodyType: 'sequence',
        properties: { creationTime, subject: 'till' },
        messageAnnotations: { 'x-tenant': 'uk', 'x-opt-sequence-number': 99 },
      } as never,
      { body: 'v', bodyType: 'value' } as never,
    ]);
    await sender.close();
    const [plain, sequence, value] = await read(service.port, 'props', '0', 3);
    expect(plain).toMatchObject({
      body: { a: 1 },
      contentType: 'application/cloudevents+json; charset=utf-8',
      messageId: 'm-1',
      correlationId: 'c-1',
      properties: { 'produced-at': '2026-01-02T03:04:05.678Z', retries: 3, ratio: 0.5, late: false },
    });
    expect(sequence).toMatchObject({ body: ['a', 2], sequenceNumber: 1 });
    expect(sequence?.systemProperties).toMatchObject({ creationTime, subject: 'till', 'x-tenant': 'uk' });
    expect(value?.body).toBe('v');
  });

  test('is numbered from 0 without gaps, with growing offsets and enqueued times', async () => {
    const before = Date.now();
    const sender = producer(service.port, 'order');
    for (let i = 0; i < 20; i++) await sender.sendBatch([{ body: { i } }, { body: { i } }]);
    await sender.close();
    const events = await read(service.port, 'order', '0', 40);
    expect(events.map(event => event.sequenceNumber)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(events.map(event => event.body.i)).toEqual(Array.from({ length: 40 }, (_, i) => i >> 1));
    const offsets = events.map(event => Number(event.offset));
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
    const times = events.map(event => event.enqueuedTimeUtc.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(before);
  });

  test('reaches every consumer group, each at its own pace', async () => {
    const sender = producer(service.port, 'batches');
    await sender.sendBatch(Array.from({ length: 50 }, (_, i) => ({ body: i })));
    await sender.close();
    const bronze = await read(service.port, 'batches', '0', 50, { group: 'bronze' });
    const refine = await read(service.port, 'batches', '0', 50, { group: 'REFINE' });
    expect(refine.map(event => event.body)).toEqual(bronze.map(event => event.body));
  });
});

describe('a partition', () => {
  test('says where it begins and ends', async () => {
    const client = consumer(service.port, 'keys');
    const empty = await client.getPartitionProperties('3');
    expect(empty).toMatchObject({
      isEmpty: true,
      beginningSequenceNumber: 0,
      lastEnqueuedSequenceNumber: -1,
    });
    const sender = producer(service.port, 'keys');
    await sender.sendBatch([{ body: 1 }, { body: 2 }], { partitionId: '3' });
    const full = await client.getPartitionProperties('3');
    expect(full).toMatchObject({ isEmpty: false, beginningSequenceNumber: 0, lastEnqueuedSequenceNumber: 1 });
    expect(Math.abs(full.lastEnqueuedOnUtc.getTime() - Date.now())).toBeLessThan(60_000);
    expect((await client.getEventHubProperties()).partitionIds).toEqual(['0', '1', '2', '3', '4']);
    await Promise.all([client.close(), sender.close()]);
  });
});
