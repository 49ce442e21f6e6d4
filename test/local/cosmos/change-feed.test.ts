// The pull model of the change feed, latest versions.
import { ChangeFeedStartFrom, type Container, type FeedRange, type PartitionKey } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
let container: Container;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  container = await newContainer(fixture.client);
});

type Change = { id: string; n: number };

async function readAll(start: ChangeFeedStartFrom, maxItemCount = 100) {
  const iterator = container.items.getChangeFeedIterator<Change>({
    changeFeedStartFrom: start,
    maxItemCount,
  });
  const ids: string[] = [];
  for (;;) {
    const { result, statusCode, continuationToken } = await iterator.readNext();
    if (statusCode === 304) return { ids, continuationToken, iterator };
    ids.push(...result.map(({ id, n }) => `${id}:${n}`));
  }
}

const beginning = (of?: PartitionKey | FeedRange) => ChangeFeedStartFrom.Beginning(of as PartitionKey);

describe('the change feed', () => {
  it('has every document once, in the order of last writes, and no deleted one', async () => {
    for (let n = 0; n < 5; n += 1) await container.items.create({ id: `${n}`, pk: `p${n % 2}`, n });
    await container.item('1', 'p1').patch([{ op: 'incr', path: '/n', value: 10 }]);
    await container.item('2', 'p0').delete();
    expect((await readAll(beginning(), 2)).ids).toEqual(['0:0', '3:3', '4:4', '1:11']);
  });

  it('answers 304 until something is new and then goes on', async () => {
    await container.items.create({ id: '1', pk: 'a', n: 1 });
    const { iterator, continuationToken } = await readAll(beginning());
    await container.items.upsert({ id: '1', pk: 'a', n: 2 });
    await container.items.upsert({ id: '2', pk: 'b', n: 3 });
    expect((await iterator.readNext()).result.map(({ id }) => id)).toEqual(['1', '2']);
    expect((await readAll(ChangeFeedStartFrom.Continuation(continuationToken))).ids).toEqual(['1:2', '2:3']);
  });

  it('can start now', async () => {
    await container.items.create({ id: 'before', pk: 'a', n: 1 });
    const { ids, iterator } = await readAll(ChangeFeedStartFrom.Now());
    expect(ids).toEqual([]);
    await container.items.create({ id: 'after', pk: 'a', n: 2 });
    expect((await iterator.readNext()).result.map(({ id }) => id)).toEqual(['after']);
  });

  it('can start at a time', async () => {
    await container.items.create({ id: '1', pk: 'a', n: 1 });
    const hour = 3_600_000;
    expect((await readAll(ChangeFeedStartFrom.Time(new Date(Date.now() - hour)))).ids).toEqual(['1:1']);
    expect((await readAll(ChangeFeedStartFrom.Time(new Date(Date.now() + hour)))).ids).toEqual([]);
  });

  it('can be read for one partition key', async () => {
    for (let n = 0; n < 6; n += 1) await container.items.create({ id: `${n}`, pk: `p${n % 2}`, n });
    const { ids, continuationToken } = await readAll(beginning('p1'), 2);
    expect(ids).toEqual(['1:1', '3:3', '5:5']);
    await container.items.upsert({ id: '3', pk: 'p1', n: 30 });
    await container.items.upsert({ id: '2', pk: 'p0', n: 20 });
    expect((await readAll(ChangeFeedStartFrom.Continuation(continuationToken))).ids).toEqual(['3:30']);
  });

  it('can be read for each feed range', async () => {
    for (let n = 0; n < 6; n += 1) await container.items.create({ id: `${n}`, pk: `p${n}`, n });
    const [range] = await container.getFeedRanges();
    expect((await readAll(beginning(range))).ids).toHaveLength(6);
  });

  it('can be read for the beginning of a hierarchical key', async () => {
    container = await newContainer(fixture.client, { partitionKey: { paths: ['/a', '/b'] } as never });
    for (let n = 0; n < 6; n += 1) await container.items.create({ id: `${n}`, a: `a${n % 2}`, b: n, n });
    expect((await readAll(beginning(['a1'] as never))).ids).toEqual(['1:1', '3:3', '5:5']);
  });

  it('keeps its order over many rewrites', async () => {
    for (let n = 0; n < 3; n += 1) await container.items.create({ id: `${n}`, pk: 'a', n: 0 });
    const { continuationToken } = await readAll(beginning());
    for (let round = 0; round < 15; round += 1) {
      const operations = Array.from({ length: 90 }, (_, n) => ({
        ...{ operationType: 'Patch' as const, id: `${n % 3}` },
        resourceBody: { operations: [{ op: 'incr' as const, path: '/n', value: 1 }] },
      }));
      await container.items.batch(operations, 'a');
    }
    expect((await readAll(ChangeFeedStartFrom.Continuation(continuationToken))).ids.sort()).toEqual([
      '0:450',
      '1:450',
      '2:450',
    ]);
  });
});
