import { expect, test } from 'vitest';
import type { SilverEvent } from '../../src/events/silver-event.ts';
import { createFeatureService } from '../../src/features/answer-features.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { JsonObject } from '../../src/json.ts';
import { answering } from '../../src/problem.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';
import { catalogOf, compileModels } from '../gold/models.ts';

const nowMs = Date.UTC(2026, 0, 1, 12, 0, 30);
const catalog = catalogOf('cloudevents', {
  payment: { card: { type: 'string' }, shop: { type: 'integer' }, amount: { type: 'integer' } },
});
const from = "from {{ source('silver', 'payment') }}";
const models = await compileModels(catalog, {
  spending: `{{ config(meta={'span': '1d', 'retain': '3d', 'trailing': {'10m': '10m', '2h': '2h'} }) }}
    select card, time_bucket(interval '5 minutes', _event_time) as w, count(*) as payments, sum(amount) as amount,
      count(distinct shop) as shops ${from} group by card, w`,
  hourly: `{{ config(meta={'span': '1d', 'retain': '3d'}) }}
    select card, shop, date_trunc('hour', _event_time) as hour, max(amount) as highest ${from} group by card, shop, hour`,
  ever: `select card, count(*) as payments, avg(amount) as average ${from} group by card`,
  large: `select card, count(*) as payments ${from} group by card having count(*) > 1`,
  short: `{{ config(meta={'span': '1h', 'retain': '1h', 'trailing': {'7d': '7d'} }) }}
    select card, date_trunc('hour', _event_time) as hour, count(*) as payments ${from} group by card, hour`,
  fine: `{{ config(meta={'span': '1d', 'retain': '3d', 'trailing': {'5m': '5m'} }) }}
    select card, date_trunc('hour', _event_time) as hour, count(*) as payments ${from} group by card, hour`,
});
const store = createMemoryGoldStore();
const reads: string[] = [];
const service = createFeatureService(
  models,
  { read: (model, address) => store.read(model, address).finally(() => reads.push(address.id)) },
  () => nowMs,
);

async function pay(sequenceNumber: number, row: JsonObject, minutesAgo: number): Promise<void> {
  const eventTimeMs = nowMs - minutesAgo * 60_000;
  const event: SilverEvent = {
    ...{ type: 'payment', table: 'payment', identity: `${sequenceNumber}`, eventTimeMs, warnings: [] },
    rows: [{ weight: 1, row, eventTimeMs }],
  };
  const accepted = [{ sequenceNumber, enqueuedTimeMs: nowMs, event }];
  await createFoldWriter(store, () => nowMs).write(
    foldBatch(models, { hub: 'test', partitionId: '0' }, accepted),
  );
}

await pay(1, { card: 'a/b ü', shop: 1, amount: 100 }, 90);
await pay(2, { card: 'a/b ü', shop: 2, amount: 50 }, 3);
await pay(3, { card: 'c', shop: -1, amount: 7 }, 400);

async function get(path: string) {
  const url = new URL(`http://x/api/features/${path}`);
  const answer = await answering(() => service.one(url.pathname.split('/')[3] ?? '', url));
  return { status: answer.status, body: JSON.parse(answer.body) };
}

async function post(view: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await answering(() => service.batch(view, text));
  return { status: answer.status, body: JSON.parse(answer.body) };
}

test('a vector has each column over each trailing span, with its instant, watermark and freshness', async () => {
  reads.length = 0;
  expect(await get('spending/a%2Fb%20%C3%BC')).toEqual({
    status: 200,
    body: {
      view: 'spending',
      version: 1,
      key: { card: 'a/b ü' },
      found: true,
      features: {
        ...{ payments_10m: 1, amount_10m: 50, shops_10m: 1 },
        ...{ payments_2h: 2, amount_2h: 150, shops_2h: 2 },
      },
      asOf: '2026-01-01T12:00:30.000Z',
      watermark: { 'test-0': 2 },
      freshness: { foldedAt: '2026-01-01T12:00:30.000Z' },
    },
  });
  expect(reads).toHaveLength(1);
});

