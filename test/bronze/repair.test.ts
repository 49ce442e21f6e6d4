import { EventHubConsumerClient, EventHubProducerClient } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../local/event-hubs/server.ts';
import { createHubReader, readAgainGroup } from '../../src/azure/hub-reader.ts';
import { createBronzeRepair } from '../../src/bronze/repair.ts';
import type { EventBatch } from '../../src/events/raw-event.ts';
import type { CommittedLane } from '../../src/ledger/commit.ts';
import { createMetrics } from '../../src/metrics.ts';

const lane = { hub: 'promotions', partitionId: '1' };
const graceMs = 180_000;
let broker: EventHubs;

beforeAll(async () => {
  broker = await startEventHubs({
    port: 0,
    hubs: [{ name: lane.hub, partitions: 2, consumerGroups: ['bronze'] }],
  });
  const producer = new EventHubProducerClient(broker.connectionString, lane.hub);
  const events = Array.from({ length: 40 }, (_, i) => ({
    body: Buffer.from(`event ${i}`),
    contentType: 'application/json',
    properties: { traceparent: `00-${i}` },
  }));
  await producer.sendBatch(events, { partitionId: '1' });
  await producer.close();
});
afterAll(async () => {
  await broker?.stop();
});

const readHub = createHubReader(
  hub => new EventHubConsumerClient(readAgainGroup, broker.connectionString, hub),
);

function committed(bronzeThrough: number, bronzeBeyondGap: number | null): CommittedLane {
  const counts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  const entry = { ...lane, ...{ start: 0, bronzeThrough, silverThrough: 39, counts, cursor: '' } };
  return { entry, bronzeBeyondGap, silverBeyondGap: null, bronzeFiles: [] };
}

function repairAt(checkpoint: number) {
  const clock = { nowMs: 0 };
  const landed: EventBatch[] = [];
  const metrics = createMetrics();
  const repair = createBronzeRepair({
    checkpoints: async () => new Map([['promotions-1', checkpoint]]),
    readHub,
    land: async batch => {
      landed.push(batch);
    },
    ...{ graceMs, metrics, now: () => clock.nowMs },
  });
  return { clock, landed, repair };
}

test('a gap that the trigger is past is read again from the hub and landed, as the events came', async () => {
  const { clock, landed, repair } = repairAt(39);
  await repair([committed(25, 32)]);
  expect(landed).toEqual([]);
  clock.nowMs = graceMs;
  await repair([committed(25, 32)]);
  expect(landed).toHaveLength(1);
  const [{ events, ...of } = { events: [] }] = landed;
  expect(of).toEqual(lane);
  expect(events.map(({ sequenceNumber }) => sequenceNumber)).toEqual([26, 27, 28, 29, 30, 31]);
  expect(events.map(({ body }) => String(body))).toEqual([26, 27, 28, 29, 30, 31].map(i => `event ${i}`));
  expect(events[0]).toMatchObject({
    contentType: 'application/json',
    properties: { traceparent: '00-26' },
    systemProperties: { 'x-opt-sequence-number': 26 },
  });
});

test('a batch that is still being tried is left to its trigger', async () => {
  const { clock, landed, repair } = repairAt(30);
  await repair([committed(25, 32)]);
  clock.nowMs = 10 * graceMs;
  await repair([committed(25, 32)]);
  expect(landed).toEqual([]);
});

test('a gap that closes and another that opens are two: each has its time', async () => {
  const { clock, landed, repair } = repairAt(39);
  await repair([committed(25, 32)]);
  clock.nowMs = graceMs - 1;
  await repair([committed(33, 36)]);
  clock.nowMs = graceMs;
  await repair([committed(33, 36)]);
  expect(landed).toEqual([]);
});

test('without a gap nothing is read, and what the hub let go is left to the ledger', async () => {
  const { clock, landed, repair } = repairAt(39);
  const gone = createBronzeRepair({
    checkpoints: async () => new Map([['promotions-1', 39]]),
    readHub: async () => [],
    land: async batch => {
      landed.push(batch);
    },
    ...{ graceMs: 0, metrics: createMetrics() },
  });
  await gone([committed(25, 32)]);
  clock.nowMs = graceMs;
  await repair([committed(39, null)]);
  expect(landed).toEqual([]);
});
