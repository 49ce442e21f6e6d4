// Transactional batches and bulk.
import type { OperationInput } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const incr = { operations: [{ op: 'incr' as const, path: '/n', value: 1 }] };

describe('a transactional batch', () => {
  it('does every kind of operation at once', async () => {
    const container = await newContainer(fixture.client);
    for (const id of ['patched', 'replaced', 'read', 'deleted'])
      await container.items.create({ id, pk: 'a', n: 1 });
    const operations: OperationInput[] = [
      { operationType: 'Create', resourceBody: { id: 'created', pk: 'a' } },
      { operationType: 'Upsert', resourceBody: { id: 'upserted', pk: 'a' } },
      { operationType: 'Replace', id: 'replaced', resourceBody: { id: 'replaced', pk: 'a', n: 9 } },
      { operationType: 'Patch', id: 'patched', resourceBody: incr },
      { operationType: 'Read', id: 'read' },
      { operationType: 'Delete', id: 'deleted' },
    ];
    const { code, result } = await container.items.batch(operations, 'a');
    expect(code).toBe(200);
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([201, 201, 200, 200, 200, 204]);
    expect(result?.[3]?.resourceBody).toMatchObject({ id: 'patched', n: 2 });
    expect(result?.[3]?.eTag).toBe((await container.item('patched', 'a').read()).etag);
  });

  it('leaves nothing behind when one operation fails, and answers 424 for the others', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: 'there', pk: 'a', n: 1 });
    await container.items.create({ id: 'victim', pk: 'a', n: 1 });
    const before = (await container.items.readAll().fetchAll()).resources;
    const operations: OperationInput[] = [
      { operationType: 'Patch', id: 'there', resourceBody: incr },
      { operationType: 'Delete', id: 'victim' },
      { operationType: 'Create', resourceBody: { id: 'victim', pk: 'a', n: 2 } },
      { operationType: 'Create', resourceBody: { id: 'there', pk: 'a' } },
      { operationType: 'Upsert', resourceBody: { id: 'new', pk: 'a' } },
    ];
    const { code, result } = await container.items.batch(operations, 'a');
    expect(code).toBe(207);
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 424, 424, 409, 424]);
    expect((await container.items.readAll().fetchAll()).resources).toEqual(before);
  });

  it('holds back when a condition or an etag does not hold', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '1', pk: 'a', n: 1 });
    const guarded = { ...incr, condition: 'FROM c WHERE c.n > 1' };
    const statuses = async (...operations: OperationInput[]) =>
      (await container.items.batch(operations, 'a')).result?.map(({ statusCode }) => statusCode);
    expect(await statuses({ operationType: 'Patch', id: '1', resourceBody: guarded })).toEqual([412]);
    const body = { id: '1', pk: 'a', n: 2 };
    expect(await statuses({ operationType: 'Replace', id: '1', resourceBody: body, ifMatch: '"0"' })).toEqual(
      [412],
    );
    expect((await container.item('1', 'a').read()).resource?.n).toBe(1);
  });
});

describe('bulk', () => {
  it('does each operation for itself', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '0', pk: 'p0', n: 1 });
    const operations: OperationInput[] = Array.from({ length: 250 }, (_, n) => ({
      ...{ operationType: 'Create' as const, partitionKey: `p${n % 5}` },
      resourceBody: { id: `${n}`, pk: `p${n % 5}` },
    }));
    const results = await container.items.executeBulkOperations(operations);
    expect(results.filter(({ response }) => response?.statusCode === 201)).toHaveLength(249);
    expect(Number(results[0]?.error?.code)).toBe(409);
    expect((await container.items.query('SELECT VALUE COUNT(1) FROM c').fetchAll()).resources).toEqual([250]);
  });
});