test('a key never seen, and one that was not seen lately, have counts of zero and nulls', async () => {
  const features = {
    ...{ payments_10m: 0, amount_10m: null, shops_10m: 0 },
    ...{ payments_2h: 0, amount_2h: null, shops_2h: 0 },
  };
  const nobody = { watermark: {}, freshness: { foldedAt: null } };
  expect((await get('spending/nobody')).body).toMatchObject({ found: false, features, ...nobody });
  expect((await get('spending/c')).body).toMatchObject({ found: false, features });
});

test('a view with windows and no trailing spans is the window of the instant; further key columns are parameters', async () => {
  expect((await get('hourly/a%2Fb%20%C3%BC?shop=1')).body).toMatchObject({
    ...{ key: { card: 'a/b ü', shop: 1 }, found: false, features: { highest: null } },
  });
  await pay(4, { card: 'a/b ü', shop: 1, amount: 9 }, 0);
  expect((await get('hourly/a%2Fb%20%C3%BC?shop=1')).body).toMatchObject({
    ...{ found: true, features: { highest: 9 } },
  });
});

test('a view without windows is over all events', async () => {
  expect((await get('ever/c')).body).toMatchObject({ found: true, features: { payments: 1, average: 7 } });
});

test('a batch has the vectors of its keys in their order', async () => {
  const { status, body } = await post('hourly', {
    keys: [
      { card: 'c', shop: -1 },
      { shop: '1', card: 'a/b ü' },
    ],
  });
  expect([status, body.view, body.asOf]).toEqual([200, 'hourly', '2026-01-01T12:00:30.000Z']);
  expect(body.vectors).toMatchObject([
    { key: { card: 'c', shop: -1 }, found: false, features: { highest: null } },
    { key: { card: 'a/b ü', shop: 1 }, found: true, features: { highest: 9 } },
  ]);
});

test.each([
  ['nosuch/a', 404, undefined, 'there is no "nosuch"; feature views are spending, hourly, ever'],
  ['large/a', 404, undefined, 'HAVING leaves groups out'],
  ['short/a', 404, undefined, '"7d" looks further back than its documents are kept'],
  ['fine/a', 404, undefined, '"5m" is shorter than a window'],
  ['spending/%ff', 400, 'card', 'percent-encoded'],
  ['spending/a?shop=1', 400, 'shop', 'no further column'],
  ['hourly/a', 400, 'shop', 'needed'],
  ['hourly/a?shop=one', 400, 'shop', 'must be BIGINT'],
  ['hourly/a?shop=1&shop=2', 400, 'shop', 'given twice'],
  [`spending/${'x'.repeat(201)}`, 400, 'card', 'at most 200'],
])('%s is refused', async (path, status, parameter, detail) => {
  const refused = await get(path);
  expect([refused.status, refused.body.parameter]).toEqual([status, parameter]);
  expect(refused.body.detail).toContain(detail);
});

test.each([
  ['{', undefined],
  [{}, 'keys'],
  [{ keys: [] }, 'keys'],
  [{ keys: Array(101).fill({ card: 'a' }) }, 'keys'],
  [{ keys: [{ card: 'a' }], at: 1 }, 'at'],
  [{ keys: [{ card: 'a' }, 'b'] }, 'keys[1]'],
  [{ keys: [{}] }, 'keys[0].card'],
  [{ keys: [{ card: { a: 1 } }] }, 'keys[0].card'],
  [{ keys: [{ card: 'a', shop: 1 }] }, 'keys[0].shop'],
])('a batch of %j is refused, naming the field', async (body, parameter) => {
  const refused = await post('spending', body);
  expect([refused.status, refused.body.parameter]).toEqual([400, parameter]);
});
