import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTables, type Tables } from '../../../local/tables/server.ts';
import { all, errorOf, serviceClient, tableClient } from './tables-client.ts';

let tables: Tables;
let client: TableClient;
let number = 0;

beforeAll(async () => {
  tables = await startTables({ port: 0 });
});
afterAll(() => tables.stop());
beforeEach(async () => {
  number += 1;
  client = tableClient(tables.port, `Entities${number}`);
  await client.createTable();
});

/** The SDK hides TableAlreadyExists: seen on the wire. */
const createdAgain = (name: string) =>
  fetch(`http://127.0.0.1:${tables.port}/devstoreaccount1/Tables`, {
    method: 'POST',
    headers: { authorization: 'SharedKeyLite devstoreaccount1:x', 'content-type': 'application/json' },
    body: JSON.stringify({ TableName: name }),
  });

const key = { partitionKey: 'p', rowKey: 'r' };

describe('tables', () => {
  it('are created once, listed by name and deleted', async () => {
    const service = serviceClient(tables.port);
    await service.createTable('Zebra');
    const named = { queryOptions: { filter: "TableName eq 'Zebra'" } };
    expect((await all(service.listTables(named))).map(table => table.name)).toEqual(['Zebra']);
    expect((await createdAgain('zebra')).status).toBe(409);
    await service.deleteTable('Zebra');
    expect(await all(service.listTables(named))).toEqual([]);
    expect((await all(service.listTables())).map(t => t.name)).toContain(`Entities${number}`);
  });

  it('answer TableNotFound when they do not exist, and a wrong account is refused', async () => {
    const missing = tableClient(tables.port, 'Missing');
    expect(await errorOf(missing.createEntity({ ...key }))).toMatchObject({
      status: 404,
      code: 'TableNotFound',
    });
    expect(await errorOf(all(missing.listEntities()))).toMatchObject({ status: 404, code: 'TableNotFound' });
    expect(await errorOf(serviceClient(tables.port, 'other').createTable('Abc'))).toMatchObject({
      status: 403,
    });
    expect(await errorOf(serviceClient(tables.port).createTable('1x'))).toMatchObject({
      code: 'InvalidResourceName',
    });
  });

  it('list over several pages with a continuation', async () => {
    const service = serviceClient(tables.port);
    for (const name of ['PageA', 'PageB', 'PageC']) await service.createTable(name);
    const filter = "TableName ge 'PageA' and TableName lt 'PageD'";
    const pages = [];
    for await (const page of service.listTables({ queryOptions: { filter } }).byPage({ maxPageSize: 2 })) {
      pages.push(page.map(table => table.name));
    }
    expect(pages).toEqual([['PageA', 'PageB'], ['PageC']]);
  });
});

