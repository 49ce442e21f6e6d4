import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName, createCosmosGold } from '../../src/azure/cosmos-gold.ts';
import { type AcceptedEvent, foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { Model } from '../../src/gold/model.ts';
import { createMetrics } from '../../src/metrics.ts';
import { catalogOf, compileModels } from '../gold/models.ts';

const columns = { sku: { type: 'string' }, units: { type: 'integer' }, shop: { type: 'string' } };
const [model] = (await compileModels(catalogOf('cloudevents', { sale: columns }), {
  sold: `SELECT sku, sum(units) AS units, count(DISTINCT shop) AS shops
    FROM {{ source('silver', 'sale') }} GROUP BY sku`,
})) as [Model];
let cosmos: Awaited<ReturnType<typeof startCosmos>>;
let client: CosmosClient;
beforeAll(async () => {
  cosmos = await startCosmos({ port: 0 });
  client = new CosmosClient({
    endpoint: `http://127.0.0.1:${cosmos.port}/`,
    key: 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  });
  const { database } = await client.databases.createIfNotExists({ id: 'assay' });
  await database.containers.createIfNotExists({
    id: containerName(model),
    partitionKey: { paths: ['/pk'] },
    defaultTtl: -1,
  });
});
afterAll(async () => {
  client.dispose();
  await cosmos.stop();
});

const gold = () => createCosmosGold(client.database('assay'), createMetrics());

function events(from: number, to: number, shop: string, sku = 'a/b ?#%'): AcceptedEvent[] {
  return Array.from({ length: to - from }, (_, i) => ({
    sequenceNumber: from + i,
    enqueuedTimeMs: 0,
    event: {
      type: 'sale',
      table: 'sale',
      identity: '',
      eventTimeMs: 0,
      warnings: [],
      rows: [{ weight: 1, row: { sku, units: 2, shop }, eventTimeMs: 0 }],
    },
  }));
}

const fold = (partitionId: string, batch: AcceptedEvent[]) =>
  foldBatch([model], { hub: 'pos', partitionId }, batch);

test('lanes fold into one document side by side, a redelivery and an overlap change nothing, whatever the key is spelled like', async () => {
  const [first, second] = [createFoldWriter(gold()), createFoldWriter(gold())];
  await Promise.all([
    first.write(fold('0', events(0, 10, 'S/1'))),
    second.write(fold('1', events(0, 4, 'S~2'))),
  ]);
  await Promise.all([
    first.write(fold('0', events(5, 20, 'S/1'))),
    second.write(fold('0', events(0, 15, 'S/1'))),
  ]);
  await second.write(fold('1', events(2, 4, 'S~2')));
  const [stored] = await gold().list(model, 'a/b ?#%', '', 10);
  expect(stored?.document).toMatchObject({
    key: { sku: 'a/b ?#%' },
    w: { 'pos-0': 19, 'pos-1': 3 },
    s: { '0_units': 48, '0_shops:S!2f!1': 20, '0_shops:S!7e!2': 4 },
  });
});

test('each operation answers as the port says', async () => {
  const store = gold();
  const address = { id: 'x', pk: 'k', key: { sku: 'k' }, span: 0 };
  const patch = (first: number) =>
    store.patch(model, address, {
      increments: { '0_units': 1 },
      guards: { 'pos-0': { first, last: first } },
      at: 1,
    });
  const document = { ...address, w: { 'pos-0': 5 }, s: {}, at: 0 };
  expect(await store.read(model, address)).toBeNull();
  expect(await patch(6)).toBe('missing');
  expect(await store.create(model, document)).toBe('created');
  expect(await store.create(model, document)).toBe('exists');
  expect(await patch(5)).toBe('guarded');
  const before = await store.read(model, address);
  expect(await patch(6)).toBe('patched');
  expect(await store.replace(model, document, before?.etag ?? '')).toBe('changed');
  const after = await store.read(model, address);
  expect(after?.document).toMatchObject({ w: { 'pos-0': 6 }, s: { '0_units': 1 } });
  expect(await store.replace(model, document, after?.etag ?? '')).toBe('replaced');
});

test('writes that are asked for at once are answered each for itself', async () => {
  const store = gold();
  const keyed = (id: string) => ({ id, pk: `at once ${id}`, key: { sku: id }, span: 0 });
  const document = (id: string, watermark: number) => ({
    ...keyed(id),
    w: { 'pos-0': watermark },
    s: {},
    at: 0,
  });
  const patch = (id: string, first: number) =>
    store.patch(model, keyed(id), {
      increments: { '0_units': 1 },
      guards: { 'pos-0': { first, last: first } },
      at: 1,
    });
  await Promise.all(['a', 'b', 'c'].map(id => store.create(model, document(id, 5))));
  const stale = await store.read(model, keyed('c'));
  await patch('c', 6);
  const answers = await Promise.all([
    store.create(model, document('a', 9)),
    store.create(model, document('d', 5)),
    patch('a', 6),
    patch('b', 5),
    patch('e', 6),
    store.replace(model, document('c', 9), stale?.etag ?? ''),
  ]);
  expect(answers).toEqual(['exists', 'created', 'patched', 'guarded', 'missing', 'changed']);
  const stored = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(id => store.read(model, keyed(id))));
  expect(stored.map(found => found?.document.w['pos-0'])).toEqual([6, 5, 6, 5, undefined]);
});
