import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, expect, test } from 'vitest';
import { startCosmos } from '../../../local/cosmos/server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-cosmos-paging-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const connect = (port: number) =>
  new CosmosClient({
    endpoint: `http://127.0.0.1:${port}/`,
    key: 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  });

test('pages of a query have every document once, also when documents were changed before a restart', async () => {
  const first = await startCosmos({ port: 0, dataDir });
  const client = connect(first.port);
  const { database } = await client.databases.createIfNotExists({ id: 'd' });
  const { container } = await database.containers.createIfNotExists({
    id: 'c',
    partitionKey: { paths: ['/pk'] },
  });
  for (let i = 0; i < 60; i++) await container.items.create({ id: `${i}`, pk: `${i % 3}`, n: 0 });
  for (let i = 0; i < 60; i += 7)
    await container.item(`${i}`, `${i % 3}`).patch([{ op: 'incr', path: '/n', value: 1 }]);
  client.dispose();
  await first.stop();

  const second = await startCosmos({ port: 0, dataDir });
  const again = connect(second.port);
  const ids: string[] = [];
  const pages = again
    .database('d')
    .container('c')
    .items.query<{ id: string }>('SELECT * FROM c', { maxItemCount: 7 });
  while (pages.hasMoreResults()) for (const { id } of (await pages.fetchNext()).resources ?? []) ids.push(id);
  expect(ids.length).toBe(60);
  expect(new Set(ids).size).toBe(60);
  again.dispose();
  await second.stop();
});
