// Accounts, databases, containers, ranges and offers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

async function operations(): Promise<Record<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${fixture.cosmos.port}/_local/operations`);
  return (await answer.json()) as Record<string, number>;
}

describe('the account', () => {
  it('names itself as its only region', async () => {
    const { resource } = await fixture.client.getDatabaseAccount();
    const endpoint = `http://127.0.0.1:${fixture.cosmos.port}/`;
    expect(resource?.writableLocations).toMatchObject([{ databaseAccountEndpoint: endpoint }]);
    expect(resource?.readableLocations).toMatchObject([{ databaseAccountEndpoint: endpoint }]);
  });

  it('counts operations by name and sums their charge', async () => {
    const container = await newContainer(fixture.client);
    const before = await operations();
    await container.items.create({ id: '1', pk: 'a', n: 0 });
    await container.item('1', 'a').patch([{ op: 'incr', path: '/n', value: 1 }]);
    await container.item('1', 'a').read();
    const after = await operations();
    for (const name of ['items.create', 'items.patch', 'items.read']) {
      expect((after[name] ?? 0) - (before[name] ?? 0), name).toBe(1);
    }
    expect(after.requestCharge).toBeGreaterThan(before.requestCharge ?? 0);
  });

  it('answers what it does not know with 404 and 405', async () => {
    expect((await fetch(`http://127.0.0.1:${fixture.cosmos.port}/nothing`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${fixture.cosmos.port}/dbs`, { method: 'PUT' })).status).toBe(405);
    expect((await fetch(`http://127.0.0.1:${fixture.cosmos.port}/dbs/%ZZ`)).status).toBe(400);
  });
});

describe('databases', () => {
  it('are created once, listed, queried and deleted with what they hold', async () => {
    const { databases } = fixture.client;
    const { database } = await databases.create({ id: 'first' });
    expect(await failure(databases.create({ id: 'first' }))).toBe(409);
    expect((await databases.createIfNotExists({ id: 'first' })).statusCode).toBe(200);
    await database.containers.create({ id: 'inside', partitionKey: '/pk' });
    const query = {
      query: 'SELECT * FROM d WHERE d.id = @id',
      parameters: [{ name: '@id', value: 'first' }],
    };
    expect((await databases.query(query).fetchAll()).resources).toHaveLength(1);
    await database.delete();
    expect(await failure(database.read())).toBe(404);
    expect(await failure(database.container('inside').items.create({ id: '1' }))).toBe(404);
  });
});

describe('containers', () => {
  it('keep and echo their policies', async () => {
    const indexingPolicy = { includedPaths: [{ path: '/pk/?' }], excludedPaths: [{ path: '/*' }] };
    const container = await newContainer(fixture.client, { indexingPolicy, defaultTtl: 60 });
    const { resource } = await container.read();
    expect(resource).toMatchObject({ indexingPolicy, defaultTtl: 60 });
    expect(resource?.partitionKey).toEqual({ paths: ['/pk'], kind: 'Hash', version: 2 });
  });

  it('can be given another time to live but not another partition key', async () => {
    const container = await newContainer(fixture.client);
    const { resource } = await container.read();
    if (resource === undefined) throw new Error('the container was not read');
    await container.replace({ id: container.id, partitionKey: resource.partitionKey, defaultTtl: 5 });
    expect((await container.read()).resource?.defaultTtl).toBe(5);
    const other = { id: container.id, partitionKey: { paths: ['/other'] } };
    expect(await failure(container.replace(other))).toBe(400);
  });

  it('are refused without a partition key', async () => {
    const { database } = await fixture.client.databases.createIfNotExists({ id: 'tests' });
    const refused = await fetch(`http://127.0.0.1:${fixture.cosmos.port}/dbs/${database.id}/colls`, {
      method: 'POST',
      body: JSON.stringify({ id: 'without' }),
    });
    expect(refused.status).toBe(400);
  });

  it('have one feed range and can be deleted', async () => {
    const container = await newContainer(fixture.client);
    const ranges = await container.getFeedRanges();
    expect(ranges.map(({ minInclusive, maxExclusive }) => ({ minInclusive, maxExclusive }))).toEqual([
      { minInclusive: '', maxExclusive: 'FF' },
    ]);
    await container.delete();
    expect(await failure(container.read())).toBe(404);
  });

  it('show the throughput they were given and take another', async () => {
    const container = await newContainer(fixture.client, { throughput: 400 });
    const { offer, resource } = await container.readOffer();
    expect(resource?.content?.offerThroughput).toBe(400);
    if (offer === undefined || resource === undefined) throw new Error('there is no offer');
    await offer.replace({ ...resource, content: { ...resource.content, offerThroughput: 800 } } as never);
    expect((await container.readOffer()).resource?.content?.offerThroughput).toBe(800);
  });
});
