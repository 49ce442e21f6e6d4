// Where partitions begin and end, asked of a broker that falls silent.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../local/fault-proxy/proxy.ts';
import { connectHub } from '../../src/azure/connect.ts';
import { createHubPositions } from '../../src/azure/hub-positions.ts';
import { HubFixture } from '../local/functions-host/hub-fixture.ts';

let fixture: HubFixture;
let proxy: FaultProxy;
beforeAll(async () => {
  fixture = await HubFixture.start([{ name: 'pos', partitions: 1 }]);
  proxy = await startFaultProxy('event-hubs', fixture.port);
});
afterAll(async () => {
  await proxy?.stop();
  await fixture?.stop();
});

test('who asked in vain gets an answer as soon as there is one again', { timeout: 60_000 }, async () => {
  const value = fixture.connectionBy(proxy.port);
  const positionOf = createHubPositions(hub =>
    connectHub({ kind: 'connectionString', value }, hub, '$Default'),
  );
  const lane = { hub: 'pos', partitionId: '0' };
  await fixture.send('pos', [{ body: 'one' }, { body: 'two' }]);
  expect(await positionOf(lane)).toEqual({ ...lane, begin: 0, last: 1 });

  proxy.set({ kind: 'silent' });
  await expect(positionOf(lane)).rejects.toThrow(/\w/);
  proxy.set({ kind: 'none' });
  await fixture.send('pos', [{ body: 'three' }]);
  expect(await positionOf(lane)).toEqual({ ...lane, begin: 0, last: 2 });
});