describe('an entity', () => {
  it('keeps every type that the service knows', async () => {
    const entity = {
      ...key,
      text: 'naïve “text” with \t tab and \n newline',
      empty: '',
      int: 42,
      double: 1.5,
      whole: { type: 'Double' as const, value: '5' },
      notANumber: { type: 'Double' as const, value: 'NaN' },
      long: 9007199254740993n,
      flag: false,
      when: new Date('2026-01-31T10:00:00.123Z'),
      id: { type: 'Guid' as const, value: '6f9619ff-8b86-d011-b42d-00c04fc964ff' },
      bytes: new Uint8Array([0, 1, 254, 255]),
      typedFlag: { type: 'Boolean' as const, value: 'true' },
      nothing: null,
    };
    const { etag } = await client.createEntity(entity);
    const read = await client.getEntity('p', 'r');
    expect(read).toMatchObject({
      text: entity.text,
      empty: '',
      int: 42,
      double: 1.5,
      whole: 5,
      long: 9007199254740993n,
      flag: false,
      when: entity.when,
      id: { type: 'Guid', value: entity.id.value },
      typedFlag: true,
      etag,
    });
    expect(Buffer.from(read.bytes as Uint8Array)).toEqual(Buffer.from(entity.bytes));
    expect(read).not.toHaveProperty('nothing');
    expect(Date.parse(String(read.timestamp))).toBeGreaterThan(Date.now() - 60_000);
    const typed = await client.getEntity('p', 'r', { disableTypeConversion: true });
    expect(typed.long).toEqual({ type: 'Int64', value: '9007199254740993' });
  });

  it('is inserted once: the second insert answers EntityAlreadyExists', async () => {
    await client.createEntity({ ...key, a: 1 });
    expect(await errorOf(client.createEntity({ ...key, a: 2 }))).toEqual({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'The specified entity already exists.',
    });
    expect((await client.getEntity('p', 'r')).a).toBe(1);
  });

  it('has one winner when twenty clients insert it at the same time', async () => {
    const attempts = Array.from({ length: 20 }, (_, by) =>
      client.createEntity({ ...key, by }).then(() => by),
    );
    const results = await Promise.allSettled(attempts);
    const winners = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
    expect(winners).toHaveLength(1);
    expect((await client.getEntity('p', 'r')).by).toBe(winners[0]);
  });

  it('answers ResourceNotFound when it is missing', async () => {
    const expected = { status: 404, code: 'ResourceNotFound' };
    expect(await errorOf(client.getEntity('p', 'none'))).toMatchObject(expected);
    expect(await errorOf(client.updateEntity({ ...key }))).toMatchObject(expected);
    expect(await errorOf(client.deleteEntity('p', 'none'))).toMatchObject(expected);
  });

  it('is merged, replaced and deleted only under the etag that was read', async () => {
    const first = await client.createEntity({ ...key, a: 1, long: 5n });
    const second = await client.updateEntity({ ...key, b: 2, long: 7 }, 'Merge', {
      etag: String(first.etag),
    });
    expect(await client.getEntity('p', 'r')).toMatchObject({ a: 1, b: 2, long: 7, etag: second.etag });
    const stale = { etag: String(first.etag) };
    const refused = { status: 412, code: 'UpdateConditionNotSatisfied' };
    expect(await errorOf(client.updateEntity({ ...key, c: 3 }, 'Replace', stale))).toMatchObject(refused);
    expect(await errorOf(client.updateEntity({ ...key, c: 3 }, 'Merge', stale))).toMatchObject(refused);
    expect(await errorOf(client.deleteEntity('p', 'r', stale))).toMatchObject(refused);
    const third = await client.updateEntity({ ...key, c: 3 }, 'Replace', { etag: String(second.etag) });
    expect(await client.getEntity('p', 'r')).not.toHaveProperty('a');
    await client.deleteEntity('p', 'r', { etag: String(third.etag) });
    expect(await errorOf(client.getEntity('p', 'r'))).toMatchObject({ status: 404 });
  });

  it('is made by an upsert, then merged or replaced by the next', async () => {
    await client.upsertEntity({ ...key, a: 1 }, 'Merge');
    await client.upsertEntity({ ...key, b: 2 }, 'Merge');
    expect(await client.getEntity('p', 'r')).toMatchObject({ a: 1, b: 2 });
    await client.upsertEntity({ ...key, c: 3 }, 'Replace');
    expect(await client.getEntity('p', 'r')).toMatchObject({ c: 3 });
    expect(await client.getEntity('p', 'r')).not.toHaveProperty('a');
  });

  it('may have quotes, spaces, percent and equals signs, colons and other scripts in its keys', async () => {
    for (const odd of ["it's", 'a b', '100%', 'k=v&x', 'a:b|c', 'Größe 尺寸 🛒', "''", '']) {
      const entity = { partitionKey: `p${odd}`, rowKey: odd };
      await client.createEntity({ ...entity, n: 1 });
      await client.upsertEntity({ ...entity, m: 2 });
      expect(await client.getEntity(entity.partitionKey, odd)).toMatchObject({ ...entity, n: 1, m: 2 });
      await client.submitTransaction([['delete', entity]]);
      expect(await errorOf(client.getEntity(entity.partitionKey, odd))).toMatchObject({ status: 404 });
    }
  });

  it('is refused with a key that the service forbids, or when it is too large', async () => {
    expect(await errorOf(client.createEntity({ partitionKey: 'a/b', rowKey: 'r' }))).toMatchObject({
      code: 'OutOfRangeInput',
    });
    expect(await errorOf(client.createEntity({ partitionKey: 'p', rowKey: 'x'.repeat(600) }))).toMatchObject({
      code: 'KeyValueTooLarge',
    });
    expect(await errorOf(client.createEntity({ ...key, text: 'x'.repeat(40_000) }))).toMatchObject({
      code: 'PropertyValueTooLarge',
    });
    expect(await errorOf(client.createEntity({ ...key, big: { type: 'Int64', value: 'x' } }))).toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('counts what was done by operation', async () => {
    await client.createEntity({ ...key });
    await client.getEntity('p', 'r');
    const counts = await (await fetch(`http://127.0.0.1:${tables.port}/_local/operations`)).json();
    expect(counts).toMatchObject({
      'table.InsertEntity': expect.any(Number),
      'table.GetEntity': expect.any(Number),
    });
  });
});
