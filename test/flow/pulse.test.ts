import { expect, test, vi } from 'vitest';
import type { EventBatch, RawEvent } from '../../src/events/raw-event.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createLaneWatch } from '../../src/pulse/lane-progress.ts';
import type { Pulse } from '../../src/pulse/pulse.ts';
import { createPulseWriter } from '../../src/pulse/writer.ts';
import { noonMs } from './world.ts';

function batch(first: number, last: number): EventBatch {
  const event = (sequenceNumber: number): RawEvent => ({
    ...{ sequenceNumber, offset: '', enqueuedTimeMs: noonMs + sequenceNumber, partitionKey: null },
    ...{ contentType: null, properties: {}, systemProperties: {}, body: new Uint8Array() },
  });
  const others = Array.from({ length: last - first }, (_, i) => event(first + 1 + i));
  return { hub: 'pos', partitionId: '0', events: [event(first), ...others] };
}

/** A process whose clock stands until it is told otherwise. */
function start(write?: (pulse: Pulse) => Promise<void>) {
  const clock = { ms: noonMs };
  const written: Pulse[] = [];
  const metrics = createMetrics();
  const lanes = createLaneWatch(() => clock.ms);
  const store = { write: write ?? (async (pulse: Pulse) => void written.push(pulse)) };
  const writer = createPulseWriter({ roles: ['refine'], metrics, lanes, store, now: () => clock.ms });
  const beats = async (count: number) => {
    for (let i = 0; i < count; i++) {
      clock.ms += 1_000;
      await writer.beat();
    }
  };
  return { metrics, lanes, writer, written, beats };
}

test('it writes while there is news, and then a heartbeat', async () => {
  const { metrics, written, beats } = start();
  await beats(1);
  metrics.count('assay_refined_events_total', { hub: 'pos', verdict: 'silver' }, 30);
  await beats(1);
  expect(written.at(-1)?.rates).toEqual({ seconds: 2, tally: { 'silver pos': 30 } });
  await beats(20);
  const written20 = written.length;
  expect(written.at(-1)?.rates.tally).toEqual({});
  expect(written20).toBeLessThan(8);
  await beats(60);
  expect(written.length - written20).toBe(4);
});

test('it tells how far each lane is, and what holds it up until it goes on', async () => {
  const { lanes, written, beats } = start();
  await lanes.watch('refine', batch(0, 9), async () => {});
  await beats(1);
  expect(written.at(-1)?.lanes).toEqual([
    { group: 'refine', hub: 'pos', partitionId: '0', through: 9, enqueuedMs: noonMs + 9, trouble: null },
  ]);
  const fail = () => Promise.reject(new TypeError('Cosmos DB is away'));
  for (const _ of [1, 2]) await expect(lanes.watch('refine', batch(10, 19), fail)).rejects.toThrow('away');
  await beats(1);
  expect(written.at(-1)?.lanes[0]).toMatchObject({
    through: 9,
    trouble: { sinceMs: noonMs + 1_000, error: 'TypeError', message: 'Cosmos DB is away', tries: 2 },
  });
  await lanes.watch('refine', batch(10, 19), async () => {});
  await beats(1);
  expect(written.at(-1)?.lanes[0]).toMatchObject({ through: 19, trouble: null });
});

test('while a batch is worked on it writes each second, so that what hangs is told from what is gone', async () => {
  const { lanes, written, beats } = start();
  const { promise, resolve } = Promise.withResolvers<void>();
  const working = lanes.watch('refine', batch(0, 9), () => promise);
  await beats(5);
  expect(written).toHaveLength(5);
  resolve();
  await working;
});

test('a store that fails disturbs nobody, and is told of once a minute', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { metrics, writer, beats } = start(() => Promise.reject(new Error('Table storage is away')));
  for (let i = 0; i < 50; i++) {
    metrics.count('assay_bronze_events_total', { hub: 'pos' });
    await beats(1);
  }
  await writer.end();
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test('the last one says goodbye', async () => {
  const { writer, written } = start();
  await writer.end();
  expect(written.map(({ ended }) => ended)).toEqual([true]);
});
