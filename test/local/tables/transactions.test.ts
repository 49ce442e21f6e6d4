import { type TableClient, TableTransaction, type TransactionAction } from '@azure/data-tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTables, type Tables } from '../../../local/tables/server.ts';
import { all, errorOf, tableClient } from './tables-client.ts';

let tables: Tables;
let client: TableClient;
let number = 0;

beforeAll(async () => {
  tables = await startTables({ port: 0 });
});
afterAll(() => tables.stop());
beforeEach(async () => {
  number += 1;
  client = tableClient(tables.port, `Transactions${number}`);
  await client.createTable();
});

const creates = (count: number): TransactionAction[] =>
  Array.from({ length: count }, (_, n) => ['create', { partitionKey: 'p', rowKey: `r${n}`, n }]);

describe('an entity group transaction', () => {
  it('does a hundred inserts and gives each its etag', async () => {
    const response = await client.submitTransaction(creates(100));
    expect(response.status).toBe(202);
    expect(response.subResponses).toHaveLength(100);
    const read = await client.getEntity('p', 'r42');
    expect(response.getResponseForEntity('r42')?.etag).toBe(read.etag);
  });

  it('mixes creates, merges, replaces, upserts and deletes', async () => {
    await client.submitTransaction(creates(4));
    const transaction = new TableTransaction();
    transaction.createEntity({ partitionKey: 'p', rowKey: 'new', big: 5n });
    transaction.deleteEntity('p', 'r0');
    transaction.updateEntity({ partitionKey: 'p', rowKey: 'r1', extra: 'é' }, 'Merge');
    transaction.updateEntity({ partitionKey: 'p', rowKey: 'r2', extra: true }, 'Replace');
    transaction.upsertEntity({ partitionKey: 'p', rowKey: 'r9', extra: 1 }, 'Replace');
    await client.submitTransaction(transaction.actions);
    const entities = await all(client.listEntities());
    expect(entities.map(({ rowKey, n, extra, big }) => ({ rowKey, n, extra, big }))).toEqual([
      { rowKey: 'new', n: undefined, extra: undefined, big: 5n },
      { rowKey: 'r1', n: 1, extra: 'é', big: undefined },
      { rowKey: 'r2', n: undefined, extra: true, big: undefined },
      { rowKey: 'r3', n: 3, extra: undefined, big: undefined },
      { rowKey: 'r9', n: undefined, extra: 1, big: undefined },
    ]);
  });

  it('does nothing when one insert exists, and names it by its index', async () => {
    await client.createEntity({ partitionKey: 'p', rowKey: 'r7' });
    expect(await errorOf(client.submitTransaction(creates(20)))).toEqual({
      status: 409,
      code: 'EntityAlreadyExists',
      message: '7:The specified entity already exists.',
    });
    expect(await all(client.listEntities())).toHaveLength(1);
    await client.deleteEntity('p', 'r7');
    await client.createEntity({ partitionKey: 'p', rowKey: 'r0' });
    expect((await errorOf(client.submitTransaction(creates(2)))).message).toBe(
      '0:The specified entity already exists.',
    );
  });

  it('fails whole on a stale etag or a missing entity', async () => {
    const { etag } = await client.createEntity({ partitionKey: 'p', rowKey: 'r', n: 1 });
    await client.updateEntity({ partitionKey: 'p', rowKey: 'r', n: 2 });
    const update: TransactionAction = [
      'update',
      { partitionKey: 'p', rowKey: 'r', n: 3 },
      'Merge',
      { etag: String(etag) },
    ];
    expect(
      await errorOf(client.submitTransaction([['create', { partitionKey: 'p', rowKey: 'x' }], update])),
    ).toMatchObject({
      status: 412,
      code: 'UpdateConditionNotSatisfied',
      message: '1:The update condition specified in the request was not satisfied.',
    });
    expect(
      await errorOf(client.submitTransaction([['delete', { partitionKey: 'p', rowKey: 'none' }]])),
    ).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
    });
    expect(await all(client.listEntities())).toHaveLength(1);
  });

  it('is refused above a hundred operations and when an entity appears twice', async () => {
    expect(await errorOf(client.submitTransaction(creates(101)))).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    const twice = [...creates(2), ...creates(1)];
    expect(await errorOf(client.submitTransaction(twice))).toMatchObject({
      status: 400,
      code: 'InvalidDuplicateRow',
    });
  });

  it('has one winner when twenty clients claim overlapping sets at the same time', async () => {
    const claim = (by: number): TransactionAction[] =>
      Array.from({ length: 10 }, (_, n) => ['create', { partitionKey: 'p', rowKey: `c${n}`, by }]);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, by) => client.submitTransaction(claim(by)).then(() => by)),
    );
    const winners = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
    expect(winners).toHaveLength(1);
    expect(new Set((await all(client.listEntities())).map(entity => entity.by))).toEqual(new Set(winners));
  });
});
