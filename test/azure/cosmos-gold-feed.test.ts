import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName } from '../../src/azure/cosmos-gold.ts';
import { createCosmosGoldFeed } from '../../src/azure/cosmos-gold-feed.ts';
import type { GoldDocument } from '../../src/gold/document.ts';
import type { Model } from '../../src/gold/model.ts';
import type { FeedReader } from '../../src/live/feed.ts';
import { createMetrics } from '../../src/metrics.ts';

const partitions = 4;
let cosmos: Awaited<ReturnType<typeof startCosmos>>;
let client: CosmosClient;
let model: Model;
let models = 0;
beforeAll(async () => {
  cosmos = await startCosmos({ port: 0, partitions });
  client = new CosmosClient({
    endpoint: `http://127.0.0.1:${cosmos.port}/`,
    key: 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  });
  await client.databases.createIfNotExists({ id: 'assay' });
});
beforeEach(async () => {
  model = { name: `m${++models}`, version: 1, over: null } as Model;
  await client
    .database('assay')
    .containers.create({ id: containerName(model), partitionKey: { paths: ['/pk'] } });
});
afterAll(async () => {
  client.dispose();
  await cosmos.stop();
});

const container = () => client.database('assay').container(containerName(model));
const feed = () => createCosmosGoldFeed(client.database('assay'), createMetrics());

const write = (pk: string, n: number) =>
  container().items.upsert({ id: '1', pk, key: {}, span: 0, w: { lane: n }, s: { n }, at: n });

/** Until there is nothing more. */
async function readAll(reader: FeedReader) {
  const documents: GoldDocument[] = [];
  for (;;) {
    const page = await reader.next();
    documents.push(...page.documents);
    if (page.documents.length === 0)
      return { found: documents.map(({ pk, s }) => `${pk}:${s.n}`).sort(), position: page.position };
  }
}

const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);

test('the container has several physical partitions, and keys in each', async () => {
  expect(await container().getFeedRanges()).toHaveLength(partitions);
});

test('from now on, each change of any partition comes once, as it is last', async () => {
  for (const key of keys) await write(key, 0);
  const reader = feed().open(model, null);
  expect((await readAll(reader)).found).toEqual([]);
  for (const key of keys) await write(key, 1);
  await write('k3', 2);
  expect((await readAll(reader)).found).toEqual(keys.map(key => `${key}:${key === 'k3' ? 2 : 1}`).sort());
  expect((await readAll(reader)).found).toEqual([]);
});

test('a position is good for another reader, also one between pages of different partitions', async () => {
  const reader = feed().open(model, null);
  await reader.next();
  for (const key of keys) await write(key, 1);
  const first = await reader.next();
  expect(first.documents.length).toBeGreaterThan(0);
  expect(first.more).toBe(true);
  const other = await readAll(feed().open(model, first.position));
  expect([...first.documents.map(({ pk }) => `${pk}:1`), ...other.found].sort()).toEqual(
    keys.map(key => `${key}:1`).sort(),
  );
});

test('a position says whether it has reached another', async () => {
  const reader = feed().open(model, null);
  const { position: before } = await reader.next();
  await write('k1', 1);
  const { position: after } = await readAll(reader);
  const { hasReached } = feed();
  expect([hasReached(after, before), hasReached(before, after), hasReached(before, before)]).toEqual([
    ...[true, false, true],
  ]);
  expect(hasReached(after.replace(/^\S+/, 'other'), before)).toBe(false);
});

test('a split of partitions loses nothing and brings nothing twice, for who reads on and for who comes again', async () => {
  const reader = feed().open(model, null);
  await readAll(reader);
  for (const key of keys) await write(key, 1);
  const { position } = await readAll(reader);
  for (const key of keys.slice(0, 6)) await write(key, 2);
  cosmos.split();
  for (const key of keys.slice(6)) await write(key, 3);
  const expected = keys.map((key, i) => `${key}:${i < 6 ? 2 : 3}`).sort();
  expect((await readAll(reader)).found).toEqual(expected);
  expect((await readAll(feed().open(model, position))).found).toEqual(expected);
  expect((await readAll(reader)).found).toEqual([]);
});

test('seams, which live in the same container, are left out', async () => {
  const reader = feed().open(model, null);
  await reader.next();
  await container().items.create({ id: 'seam.x', pk: '~rebuild', base: 1, from: null, done: 1 });
  expect((await readAll(reader)).found).toEqual([]);
});

test.each(['', 'x', 'x -FF~', 'x -FF~"1"', 'x -FF~1\r\nx: y'])('%j is no position', async position => {
  const reading = async () => feed().open(model, position).next();
  await expect(reading()).rejects.toThrow();
});

test('a position of another container cannot be read', async () => {
  const { position } = await feed().open(model, null).next();
  model = { name: `m${++models}`, version: 1, over: null } as Model;
  await client
    .database('assay')
    .containers.create({ id: containerName(model), partitionKey: { paths: ['/pk'] } });
  await expect(feed().open(model, position).next()).rejects.toThrow('not for the current container');
});
