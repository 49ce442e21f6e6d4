// Documents that expire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('a time to live', () => {
  it('ends documents by their own ttl, else by the default, and never with -1', async () => {
    const container = await newContainer(fixture.client, { defaultTtl: 1 });
    await container.items.create({ id: 'default', pk: 'a' });
    await container.items.create({ id: 'longer', pk: 'a', ttl: 3600 });
    await container.items.create({ id: 'never', pk: 'a', ttl: -1 });
    const ids = async () => (await container.items.query('SELECT VALUE c.id FROM c').fetchAll()).resources;
    await later(2100);
    expect(await ids()).toEqual(['longer', 'never']);
    expect((await container.item('default', 'a').read()).statusCode).toBe(404);
    const patch = container.item('default', 'a').patch([{ op: 'incr', path: '/n', value: 1 }]);
    expect(await failure(patch)).toBe(404);
    expect((await container.items.create({ id: 'default', pk: 'a' })).statusCode).toBe(201);
  });

  it('starts again with every write', async () => {
    const container = await newContainer(fixture.client, { defaultTtl: -1 });
    await container.items.create({ id: '1', pk: 'a', ttl: 2 });
    await later(1000);
    await container.item('1', 'a').patch([{ op: 'set', path: '/ttl', value: 3600 }]);
    await later(2100);
    expect((await container.item('1', 'a').read()).statusCode).toBe(200);
  });

  it('is ignored in a container without a default and refused when it is no ttl', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '1', pk: 'a', ttl: 1 });
    expect(await failure(container.items.create({ id: '2', pk: 'a', ttl: 0 }))).toBe(400);
    await later(1500);
    expect((await container.item('1', 'a').read()).statusCode).toBe(200);
  });
});
