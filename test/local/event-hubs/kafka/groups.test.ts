import { afterEach, describe, expect, test } from 'vitest';
import type { EventHubs } from '../../../../local/event-hubs/server.ts';
import { temporaryFolder } from '../service.ts';
import { kafka, startService } from './clients.ts';

const folders: ReturnType<typeof temporaryFolder>[] = [];
let service: EventHubs;
afterEach(async () => {
  await service.stop();
  for (const folder of folders.splice(0)) folder.remove();
});

function startMember(seen: string[], groupId = 'tills') {
  const consumer = kafka(service).consumer({
    groupId,
    sessionTimeout: 6_000,
    heartbeatInterval: 200,
    maxWaitTimeInMs: 100,
  });
  let held: number[] = [];
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    held = payload.memberAssignment.Orders ?? [];
  });
  const run = async () => {
    await consumer.connect();
    await consumer.subscribe({ topic: 'Orders', fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
  };
  return { run, consumer, held: () => held.length };
}

async function send(from: number, to: number) {
  const producer = kafka(service).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const messages = Array.from({ length: to - from }, (_, i) => ({
    value: String(from + i),
    partition: i % 4,
  }));
  await producer.send({ topic: 'Orders', messages });
  await producer.disconnect();
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));
const sorted = (values: string[]) => values.toSorted((a, b) => Number(a) - Number(b));

describe('a consumer group', () => {
  test('shares the partitions among its members, and again when one leaves, and reads every event once', async () => {
    service = await startService({ partitions: 4 });
    const seen: string[] = [];
    const [first, second] = [startMember(seen), startMember(seen)];
    await first.run();
    await expect.poll(first.held, { timeout: 20_000 }).toBe(4);
    await second.run();
    await expect.poll(() => [first.held(), second.held()], { timeout: 20_000 }).toEqual([2, 2]);
    await send(0, 40);
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(40);
    await second.consumer.disconnect();
    await expect.poll(first.held, { timeout: 20_000 }).toBe(4);
    await send(40, 80);
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(80);
    expect(sorted(seen)).toEqual(numbers(0, 80));
    await first.consumer.disconnect();
  });

  test('goes on after a restart where it had committed, and tells what it has', async () => {
    const folder = temporaryFolder();
    folders.push(folder);
    service = await startService({ partitions: 4, dataDir: folder.path });
    const before: string[] = [];
    const member = startMember(before);
    await member.run();
    await send(0, 20);
    await expect.poll(() => before.length, { timeout: 20_000 }).toBe(20);
    await member.consumer.disconnect();
    await service.stop();

    service = await startService({ partitions: 4, dataDir: folder.path });
    const admin = kafka(service).admin();
    await admin.connect();
    expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).toEqual(['tills']);
    const [committed] = await admin.fetchOffsets({ groupId: 'tills', topics: ['Orders'] });
    expect(committed?.partitions.map(({ offset }) => offset)).toEqual(['5', '5', '5', '5']);
    const after: string[] = [];
    const again = startMember(after);
    await again.run();
    await send(20, 24);
    await expect.poll(() => after.length, { timeout: 20_000 }).toBe(4);
    expect(sorted(after)).toEqual(numbers(20, 24));
    expect((await admin.describeGroups(['tills'])).groups[0]).toMatchObject({
      state: 'Stable',
      protocolType: 'consumer',
    });
    await expect(admin.deleteGroups(['tills'])).rejects.toThrow();
    await again.consumer.disconnect();
    await admin.deleteGroups(['tills']);
    expect((await admin.listGroups()).groups).toEqual([]);
    await admin.disconnect();
  });
});
