import { odata, type TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTables, type Tables } from '../../../local/tables/server.ts';
import { all, errorOf, tableClient } from './tables-client.ts';

let tables: Tables;
let client: TableClient;
let many: TableClient;

const when = (day: number) => new Date(Date.UTC(2026, 0, day));
const guid = '6f9619ff-8b86-d011-b42d-00c04fc964ff';

beforeAll(async () => {
  tables = await startTables({ port: 0 });
  client = tableClient(tables.port, 'Queries');
  await client.createTable();
  for (const [partitionKey, count] of [
    ['a', 3],
    ["b's", 2],
    ['c', 1],
  ] as const) {
    for (let n = 0; n < count; n++) {
      await client.createEntity({
        partitionKey,
        rowKey: `r${n}`,
        n,
        long: BigInt(n) * 10_000_000_000n,
        when: when(n + 1),
        even: n % 2 === 0,
        name: `name ${n}`,
        ...(n === 1 && { id: { type: 'Guid', value: guid }, bytes: new Uint8Array([1, 255]) }),
      });
    }
  }
  many = tableClient(tables.port, 'Many');
  await many.createTable();
  for (let batch = 0; batch < 25; batch++) {
    await many.submitTransaction(
      Array.from({ length: 100 }, (_, n) => [
        'create',
        { partitionKey: 'p', rowKey: String(batch * 100 + n).padStart(5, '0'), n },
      ]),
    );
  }
});
afterAll(() => tables.stop());

const keysOf = async (filter: string) =>
  (await all(client.listEntities({ queryOptions: { filter } }))).map(e => `${e.partitionKey}/${e.rowKey}`);

describe('a filter', () => {
  it.each<[string, string[]]>([
    ["PartitionKey eq 'a' and RowKey eq 'r1'", ['a/r1']],
    ["PartitionKey eq 'b''s'", ["b's/r0", "b's/r1"]],
    ["PartitionKey eq 'a' and RowKey ge 'r1'", ['a/r1', 'a/r2']],
    ["PartitionKey eq 'a' and RowKey gt 'r0' and RowKey lt 'r2'", ['a/r1']],
    ["PartitionKey gt 'a' and PartitionKey le 'c'", ["b's/r0", "b's/r1", 'c/r0']],
    ["RowKey eq 'r1'", ['a/r1', "b's/r1"]],
    [
      "(PartitionKey eq 'c' and RowKey eq 'r0') or (PartitionKey eq 'a' and RowKey eq 'r2')",
      ['a/r2', 'c/r0'],
    ],
    ["PartitionKey eq 'a' and (RowKey eq 'r0' or RowKey eq 'r2')", ['a/r0', 'a/r2']],
    ["PartitionKey ne 'a'", ["b's/r0", "b's/r1", 'c/r0']],
    ["not (PartitionKey eq 'a') and n eq 0", ["b's/r0", 'c/r0']],
    ['n ge 1', ['a/r1', 'a/r2', "b's/r1"]],
    ['1.5 lt n', ['a/r2']],
    ['long ge 10000000000L', ['a/r1', 'a/r2', "b's/r1"]],
    ['n eq 1L', []],
    ["name eq 'name 2'", ['a/r2']],
    ["even eq false and PartitionKey eq 'a'", ['a/r1']],
    ['not even', ['a/r1', "b's/r1"]],
    ["when gt datetime'2026-01-02T00:00:00Z'", ['a/r2']],
    ["when le datetime'2026-01-01T01:00:00+01:00'", ['a/r0', "b's/r0", 'c/r0']],
    [`id eq guid'${guid.toUpperCase()}'`, ['a/r1', "b's/r1"]],
    ["bytes eq X'01ff'", ['a/r1', "b's/r1"]],
    ["missing ne 'x'", []],
    ["PartitionKey eq 'a' and PartitionKey eq 'c'", []],
  ])('%s', async (filter, expected) => {
    expect(await keysOf(filter)).toEqual(expected);
  });

  it('takes what the odata helper makes, and refuses what does not parse', async () => {
    expect(await keysOf(odata`PartitionKey eq ${"b's"} and when eq ${when(2)}`)).toEqual(["b's/r1"]);
    for (const bad of ["PartitionKey eq 'a", 'n eq', '(n eq 1', 'n eq 1 2', "n like 'x'"]) {
      expect(await errorOf(keysOf(bad))).toMatchObject({ status: 400, code: 'InvalidInput' });
    }
  });

  it('leaves only the selected properties', async () => {
    const [entity] = await all(
      client.listEntities({
        queryOptions: { filter: "PartitionKey eq 'a' and RowKey eq 'r1'", select: ['rowKey', 'long'] },
      }),
    );
    expect(entity).toEqual({ etag: expect.any(String), rowKey: 'r1', long: 10_000_000_000n });
    expect(Object.keys(await client.getEntity('a', 'r1', { queryOptions: { select: ['name'] } }))).toContain(
      'name',
    );
  });
});

describe('a listing', () => {
  it('comes in pages of at most a thousand, in order, each row once', async () => {
    const rows = (await all(many.listEntities())).map(entity => Number(entity.rowKey));
    expect(rows).toEqual(Array.from({ length: 2500 }, (_, n) => n));
  });

  it('goes on from a continuation token while rows are deleted and added', async () => {
    const pages = many.listEntities({ queryOptions: { filter: 'n lt 50' } }).byPage({ maxPageSize: 300 });
    const first = (await pages.next()).value;
    expect(first).toHaveLength(300);
    await many.deleteEntity('p', '00600');
    const rest = many
      .listEntities({ queryOptions: { filter: 'n lt 50' } })
      .byPage({ maxPageSize: 1000, continuationToken: first.continuationToken });
    const second = (await rest.next()).value;
    expect(second[0].rowKey).toBe('00601');
    expect(second).toHaveLength(949);
  });
});
