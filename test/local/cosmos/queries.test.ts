// SQL, as the SDK sends it: in pages, across partitions or within one, with and without a query plan.
import { createRequire } from 'node:module';
import type { Container, FeedOptions, SqlQuerySpec } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

type Row = { id: string; pk: string; n: number; s?: string; tags: string[]; nested: { a: number | null } };

const ROWS: Row[] = Array.from({ length: 60 }, (_, n) => ({
  ...{ id: `i${String(n).padStart(2, '0')}`, pk: `p${n % 3}`, n: (n * 37) % 60, tags: [`t${n % 4}`, 'all'] },
  ...{ nested: { a: n % 5 === 0 ? null : n % 7 } },
  ...(n % 2 === 0 ? { s: `name ${n % 10}` } : {}),
}));

let fixture: Fixture;
let container: Container;
beforeAll(async () => {
  fixture = await startFixture();
  container = await newContainer(fixture.client);
  await container.items.executeBulkOperations(
    ROWS.map(row => ({ operationType: 'Create' as const, partitionKey: row.pk, resourceBody: row as never })),
  );
});
afterAll(() => fixture.close());

async function all<T = unknown>(query: string | SqlQuerySpec, options?: FeedOptions): Promise<T[]> {
  return (await container.items.query<T>(query, options).fetchAll()).resources;
}

const ids = (rows: Row[]) => rows.map(({ id }) => id);

describe('a query', () => {
  it('pages gold as the platform does: by key, behind an id, so many', async () => {
    const query = {
      query: 'SELECT * FROM c WHERE c.pk = @pk AND c.id > @after ORDER BY c.id OFFSET 0 LIMIT @limit',
      parameters: [
        { name: '@pk', value: 'p1' },
        { name: '@after', value: 'i10' },
        { name: '@limit', value: 3 },
      ],
    };
    expect(ids(await all<Row>(query, { partitionKey: 'p1' }))).toEqual(['i13', 'i16', 'i19']);
    expect(ids(await all<Row>(query))).toEqual(['i13', 'i16', 'i19']);
  });

  it('sees only the partition that it is scoped to', async () => {
    expect(await all('SELECT VALUE COUNT(1) FROM c', { partitionKey: 'p2' })).toEqual([20]);
    expect(await all('SELECT VALUE COUNT(1) FROM c', { partitionKey: 'none' })).toEqual([0]);
    expect(await all('SELECT VALUE COUNT(1) FROM c')).toEqual([60]);
  });

  it('looks only into the partition that its WHERE names', async () => {
    const { requestCharge: whole } = await container.items.query('SELECT * FROM c WHERE c.n = 3').fetchAll();
    const one = await container.items.query('SELECT * FROM c WHERE c.n = 3 AND c.pk = "p0"').fetchAll();
    const few = await container.items
      .query('SELECT * FROM c WHERE c.pk IN ("p0", "p1") AND c.id = "i00"')
      .fetchAll();
    expect(one.requestCharge).toBeLessThan(whole);
    expect(few.requestCharge).toBeLessThan(one.requestCharge);
    expect(few.resources).toHaveLength(1);
  });

  it.each([
    ['plain', 'SELECT * FROM c', {}],
    ['filtered', 'SELECT * FROM c WHERE c.n < 45', {}],
    ['ordered', 'SELECT * FROM c ORDER BY c.n DESC', {}],
    ['ordered by two', 'SELECT * FROM c ORDER BY c.pk DESC, c.n', {}],
    ['projected', 'SELECT c.id, c.nested.a AS deep FROM c WHERE c.pk != "p0"', {}],
    ['limited', 'SELECT c.id FROM c ORDER BY c.id OFFSET 7 LIMIT 30', {}],
    ['top', 'SELECT TOP 23 c.id FROM c', {}],
    ['planned', 'SELECT * FROM c ORDER BY c.n', { forceQueryPlan: true }],
    ['distinct', 'SELECT DISTINCT c.tags FROM c', {}],
  ])('gives the same rows in pages as at once: %s', async (_name, query, options) => {
    const atOnce = await all(query, { maxItemCount: -1 });
    const paged: unknown[] = [];
    const sizes: number[] = [];
    const iterator = container.items.query(query, { ...options, maxItemCount: 7 });
    while (iterator.hasMoreResults()) {
      const { resources } = await iterator.fetchNext();
      paged.push(...(resources ?? []));
      sizes.push(resources?.length ?? 0);
    }
    expect(paged).toEqual(atOnce);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
  });

  it('goes on from a continuation token although rows come and go', async () => {
    const moving = await newContainer(fixture.client);
    for (let n = 0; n < 10; n += 1) await moving.items.create({ id: `${n}`, pk: 'a', n });
    for (const query of ['SELECT * FROM c', 'SELECT * FROM c ORDER BY c.n']) {
      const first = await moving.items.query(query, { maxItemCount: 4 }).fetchNext();
      expect(first.resources.map(({ id }) => id)).toEqual(['0', '1', '2', '3']);
      await moving.item('1', 'a').delete();
      const { continuationToken } = first;
      const rest = await moving.items.query(query, { maxItemCount: 4, continuationToken }).fetchAll();
      expect(rest.resources.map(({ id }) => id)).toEqual(['4', '5', '6', '7', '8', '9']);
      await moving.items.create({ id: '1', pk: 'a', n: 1 });
      await moving.item('1', 'a').delete();
      await moving.item('0', 'a').delete();
      for (let n = 0; n < 10; n += 1) await moving.items.upsert({ id: `${n}`, pk: 'a', n });
      for (let n = 0; n < 10; n += 1) await moving.item(`${n}`, 'a').delete();
      for (let n = 0; n < 10; n += 1) await moving.items.create({ id: `${n}`, pk: 'a', n });
    }
  });

  it('aggregates and groups', async () => {
    const sum = ROWS.reduce((total, { n }) => total + n, 0);
    expect(await all('SELECT VALUE SUM(c.n) FROM c')).toEqual([sum]);
    expect(
      await all('SELECT COUNT(1) AS rows, MIN(c.n) AS low, MAX(c.n) AS high, AVG(c.n) AS mean FROM c'),
    ).toEqual([{ rows: 60, low: 0, high: 59, mean: sum / 60 }]);
    expect(await all('SELECT VALUE COUNT(c.s) FROM c')).toEqual([30]);
    expect(await all('SELECT c.pk, COUNT(1) AS rows FROM c GROUP BY c.pk ORDER BY c.pk')).toEqual([
      { pk: 'p0', rows: 20 },
      { pk: 'p1', rows: 20 },
      { pk: 'p2', rows: 20 },
    ]);
  });

  it('hands what its own evaluator does not know to another', async () => {
    const joined = await all<string>('SELECT VALUE t FROM c JOIN t IN c.tags WHERE c.id = "i01"');
    expect(joined).toEqual(['t1', 'all']);
    expect(
      await all('SELECT VALUE c.id FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = "t1")'),
    ).toHaveLength(15);
  });

  it('is refused with 400 when it is no SQL', async () => {
    for (const query of [
      'SELEKT * FROM c',
      'SELECT * FROM c WHERE c.n = ',
      'SELECT * FROM c WHERE x.n = 1',
    ]) {
      expect(await failure(all(query)), query).toBe(400);
    }
  });

  it('reads all documents', async () => {
    expect((await container.items.readAll<Row>().fetchAll()).resources).toHaveLength(60);
  });
});

