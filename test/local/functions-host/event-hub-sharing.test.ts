import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostProcess, startHost, until } from './host-process.ts';
import { HubFixture } from './hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.start([
    { name: 'shared', partitions: 4 },
    { name: 'recreated', partitions: 1 },
    { name: 'restarted', partitions: 2 },
    { name: 'other', partitions: 1 },
  ]);
});
afterAll(async () => {
  await fixture.stop();
});

const start = (hub: string) => startHost({ main: 'hub-shared.ts', env: fixture.env(hub) });
const seen = (host: HostProcess) =>
  host.said('shared').map(line => JSON.parse(line) as { partition: string; sequences: number[] });

async function owners(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { ownerid = '' } of Object.values(await fixture.blobs('127.0.0.1/shared/$default/ownership/')))
    counts.set(ownerid, (counts.get(ownerid) ?? 0) + 1);
  return counts;
}

test('two hosts share the partitions, and those of a killed host move to the other', async () => {
  const one = await start('shared');
  await until(async () => [...(await owners()).values()].join() === '4');
  const two = await start('shared');
  await until(async () => [...(await owners()).values()].join() === '2,2');
  let round = -1;
  const sendRound = async () => {
    round += 1;
    for (const partition of ['0', '1', '2', '3'])
      await fixture.send('shared', [{ body: { round } }], partition);
  };
  /** Who read this round's event of which partition: each partition's sequence numbers count the rounds. */
  const readBy = (host: HostProcess) =>
    new Set(seen(host).flatMap(batch => (batch.sequences.includes(round) ? [batch.partition] : [])));
  // A host reads on in a partition that was taken from it until it notices: the round after shows the shares.
  await until(async () => {
    await sendRound();
    await until(() => new Set([...readBy(one), ...readBy(two)]).size === 4);
    return readBy(one).size === 2 && readBy(two).size === 2;
  });

  await one.kill();
  await sendRound();
  await until(() => readBy(two).size === 4);
  await until(async () => Math.max(...(await owners()).values()) === 4);
  expect(await two.stop()).toBe(0);
  expect([...(await owners()).keys()]).toEqual(['']);
});

test('a broker that restarts is read on from where it was, with nothing lost and nothing twice', async () => {
  const host = await start('restarted');
  const sequences = () =>
    seen(host)
      .filter(batch => batch.partition === '0')
      .flatMap(batch => batch.sequences);
  await fixture.send('restarted', [{ body: { n: 1 } }]);
  await until(() => sequences().length === 1);
  await fixture.restart(500);
  await fixture.send('restarted', [{ body: { n: 2 } }, { body: { n: 3 } }]);
  await until(() => sequences().length === 3);
  expect(sequences()).toEqual([0, 1, 2]);
  await host.stop();
});

test('a hub recreated under old checkpoints is named with what to delete, and the other functions go on', async () => {
  const before = await start('recreated');
  await fixture.send('recreated', [{ body: { n: 1 } }, { body: { n: 2 } }]);
  await until(async () => (await fixture.checkpoint('recreated')) === 1);
  await before.stop();

  await fixture.recreate();
  const after = await start('recreated');
  await until(() => after.log.find(line => line.includes('was recreated under old checkpoints')));
  const line = after.log.find(entry => entry.includes('was recreated')) ?? '';
  expect(line).toContain('127.0.0.1/recreated/$default/checkpoint/');
  expect(line).toContain('az storage blob delete-batch');
  await fixture.send('other', [{ body: { n: 3 } }]);
  await until(() => after.said('other').includes('[{"n":3}]'));
  expect(await after.stop()).toBe(0);
});
