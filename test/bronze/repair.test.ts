import { EventHubConsumerClient, EventHubProducerClient } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventHubs, startEventHubs } from '../../local/event-hubs/server.ts';
import { createHubReader, readAgainGroup } from '../../src/azure/hub-reader.ts';
import { createBronzeRepair } from '../../src/bronze/repair.ts';
import type { Lane } from '../../src/events/coordinate.ts';
import type { EventBatch, RawEvent } from '../../src/events/raw-event.ts';
import { gapsIn } from '../../src/landing/coverage.ts';
import type { LandedFile } from '../../src/landing/landing.ts';
import type { CommittedLane } from '../../src/ledger/commit.ts';
import type { HubPosition } from '../../src/ledger/ledger.ts';
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

const position = async (at: Lane): Promise<HubPosition> => ({ ...at, begin: 0, last: 39 });

function committed(bronzeThrough: number, bronzeBeyondGap: number | null): CommittedLane {
  const bronzeGaps =
    bronzeBeyondGap === null ? [] : [{ first: bronzeThrough + 1, last: bronzeBeyondGap - 1 }];
  const counts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  const entry = { ...lane, ...{ start: 0, bronzeThrough, silverThrough: 39, counts, cursor: '' } };
  return { entry, bronzeGaps, silverBeyondGap: null, bronzeFiles: [] };
}

function repairAt(checkpoint: number) {
  const clock = { nowMs: 0 };
  const landed: EventBatch[] = [];
  const metrics = createMetrics();
  const repair = createBronzeRepair({
    checkpoints: async () => new Map([['promotions-1', checkpoint]]),
    ...{ readHub, position },
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
    ...{ readHub: async () => [], position },
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

/** A hub that holds what is from `begin` on, and a lane with these ranges landed; what repair lands is among them. */
function laneWith(begin: number, landed: [number, number][]) {
  const clock = { nowMs: 0 };
  const read: [number, number][] = [];
  const repair = createBronzeRepair({
    checkpoints: async () => new Map([['promotions-1', 100_000]]),
    position: async at => ({ ...at, begin, last: 100_000 }),
    readHub: async (_, { first, last }) => {
      read.push([first, last]);
      const from = Math.max(first, begin);
      return Array.from({ length: Math.max(0, last + 1 - from) }, (_, i) => event(from + i));
    },
    land: async ({ events }) => {
      landed.push([events[0].sequenceNumber, events.at(-1)?.sequenceNumber ?? -1]);
    },
    ...{ graceMs, metrics: createMetrics(), now: () => clock.nowMs },
  });
  const gaps = () => gapsIn(-1, landed.map(file), 100);
  /** Ten seconds each. */
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      clock.nowMs += 10_000;
      await repair([{ ...committed(-1, null), bronzeGaps: gaps() }]);
    }
  };
  return { read, gaps, rounds };
}

const file = ([first, last]: [number, number]): LandedFile => ({
  ...lane,
  ...{ first, last, tier: 'bronze', path: '', bucket: '', size: 1, metadata: {} },
});

const event = (sequenceNumber: number): RawEvent => ({
  ...{ sequenceNumber, offset: '', enqueuedTimeMs: 0, partitionKey: null, contentType: null },
  ...{ properties: {}, systemProperties: {}, body: new Uint8Array() },
});

test('of a gap of which the hub let the first part go, the rest is landed, and what is gone is asked for no more', async () => {
  const { read, gaps, rounds } = laneWith(3_000, [
    [0, 99],
    [5_000, 5_100],
  ]);
  await rounds(40);
  expect(gaps()).toEqual([{ first: 100, last: 2_999 }]);
  expect(read).toEqual([[3_000, 4_999]]);
});

test('a gap that is gone for good stands in the way of no later one', async () => {
  const { gaps, rounds } = laneWith(200, [
    [0, 99],
    [200, 4_999],
    [5_100, 5_200],
    [5_300, 5_400],
  ]);
  await rounds(60);
  expect(gaps()).toEqual([{ first: 100, last: 199 }]);
});

test('a long gap is closed step by step, and waits for none of them', async () => {
  const { read, gaps, rounds } = laneWith(0, [
    [0, 99],
    [9_000, 9_100],
  ]);
  await rounds(19 + 4);
  expect(read[0]).toEqual([100, 2_099]);
  expect(gaps()).toEqual([]);
});
