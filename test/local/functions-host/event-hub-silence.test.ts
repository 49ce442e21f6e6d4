// A broker that takes connections and never answers: to its clients a connection that is dead looks idle.

import { setTimeout as sleep } from 'node:timers/promises';
import { earliestEventPosition, RetryMode } from '@azure/event-hubs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../local/fault-proxy/proxy.ts';
import type { EventHubSettings } from '../../../local/functions-host/event-hub-settings.ts';
import { until } from './host-process.ts';
import { HubFixture } from './hub-fixture.ts';
import { keepEvents, startKeepingListener } from './keeping-listener.ts';
import { storageConnection } from './storage-connection.ts';

const partitions = ['0', '1'];

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

/** The retries are the defaults of host.json, with which the client does not come back. */
const settings: EventHubSettings = {
  ...{ maxEventBatchSize: 500, minEventBatchSize: 1, maxWaitMs: 200, prefetchCount: 500 },
  ...{ batchCheckpointFrequency: 1, loadBalancingMs: 300, ownershipExpirationMs: 60_000 },
  startPosition: earliestEventPosition,
  retry: {
    ...{ maxRetries: 3, retryDelayInMs: 800, maxRetryDelayInMs: 60_000, timeoutInMs: 60_000 },
    mode: RetryMode.Exponential,
  },
};

const sendTwoToEach = () =>
  Promise.all(
    partitions.map(partition => fixture.send('faulty', [{ body: 'one' }, { body: 'two' }], partition)),
  );

test('a silent broker is noticed, and read from again once it speaks', { timeout: 60_000 }, async () => {
  const { through, passedOver } = keepEvents();
  const areThrough = (last: number) => partitions.every(id => through.get(id) === last);
  const listener = startKeepingListener({
    connection: fixture.connectionBy(proxy.port),
    storage: storageConnection(fixture.azurite.blobPort),
    instance: 'one',
    settings,
  });
  await sendTwoToEach();
  await until(() => areThrough(1));

  proxy.set({ kind: 'silent' });
  await sendTwoToEach();
  // Long enough for a client that connects meanwhile, and hears nothing either.
  await sleep(18_000);
  expect(areThrough(1)).toBe(true);

  proxy.set({ kind: 'none' });
  await until(() => areThrough(3));
  expect(passedOver).toEqual([]);
  await listener.stop(1_000);
  for (const id of partitions) expect(await fixture.checkpoint('faulty', id)).toBe(3);
});
