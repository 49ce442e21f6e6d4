// Point operations, etags, keys and charges.
import { PartitionKeyBuilder } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const ifMatch = (condition: string) => ({ accessCondition: { type: 'IfMatch', condition } });
const ifNoneMatch = (condition: string) => ({ accessCondition: { type: 'IfNoneMatch', condition } });

describe('a document', () => {
  it('is created once and read back with its system properties', async () => {
    const container = await newContainer(fixture.client);
    const created = await container.items.create({ id: '1', pk: 'a', name: 'Ærø — ☃' });
    expect(created.statusCode).toBe(201);
    expect(await failure(container.items.create({ id: '1', pk: 'a' }))).toBe(409);
    expect(await failure(container.items.create({ id: '1', pk: 'b' }))).toBe(0);
    const { resource, etag } = await container.item('1', 'a').read();
    expect(resource).toEqual(created.resource);
    expect(resource).toMatchObject({ name: 'Ærø — ☃', _etag: etag, _rid: expect.any(String) });
    expect(resource?._ts).toBeCloseTo(Date.now() / 1000, -1);
  });

  it('is missing with 404 and unchanged with 304', async () => {
    const container = await newContainer(fixture.client);
    expect((await container.item('1', 'a').read()).statusCode).toBe(404);
    const { etag } = await container.items.create({ id: '1', pk: 'a' });
    expect((await container.item('1', 'a').read(ifNoneMatch(etag))).statusCode).toBe(304);
    await container.items.upsert({ id: '1', pk: 'a', n: 1 });
    expect((await container.item('1', 'a').read(ifNoneMatch(etag))).statusCode).toBe(200);
  });

  it('is upserted with 201 when it is new and 200 when it is not', async () => {
    const container = await newContainer(fixture.client);
    const first = await container.items.upsert({ id: '1', pk: 'a', n: 1, gone: true });
    const second = await container.items.upsert({ id: '1', pk: 'a', n: 2 });
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    const { resource } = await container.item('1', 'a').read();
    expect(resource).toMatchObject({ n: 2, _rid: first.resource?._rid });
    expect(resource).not.toHaveProperty('gone');
  });

  it('is replaced and deleted only under the etag that the caller names', async () => {
    const container = await newContainer(fixture.client);
    const { etag } = await container.items.create({ id: '1', pk: 'a' });
    const item = container.item('1', 'a');
    const replaced = await item.replace({ id: '1', pk: 'a', n: 1 }, ifMatch(etag));
    expect(replaced.etag).not.toBe(etag);
    expect(await failure(item.replace({ id: '1', pk: 'a', n: 2 }, ifMatch(etag)))).toBe(412);
    expect(await failure(item.delete(ifMatch(etag)))).toBe(412);
    expect((await item.delete(ifMatch(replaced.etag))).statusCode).toBe(204);
    expect(await failure(item.delete())).toBe(404);
    expect(await failure(item.replace({ id: '1', pk: 'a' }))).toBe(404);
  });

  it('cannot be written under another key, without an id or above 2 MB', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '1', pk: 'a' });
    expect(await failure(container.item('1', 'a').replace({ id: '1', pk: 'b' }))).toBe(400);
    const url = `http://127.0.0.1:${fixture.cosmos.port}/dbs/tests/colls/${container.id}/docs`;
    const headers = { 'x-ms-documentdb-partitionkey': '["a"]' };
    for (const body of ['{"pk":"a"}', '{"id":"a/b","pk":"a"}', '[]', '{']) {
      expect((await fetch(url, { method: 'POST', headers, body })).status, body).toBe(400);
    }
    const large = { id: 'large', pk: 'a', text: 'x'.repeat(2_200_000) };
    expect(await failure(container.items.create(large))).toBe(413);
  });

  it('may have a key that is null, a number, a boolean, missing or not ASCII', async () => {
    const container = await newContainer(fixture.client);
    for (const pk of [null, 12.5, true, 'ключ "q"']) {
      await container.items.create({ id: 'same', pk });
      expect((await container.item('same', pk).read()).resource?.pk).toEqual(pk);
    }
    await container.items.create({ id: 'same' });
    expect((await container.item('same', undefined).read()).statusCode).toBe(200);
  });

  it('may have a hierarchical key, by which it is queried whole or by its beginning', async () => {
    const container = await newContainer(fixture.client, {
      partitionKey: { paths: ['/a', '/b/c'] } as never,
    });
    for (const [a, c] of [
      ['x', 1],
      ['x', 2],
      ['y', 1],
    ] as const) {
      await container.items.create({ id: `${a}${c}`, a, b: { c } });
    }
    const key = new PartitionKeyBuilder().addValue('x').addValue(2).build();
    expect((await container.item('x2', key).read()).resource?.id).toBe('x2');
    const idsOf = async (partitionKey: string[] | typeof key) => {
      const iterator = container.items.query('SELECT VALUE c.id FROM c', {
        partitionKey: partitionKey as never,
      });
      return (await iterator.fetchAll()).resources;
    };
    expect(await idsOf(key)).toEqual(['x2']);
    expect(await idsOf(['x'])).toEqual(['x1', 'x2']);
  });

  it('is charged by its size', async () => {
    const container = await newContainer(fixture.client);
    const charges: number[] = [];
    for (const kb of [1, 4, 64]) {
      const { requestCharge } = await container.items.upsert({
        id: `${kb}`,
        pk: 'a',
        x: 'x'.repeat(kb * 1024 - 240),
      });
      charges.push(Math.round(requestCharge * 2) / 2);
    }
    expect(charges).toEqual([5.5, 7, 48]);
    expect((await container.item('1', 'a').read()).requestCharge).toBeCloseTo(1, 1);
  });
});
