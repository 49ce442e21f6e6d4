import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostProcess, startHost, until } from './host-process.ts';
import { HubFixture } from './hub-fixture.ts';

const names = ['order', 'poison', 'patient', 'drain', 'every', 'held'];
let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.start(names.map(name => ({ name, partitions: 1 })));
});
afterAll(async () => {
  await fixture.stop();
});

interface Said {
  begin?: number[];
  done?: number[];
  id?: string;
  retry?: { retryCount: number; maxRetryCount: number; exception: { message: string } } | null;
}

const start = (hub: string, hostJson: Record<string, string> = {}, more: Record<string, string> = {}) => {
  const overrides = Object.entries(hostJson).map(([name, value]) => [
    `AzureFunctionsJobHost__extensions__eventHubs__${name}`,
    value,
  ]);
  return startHost({
    main: 'hub-retries.ts',
    env: fixture.env(hub, { ...Object.fromEntries(overrides), ...more }),
  });
};
const said = (host: HostProcess) => host.said('retried').map(line => JSON.parse(line) as Said);
const done = (host: HostProcess) => said(host).flatMap(entry => entry.done ?? []);

test('a failing batch is retried in place with its retryContext, and the partition waits for it', async () => {
  const host = await start('order', { maxEventBatchSize: '1' });
  await fixture.send('order', [{ body: { n: 1 } }, { body: { n: 2, failures: 2 } }, { body: { n: 3 } }]);
  await until(() => done(host).length === 3);
  const begun = said(host).filter(entry => entry.begin);
  expect(begun.map(entry => entry.begin?.[0])).toEqual([1, 2, 2, 2, 3]);
  expect(begun.map(entry => entry.retry?.retryCount ?? null)).toEqual([null, null, 1, 2, null]);
  expect(begun[2]?.retry).toMatchObject({ maxRetryCount: 2, exception: { message: 'event 2 fails' } });
  expect(new Set(begun.slice(1, 4).map(entry => entry.id)).size).toBe(1);
  await until(async () => (await fixture.checkpoint('order')) === 2);
  await host.stop();
});

test('a batch that fails after its last retry is checkpointed, and so lost', async () => {
  const host = await start('poison', { maxEventBatchSize: '1' });
  await fixture.send('poison', [{ body: { n: 1, failures: 99 } }, { body: { n: 2 } }]);
  await until(() => done(host).includes(2));
  await until(async () => (await fixture.checkpoint('poison')) === 1);
  expect(said(host).filter(entry => entry.begin?.[0] === 1)).toHaveLength(3);
  await host.stop();
});

test('SIGTERM waits for the batch in flight, checkpoints it, and leaves the next one for the next host', async () => {
  const host = await start('drain', { maxEventBatchSize: '1' });
  await fixture.send('drain', [{ body: { n: 1, waitMs: 800 } }, { body: { n: 2 } }]);
  await until(() => said(host).length > 0);
  expect(await host.stop()).toBe(0);
  expect(done(host)).toEqual([1]);
  expect(await fixture.checkpoint('drain')).toBe(0);
  const next = await start('drain', { maxEventBatchSize: '1' });
  await until(() => done(next).length > 0);
  expect(done(next)).toEqual([2]);
  await next.stop();
});

test('a batch that waits for its next retry is left, without a checkpoint, to the next host', async () => {
  const host = await start('patient', {}, { RetryCount: '-1', RetrySeconds: '30' });
  await fixture.send('patient', [{ body: { n: 1, failures: 1 } }]);
  await until(() => said(host).length > 0);
  expect(await host.stop()).toBe(0);
  expect(await fixture.checkpoint('patient')).toBeUndefined();
  const next = await start('patient', {}, { RetryCount: '-1' });
  await until(() => done(next).length > 0);
  await next.stop();
});

test('a checkpoint is written after every Nth batch, and of the rest when the host stops', async () => {
  const host = await start('every', { maxEventBatchSize: '1', batchCheckpointFrequency: '3' });
  await fixture.send(
    'every',
    [1, 2, 3, 4, 5].map(n => ({ body: { n } })),
  );
  await until(() => done(host).length === 5);
  expect(await fixture.checkpoint('every')).toBe(2);
  await host.stop();
  expect(await fixture.checkpoint('every')).toBe(4);
});

test('minEventBatchSize holds events back until there are enough or maxWaitTime is over', async () => {
  const host = await start('held', { minEventBatchSize: '3', maxWaitTime: '00:00:02' });
  const batches = () => said(host).flatMap(entry => (entry.done ? [entry.done] : []));
  await fixture.send('held', [{ body: { n: 1 } }]);
  await until(() => batches().length === 1);
  await fixture.send('held', [{ body: { n: 2 } }]);
  await fixture.send('held', [{ body: { n: 3 } }, { body: { n: 4 } }]);
  await until(() => batches().length === 2);
  await fixture.send('held', [{ body: { n: 5 } }]);
  await until(() => batches().length === 3);
  expect(batches()).toEqual([[1], [2, 3, 4], [5]]);
  await host.stop();
});