describe('conditions', () => {
  const theirs = createRequire(import.meta.url)('@zeit/cosmosdb-query') as {
    default: (text: string) => { exec(rows: unknown[]): { result: string[] } };
  };

  it.each([
    'c.n > 10 AND c.n <= 40',
    'c.n BETWEEN 10 AND 20 OR c.pk = "p1"',
    'NOT (c.n < 30) AND IS_DEFINED(c.s)',
    'c.s = "name 4"',
    'c.s != "name 4"',
    'c.nested.a = null',
    'c.nested.a IN (1, 2, null)',
    'NOT (c.pk IN ("p0", "p1"))',
    'c.nested["a"] > 2 AND NOT IS_NULL(c.nested.a)',
    'STARTSWITH(c.s, "name") AND ENDSWITH(c.s, "8")',
    'CONTAINS(c.s, "6") OR ARRAY_CONTAINS(c.tags, "t3")',
    'c.tags[0] = "t2"',
    'c.n % 7 = 3',
    '(c.n + 2) * 3 - 1 > 100 / 2',
    'c.s ?? "none" = "none"',
    'c.n > 5 ? c.pk = "p0" : c.pk = "p2"',
    'UPPER(c.pk) = "P1" AND LENGTH(c.id) = 3',
    'c.missing = 1 OR c.n = 1',
    'NOT c.missing',
    'c.s > "name 3"',
    '-c.n < -50',
    'c.n = 1 OR c.n = 2 AND c.pk = "p0"',
  ])('mean the same to another engine: %s', async condition => {
    const query = `SELECT VALUE c.id FROM c WHERE ${condition}`;
    const expected = theirs.default(query).exec(ROWS).result;
    expect((await all<string>(query)).sort()).toEqual(expected.sort());
  });
});
