import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TableStore } from '../../../local/tables/table-store.ts';
import { serviceProcess } from '../service-process.ts';
import { all, errorOf, serviceClient, tableClient } from './tables-client.ts';

const { folder, start, end } = serviceProcess('tables');

describe('the table service', () => {
  it('has everything that it acknowledged after SIGKILL under load', async () => {
    let port = await start();
    await serviceClient(port).createTable('Kept');
    const acknowledged: string[] = [];
    const write = async (worker: number) => {
      const client = tableClient(port, 'Kept');
      for (let n = 0; ; n++) {
        const partitionKey = `${worker}-${n}`;
        await client.submitTransaction(
          Array.from({ length: 5 }, (_, row) => [
            'create',
            { partitionKey, rowKey: String(row), n: BigInt(n) },
          ]),
        );
        acknowledged.push(partitionKey);
      }
    };
    const writers = Promise.allSettled([0, 1, 2, 3].map(write));
    while (acknowledged.length < 200) await new Promise(resolve => setTimeout(resolve, 10));
    await end('SIGKILL');
    await writers;
    port = await start();
    const perPartition = new Map<string, number>();
    for (const { partitionKey } of await all(tableClient(port, 'Kept').listEntities())) {
      perPartition.set(String(partitionKey), (perPartition.get(String(partitionKey)) ?? 0) + 1);
    }
    expect(acknowledged.filter(partition => !perPartition.has(partition))).toEqual([]);
    expect([...perPartition.values()].filter(rows => rows !== 5)).toEqual([]);
  });

  it('cuts off a torn tail, and keeps etags and deletions', async () => {
    let port = await start('--sync', 'always');
    const client = tableClient(port, 'Kept');
    await client.createTable();
    await client.createEntity({ partitionKey: 'p', rowKey: 'gone' });
    const { etag } = await client.createEntity({ partitionKey: 'p', rowKey: 'kept', text: 'a\tb\nc' });
    await client.deleteEntity('p', 'gone');
    await end('SIGKILL');
    appendFileSync(join(folder(), 'log-000001'), Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5]));
    port = await start();
    const again = tableClient(port, 'Kept');
    expect(await errorOf(again.getEntity('p', 'gone'))).toMatchObject({ status: 404 });
    await again.updateEntity({ partitionKey: 'p', rowKey: 'kept', n: 1 }, 'Merge', { etag: String(etag) });
    await end('SIGKILL');
    port = await start();
    expect(await tableClient(port, 'Kept').getEntity('p', 'kept')).toMatchObject({ text: 'a\tb\nc', n: 1 });
  });

  it('stops on SIGTERM, and with its parent', async () => {
    await start();
    expect(await end('SIGTERM')).toBe(0);
    await start('--with-parent');
    expect(await end()).toBe(0);
  });
});

describe('a snapshot', () => {
  it('replaces the log, and holds what is written while it is taken', async () => {
    const open = () => new TableStore({ folder: folder(), sync: 'os' });
    const store = open();
    store.createTable('Busy');
    const put = (n: number, text: string) =>
      store.transact('Busy', [
        { kind: 'replace', key: `p\u0000${String(n).padStart(6, '0')}`, properties: { text } },
      ]);
    for (let n = 0; n < 20_000; n++) put(n, 'before');
    const compaction = store.compact();
    for (let round = 0; round < 50; round++) {
      for (let n = round * 100; n < round * 100 + 50; n++) put(n, 'during');
      store.transact('Busy', [
        { kind: 'delete', key: `p\u0000${String(19_999 - round).padStart(6, '0')}`, ifMatch: '*' },
      ]);
      await new Promise(resolve => setImmediate(resolve));
    }
    await compaction;
    put(1_000_000, 'after');
    await store.close();
    expect(readdirSync(folder()).sort()).toEqual(['log-000002', 'snapshot-000002']);
    const rows = [...open().table('Busy').rows.range('', undefined)];
    expect(rows).toHaveLength(20_000 - 50 + 1);
    expect(rows.filter(row => row.value.includes('during'))).toHaveLength(2_500);
    expect(rows.at(-1)?.value).toBe('{"text":"after"}');
  });
});
