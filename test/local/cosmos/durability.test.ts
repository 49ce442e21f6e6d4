// What was acknowledged is still there after SIGKILL; what was torn is cut off; what is damaged stops the start.
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { Account } from '../../../local/cosmos/store/account.ts';
import { FileJournal } from '../../../local/cosmos/store/journal.ts';
import { recover } from '../../../local/cosmos/store/recovery.ts';
import { writeSnapshot } from '../../../local/cosmos/store/snapshot.ts';
import { serviceProcess } from '../service-process.ts';
import { clientOf, newContainer, startFixture } from './cosmos-fixture.ts';

const { folder, start, end } = serviceProcess('cosmos');

/** Writes until the server is gone; answers, per document, the highest value that was acknowledged. */
async function writeUntilGone(
  container: Container,
  acknowledged: Map<string, number>,
  lanes: number,
): Promise<void> {
  const lane = async (name: string) => {
    for (let n = (acknowledged.get(name) ?? 0) + 1; ; n += 1) {
      try {
        await container.item(name, name).patch({
          operations: [{ op: 'set', path: '/n', value: n }],
          condition: `FROM c WHERE c.n < ${n}`,
        });
      } catch {
        return;
      }
      acknowledged.set(name, n);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(`d${index}`)));
}

async function rowsOf(container: Container): Promise<unknown[]> {
  return (await container.items.query('SELECT * FROM c ORDER BY c.id').fetchAll()).resources;
}

describe('the data folder', () => {
  it('has every acknowledged write after SIGKILLs under load', async () => {
    const acknowledged = new Map<string, number>();
    let port = await start();
    const first = clientOf(port);
    const { id } = await newContainer(first);
    const container = first.database('tests').container(id);
    for (let lane = 0; lane < 8; lane += 1)
      await container.items.create({ id: `d${lane}`, pk: `d${lane}`, n: 0 });
    first.dispose();
    for (let round = 0; round < 3; round += 1) {
      const client = clientOf(port);
      const writing = writeUntilGone(client.database('tests').container(id), acknowledged, 8);
      await new Promise(resolve => setTimeout(resolve, 400));
      await end('SIGKILL');
      client.dispose();
      port = await start();
      await writing;
      const again = clientOf(port);
      for (const [name, n] of acknowledged) {
        const { resource } = await again.database('tests').container(id).item(name, name).read();
        expect(resource?.n).toBeGreaterThanOrEqual(n);
        expect(resource?.n).toBeLessThanOrEqual(n + 1);
        acknowledged.set(name, resource?.n);
      }
      again.dispose();
    }
    expect(Math.min(...acknowledged.values())).toBeGreaterThan(3);
  });

  it('remembers definitions, deletions, etags, throughput and the order of changes', async () => {
    const before = await startFixture({ dataDir: folder() });
    const container = await newContainer(before.client, { throughput: 500, defaultTtl: -1 });
    for (let n = 0; n < 5; n += 1) await container.items.create({ id: `${n}`, pk: 'a', n });
    await container.item('0', 'a').patch([{ op: 'incr', path: '/n', value: 1 }]);
    await container.item('1', 'a').delete();
    const dropped = await newContainer(before.client);
    await dropped.delete();
    const rows = await rowsOf(container);
    const definition = (await container.read()).resource;
    await before.close();
    const after = await startFixture({ dataDir: folder() });
    const same = after.client.database('tests').container(container.id);
    expect((await same.read()).resource).toEqual(definition);
    expect((await same.readOffer()).resource?.content?.offerThroughput).toBe(500);
    expect(await rowsOf(same)).toEqual(rows);
    const changes = (await (
      await fetch(`http://127.0.0.1:${after.cosmos.port}/dbs/tests/colls/${same.id}/docs`, {
        headers: { 'a-im': 'Incremental Feed' },
      })
    ).json()) as { Documents: { id: string }[] };
    expect(changes.Documents.map(({ id }) => id)).toEqual(['2', '3', '4', '0']);
    expect((await after.client.database('tests').containers.readAll().fetchAll()).resources).toHaveLength(1);
    await after.close();
  });

  it('cuts a torn tail off and goes on behind it', async () => {
    const before = await startFixture({ dataDir: folder() });
    const container = await newContainer(before.client);
    await container.items.create({ id: 'whole', pk: 'a' });
    await before.close();
    const file = join(folder(), readdirSync(folder())[0] as string);
    const { size } = statSync(file);
    appendFileSync(file, '0badc0de P1 2 3 4 {"id":"to');
    const after = await startFixture({ dataDir: folder() });
    expect(statSync(file).size).toBe(size);
    const same = after.client.database('tests').container(container.id);
    expect((await same.items.readAll().fetchAll()).resources).toHaveLength(1);
    await after.close();
  });

  it('refuses to start over a damaged record', async () => {
    const before = await startFixture({ dataDir: folder() });
    const container = await newContainer(before.client);
    await container.items.create({ id: 'whole', pk: 'a', text: 'original' });
    await container.items.create({ id: 'next', pk: 'a' });
    await before.close();
    const file = join(folder(), readdirSync(folder())[0] as string);
    writeFileSync(file, readFileSync(file, 'utf8').replace('original', 'tampered'));
    await expect(startFixture({ dataDir: folder() })).rejects.toThrow(/damaged/);
  });

  it('is the same after a snapshot that was written between writes', async () => {
    const before = await startFixture({ dataDir: folder() });
    const container = await newContainer(before.client);
    for (let n = 0; n < 20; n += 1)
      await container.items.create({ id: `${n}`, pk: 'a', n, x: 'x'.repeat(60_000) });
    await before.close();
    const { account, journal } = reopen();
    const [stored] = account.containers();
    const writing = writeSnapshot(folder(), account, journal, () => false);
    const item = stored?.get('["a"]', '19');
    if (stored === undefined || item === undefined) throw new Error('nothing was recovered');
    stored.update(item, { ...JSON.parse(item.text), n: 1900 });
    stored.remove(stored.get('["a"]', '18'));
    await writing;
    stored.remove(stored.get('["a"]', '17'));
    journal.close();
    expect(readdirSync(folder()).sort()).toEqual(['log-00000002', 'snapshot-00000002']);
    const again = reopen();
    again.journal.close();
    const [recovered] = again.account.containers();
    expect(recovered?.count).toBe(18);
    expect(JSON.parse(recovered?.get('["a"]', '19').text ?? '{}').n).toBe(1900);
  });

  it('ends on SIGTERM, and with its parent when it is told to', async () => {
    await start('--with-parent');
    expect(await end()).toBe(0);
    await start('--sync', 'always');
    expect(await end('SIGTERM')).toBe(0);
  });
});

function reopen(): { account: Account; journal: FileJournal } {
  let journal: FileJournal | undefined;
  const account = new Account({
    record: text => journal?.record(text),
    begin: () => journal?.begin(),
    end: keep => journal?.end(keep),
    settled: reply => reply(),
    close: () => journal?.close(),
  });
  const { generation, size } = recover(folder(), record => account.apply(record));
  journal = new FileJournal(folder(), generation, size, false);
  return { account, journal };
}
