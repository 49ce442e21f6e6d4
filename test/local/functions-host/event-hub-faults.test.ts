// However often the broker goes away, is slow or busy, no event is passed over: the function gets every one before a
// checkpoint passes it. Faults by a seed: `SEED=$RANDOM npx vitest run` looks elsewhere.

import { setTimeout as sleep } from 'node:timers/promises';
import { EventHubProducerClient, earliestEventPosition, RetryMode } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fault, refusals } from '../../../local/fault-proxy/fault.ts';
import { type FaultProxy, startFaultProxy } from '../../../local/fault-proxy/proxy.ts';
import type { EventHubListener } from '../../../local/functions-host/event-hub-listener.ts';
import { until } from './host-process.ts';
import { HubFixture } from './hub-fixture.ts';
import { keepEvents, startKeepingListener } from './keeping-listener.ts';
import { storageConnection } from './storage-connection.ts';

const partitions = ['0', '1', '2'];
const seed = Number(process.env.SEED ?? 20_261_126);
const chance = refusals(seed);

let fixture: HubFixture;
let proxy: FaultProxy;
beforeAll(async () => {
  fixture = await HubFixture.start([{ name: 'faulty', partitions: partitions.length }]);
  proxy = await startFaultProxy('event-hubs', fixture.port);
});
afterAll(async () => {
  await proxy?.stop();
  await fixture?.stop();
});

/** As bronze reads: what comes is held back for a while, and every batch is checkpointed. */
function startListener(instance: string): EventHubListener {
  return startKeepingListener({
    connection: fixture.connectionBy(proxy.port),
    storage: storageConnection(fixture.azurite.blobPort),
    instance,
    settings: {
      ...{ maxEventBatchSize: 500, minEventBatchSize: 200, maxWaitMs: 200, prefetchCount: 500 },
      ...{ batchCheckpointFrequency: 1, loadBalancingMs: 300, ownershipExpirationMs: 2_000 },
      startPosition: earliestEventPosition,
      retry: {
        ...{ maxRetries: 2, retryDelayInMs: 50, maxRetryDelayInMs: 200, timeoutInMs: 1_000 },
        mode: RetryMode.Fixed,
      },
    },
  });
}

const faults: readonly Fault[] = [
  { kind: 'down' },
  { kind: 'slow', delayMs: 40 },
  { kind: 'slow', delayMs: 150 },
  { kind: 'throttling', share: 0.8 },
];

function pick<T>(from: readonly [T, ...T[]] | readonly T[]): T {
  return from.find((_, i) => chance(1 / (from.length - i))) as T;
}

test(`no event is passed over (SEED=${seed})`, { timeout: 120_000 }, async () => {
  const { through, passedOver } = keepEvents();
  const sent = new Map(partitions.map(id => [id, 0]));
  const producer = new EventHubProducerClient(fixture.connection, 'faulty');
  let sending = true;
  const source = (async () => {
    while (sending) {
      const partitionId = pick(partitions);
      const events = Array.from({ length: pick([1, 2, 6, 20]) }, () => ({ body: 'event' }));
      await producer.sendBatch(events, { partitionId });
      sent.set(partitionId, (sent.get(partitionId) ?? 0) + events.length);
      await sleep(pick([0, 1, 5]));
    }
  })();

  const first = startListener('one');
  await until(() => Math.max(...through.values()) > 0);
  for (let round = 0; round < 16; round++) {
    proxy.set(pick(faults));
    await sleep(pick([60, 150, 300]));
    proxy.set({ kind: 'none' });
    await sleep(pick([20, 100, 400]));
  }
  sending = false;
  await source;
  await producer.close();
  // The first may wait a minute for an answer that a lost connection owes it: the second takes over what it lets go.
  const second = startListener('two');
  await until(() => partitions.every(id => (through.get(id) ?? -1) + 1 >= (sent.get(id) ?? 0)));
  await Promise.all([first.stop(200), second.stop(200)]);

  expect(passedOver).toEqual([]);
  for (const id of partitions)
    expect(await fixture.checkpoint('faulty', id)).toBeLessThanOrEqual(through.get(id) ?? -1);
});
