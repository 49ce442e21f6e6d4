import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readModels } from '../../src/package-files.ts';
import { answering } from '../../src/problem.ts';
import { inOrder } from './follow.ts';
import { connect, type Instance, openShop, type Shop, type TestClient } from './shop.ts';

let shop: Shop;
let clients: TestClient[] = [];
beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => {
  for (const client of clients) client.leave();
  clients = [];
});
afterAll(() => shop.close());

let keys = 0;
const newKey = () => `K${++keys}`;

async function watch(
  instance: Instance,
  model: string,
  query: string,
  options?: Parameters<typeof connect>[3],
): Promise<TestClient> {
  const client = await connect(instance, model, query, options);
  clients.push(client);
  return client;
}

const sell = (sku: string, quantity: number, atMs?: number) =>
  shop.fold(
    'pos_sale',
    { lines: [{ sku, quantity, amountMinor: quantity * 100 }] },
    atMs === undefined ? {} : { atMs },
  );

const stock = (storeId: string, sku: string, onHand: number, weight: 1 | -1 = 1) =>
  shop.fold(
    'inventory_stock_level',
    { store_id: storeId, sku, on_hand: onHand, reserved: 0, in_transit: 0 },
    { weight },
  );

async function sameAsGold(client: TestClient, model: string, query: string): Promise<void> {
  await expect.poll(() => client.followed.rows()).toEqual(inOrder((await shop.get(model, query)).rows));
}

describe('a client', () => {
  test('gets the rows there are, as GET answers them, and then each change with its watermark', async () => {
    const sku = newKey();
    await sell(sku, 2);
    const client = await watch(shop.instance(), 'sales_velocity', `sku=${sku}`);
    const first = await client.until(({ event }) => event === 'rows');
    const { rows, watermark } = await shop.get('sales_velocity', `sku=${sku}`);
    expect(first.data).toMatchObject({
      ...{ model: 'sales_velocity', version: 2, identity: ['sku', 'window_start'] },
      ...{ rows, watermark, freshness: { foldedAt: expect.stringMatching(/Z$/) } },
    });
    await sell(sku, 3);
    const change = await client.until(({ event }) => event === 'change');
    expect(change.data).toMatchObject({ rows: [{ sku, units: 5 }], removed: [] });
    expect(change.data.watermark).toEqual((await shop.get('sales_velocity', `sku=${sku}`)).watermark);
  });

  test('is told of the windows that changed, and of no other', async () => {
    const sku = newKey();
    const minute = 60_000;
    for (const ago of [1, 2, 3]) await sell(sku, ago, Date.now() - ago * minute);
    const client = await watch(shop.instance(), 'sales_velocity', `sku=${sku}`);
    await sell(sku, 10, Date.now() - 2 * minute);
    const { data } = await client.until(({ event }) => event === 'change');
    expect(data.rows).toMatchObject([{ units: 12 }]);
    await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
  });

  test('may ask for several windows at a grain of its own', async () => {
    const sku = newKey();
    const from = new Date(Date.now() - 6 * 3_600_000).toISOString();
    const query = `sku=${sku}&grain=1h&from=${from}`;
    const client = await watch(shop.instance(), 'sales_velocity', query);
    for (const hours of [0, 1, 2, 5, 7]) await sell(sku, 1, Date.now() - hours * 3_600_000);
    await sameAsGold(client, 'sales_velocity', query);
    expect(client.followed.rows().length).toBeGreaterThanOrEqual(4);
  });

  test('may watch all documents that begin with a key: new ones come, and what is left of none goes', async () => {
    const store = newKey();
    await stock(store, 'A', 1);
    const client = await watch(shop.instance(), 'inventory_position', `store_id=${store}`, {
      windowColumn: null,
    });
    await stock(store, 'B', 2);
    await stock(store, 'A', 1, -1);
    await sameAsGold(client, 'inventory_position', `store_id=${store}`);
    expect(client.followed.rows()).toMatchObject([{ sku: 'B', on_hand: 2 }]);
    expect(client.events.flatMap(({ data }) => data.removed ?? [])).toEqual([{ store_id: store, sku: 'A' }]);
  });

  test('may watch trailing columns', async () => {
    const card = newKey();
    const client = await watch(shop.instance(), 'payment_fraud_features', `card_token=${card}`);
    await shop.fold('payments_authorised', { cardToken: card, storeId: 'S1', amountMinor: 500 });
    await client.until(({ event }) => event === 'change');
    await sameAsGold(client, 'payment_fraud_features', `card_token=${card}`);
  });

  test('sees what a model looks up with the next change of the model', async () => {
    const sku = newKey();
    await stock('S1', sku, 5);
    const client = await watch(shop.instance(), 'stock_out_risk', `sku=${sku}`);
    await sell(sku, 2);
    const { data } = await client.until(({ event }) => event === 'change');
    expect(data.rows).toMatchObject([{ units: 2, available: 5 }]);
  });

  test('sees rows of many documents with what each looks up', async () => {
    const store = newKey();
    const skus = Array.from({ length: 8 }, (_, i) => `P${i}`);
    for (const [i, sku] of skus.entries())
      await shop.fold('pricing_price', { store_id: store, sku, price_minor: 100 + i, was_price_minor: 200 });
    const client = await watch(shop.instance({ pollMs: 1 }), 'stock_value', `store_id=${store}`);
    for (const sku of skus) await stock(store, sku, 10);
    await sameAsGold(client, 'stock_value', `store_id=${store}`);
    expect(client.followed.rows().map(row => row.value_minor)).toEqual(skus.map((_, i) => 1_000 + 10 * i));
    // What was looked up is a part of what the rows are of, as GET says.
    expect(client.followed.watermark).toEqual((await shop.get('stock_value', `store_id=${store}`)).watermark);
  });

  test.each([
    ['nosuch', 'sku=A', 404, undefined],
    ['sales_velocity', '', 400, 'sku'],
    ['sales_velocity', 'sku=A&limit=5', 400, 'limit'],
    ['sales_velocity', 'sku=A&continuation=x', 400, 'continuation'],
    ['sales_velocity', 'sku=A&from=2020-01-01T00:00:00Z', 400, 'from'],
  ])('that asks for %s?%s gets %i', async (model, query, status, parameter) => {
    const instance = shop.instance();
    const answer = await answering(() => connect(instance, model, query) as never);
    expect(answer).toMatchObject({ status });
    expect(JSON.parse((answer as { body: string }).body).parameter).toBe(parameter);
    expect(instance.count('assay_live_clients')).toBe(0);
  });
});

describe('as time goes on', () => {
  const hourMs = 3_600_000;
  const minuteMs = 60_000;
  let startMs = Math.floor(Date.now() / hourMs) * hourMs - 10 * hourMs + 58 * minuteMs;
  beforeAll(() => shop.setNow(startMs));
  afterAll(() => shop.setNow(null));

  test('windows enter when they begin, also those of the next document, and leave behind the last sixty', async () => {
    const sku = newKey();
    await sell(sku, 1, startMs - 60 * minuteMs);
    await sell(sku, 2, startMs - minuteMs);
    await sell(sku, 3, startMs + minuteMs);
    await sell(sku, 4, startMs + 3 * minuteMs);
    const client = await watch(shop.instance(), 'sales_velocity', `sku=${sku}`);
    await client.until(({ event }) => event === 'rows');
    expect(client.followed.rows().map(({ units }) => units)).toEqual([1, 2]);
    for (const units of [
      [2, 3],
      [2, 3],
      [2, 3, 4],
    ]) {
      startMs += minuteMs;
      shop.setNow(startMs + 1);
      await expect.poll(() => client.followed.rows().map(row => row.units)).toEqual(units);
      await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
    }
  });

  test('a stream is ended after some minutes, and goes on by Last-Event-ID', async () => {
    const sku = newKey();
    const instance = shop.instance();
    const client = await watch(instance, 'sales_velocity', `sku=${sku}`);
    startMs += 5 * minuteMs;
    shop.setNow(startMs);
    await client.ended;
    expect(client.events.at(-1)).toMatchObject({
      event: 'closing',
      data: { reason: 'age', retryAfterMs: 0 },
    });
    const again = await watch(instance, 'sales_velocity', `sku=${sku}`, {
      lastEventId: client.followed.lastEventId ?? null,
    });
    expect(await again.until(() => true)).toMatchObject({ event: 'change', data: { rows: [], removed: [] } });
  });
});

describe('a client that comes again', () => {
  test('gets what it has missed, on another instance, and nothing that it has', async () => {
    const [store, other] = [newKey(), newKey()];
    for (const sku of ['A', 'B', 'C']) await stock(store, sku, 1);
    const first = await watch(shop.instance(), 'inventory_position', `store_id=${store}`);
    await stock(store, 'A', 1);
    await first.until(({ event }) => event === 'change');
    first.leave();
    await first.ended;
    await stock(store, 'B', 7);
    await stock(other, 'A', 7);
    const lastEventId = first.followed.lastEventId ?? null;
    const second = await watch(shop.instance(), 'inventory_position', `store_id=${store}`, { lastEventId });
    const [event] = [await second.until(() => true)];
    expect(event).toMatchObject({ event: 'change', data: { rows: [{ sku: 'B', on_hand: 8 }], removed: [] } });
    first.followed.apply(event);
    expect(first.followed.rows()).toEqual(
      inOrder((await shop.get('inventory_position', `store_id=${store}`)).rows),
    );
  });

  test('to an instance that remembers it gets the very windows that changed, and nothing is read for it', async () => {
    const sku = newKey();
    for (const ago of [1, 2, 3]) await sell(sku, 1, Date.now() - ago * 60_000);
    const instance = shop.instance({ lingerMs: 5_000 });
    const first = await watch(instance, 'sales_velocity', `sku=${sku}`);
    const { id = null } = await first.until(({ event }) => event === 'rows');
    first.leave();
    await sell(sku, 5, Date.now() - 2 * 60_000);
    await expect.poll(() => instance.count('assay_live_clients')).toBe(0);
    const reads = instance.count('assay_cosmos_operations_total', { operation: 'read' });
    const second = await watch(instance, 'sales_velocity', `sku=${sku}`, { lastEventId: id });
    // At once, or as a change when the reader has come to it.
    await second.until(({ data }) => (data.rows as unknown[]).length > 0);
    expect(second.events.map(({ event }) => event)).not.toContain('rows');
    expect(second.events.flatMap(({ data }) => data.rows)).toMatchObject([{ units: 6 }]);
    expect(instance.count('assay_cosmos_operations_total', { operation: 'read' })).toBe(reads);
  });

  test('and has missed nothing is told that there is nothing', async () => {
    const sku = newKey();
    await sell(sku, 1);
    const first = await watch(shop.instance(), 'sales_velocity', `sku=${sku}`);
    const { id = null } = await first.until(({ event }) => event === 'rows');
    const second = await watch(shop.instance(), 'sales_velocity', `sku=${sku}`, { lastEventId: id });
    expect(await second.until(() => true)).toMatchObject({
      ...{ event: 'change', id: expect.any(String) },
      data: { rows: [], removed: [] },
    });
  });

  test.each([
    ['is none', () => 'no-such-id'],
    ['is of another query', (id: string, other: string) => `${other}`.slice(0, id.length)],
    [
      'names no container',
      (id: string) => changed(id, text => text.split(' ').with(2, 'x.0').with(3, 'AAAA').join(' ')),
    ],
    [
      'is damaged',
      (id: string) => changed(id, text => `${text.split(' ').with(2, 'x.0').join(' ').slice(0, -3)}~~~`),
    ],
    ['is too long', (id: string) => id.repeat(100)],
  ])('with an id that %s gets all rows', async (_case, damage) => {
    const sku = newKey();
    await sell(sku, 1);
    const instance = shop.instance();
    const first = await watch(instance, 'sales_velocity', `sku=${sku}`);
    const other = await watch(instance, 'sales_velocity', `sku=${newKey()}`);
    const [id, otherId] = [await first.until(() => true), await other.until(() => true)].map(
      event => event.id ?? '',
    );
    const lastEventId = damage(id ?? '', otherId ?? '');
    const again = await watch(instance, 'sales_velocity', `sku=${sku}`, { lastEventId });
    expect(await again.until(() => true)).toMatchObject({ event: 'rows', data: { rows: [{ units: 1 }] } });
  });

  const changed = (id: string, change: (text: string) => string) =>
    Buffer.from(change(Buffer.from(id, 'base64url').toString())).toString('base64url');
});

describe('many clients', () => {
  test('of one key cost one reader and one computation; each gets every change', async () => {
    const sku = newKey();
    const instance = shop.instance({ pollMs: 50 });
    const many = await Promise.all(
      Array.from({ length: 40 }, () => watch(instance, 'sales_velocity', `sku=${sku}`)),
    );
    expect([instance.count('assay_live_clients'), instance.count('assay_live_queries')]).toEqual([40, 1]);
    expect(instance.count('assay_live_feeds')).toBe(1);
    const reads = instance.count('assay_cosmos_operations_total', { operation: 'read' });
    expect(reads).toBeLessThanOrEqual(2);
    await sell(sku, 1);
    await Promise.all(many.map(client => client.until(({ event }) => event === 'change')));
    expect(instance.count('assay_cosmos_operations_total', { operation: 'read' })).toBe(reads);
  });

  test('of several keys and models share a reader for each model, and nothing is read when all have left', async () => {
    const instance = shop.instance();
    const several = [
      await watch(instance, 'sales_velocity', `sku=${newKey()}`),
      await watch(instance, 'sales_velocity', `sku=${newKey()}`),
      await watch(instance, 'stock_out_risk', `sku=${newKey()}`),
      await watch(instance, 'inventory_position', 'store_id=S1'),
    ];
    expect([instance.count('assay_live_queries'), instance.count('assay_live_feeds')]).toEqual([4, 2]);
    for (const client of several) client.leave();
    await expect.poll(() => instance.count('assay_live_feeds')).toBe(0);
    expect([instance.count('assay_live_clients'), instance.count('assay_live_queries')]).toEqual([0, 0]);
    const read = instance.count('assay_cosmos_operations_total');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(instance.count('assay_cosmos_operations_total')).toBe(read);
  });

  test('beyond what an instance takes are told when to come again', async () => {
    const instance = shop.instance({ clients: 2 });
    const query = new URLSearchParams({ sku: newKey() });
    const first = await watch(instance, 'sales_velocity', `${query}`);
    await watch(instance, 'sales_velocity', `${query}`);
    const refused = await answering(() => connect(instance, 'sales_velocity', `${query}`) as never);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    first.leave();
    await expect.poll(() => instance.count('assay_live_clients')).toBe(1);
    await watch(instance, 'sales_velocity', `${query}`);
  });

  test('on two instances see the same', async () => {
    const sku = newKey();
    const pair = [
      await watch(shop.instance(), 'sales_velocity', `sku=${sku}`),
      await watch(shop.instance(), 'sales_velocity', `sku=${sku}`),
    ];
    for (let i = 0; i < 20; i += 1) await sell(sku, i);
    for (const client of pair) await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
  });
});

describe('a client that does not read', () => {
  test('is sent the latest rows when it reads again, and never more than that', async () => {
    const store = newKey();
    let untaken = 0;
    const client = await watch(shop.instance(), 'inventory_position', `store_id=${store}`, {
      untaken: () => untaken,
    });
    await client.until(({ event }) => event === 'rows');
    untaken = 1_000_000;
    for (let i = 0; i < 10; i += 1) await stock(store, `${i % 2}`, 1);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(client.events).toHaveLength(1);
    untaken = 0;
    await client.until(({ event }) => event === 'change');
    expect(client.events).toHaveLength(2);
    await sameAsGold(client, 'inventory_position', `store_id=${store}`);
  });

  test('for too long is told why, and its connection is cut when it does not read that either', async () => {
    const instance = shop.instance({ slowMs: 300, graceMs: 50 });
    const client = await watch(instance, 'inventory_position', `store_id=${newKey()}`, {
      untaken: () => 1_000_000,
    });
    await client.ended;
    expect(client.events.at(-1)).toMatchObject({
      event: 'closing',
      data: { reason: 'slow', detail: expect.any(String), retryAfterMs: 1_000 },
    });
    await expect.poll(() => client.cut()).toBe(true);
    expect(instance.count('assay_live_clients')).toBe(0);
  });
});

test('heartbeats carry the place to go on from, however much other keys changed', async () => {
  const client = await watch(shop.instance({ heartbeatMs: 250 }), 'sales_velocity', `sku=${newKey()}`);
  const first = await client.until(({ event }) => event === 'heartbeat');
  await sell(newKey(), 1);
  await client.until(({ event, id }) => event === 'heartbeat' && id !== first.id);
  expect(first.data).toEqual({ at: expect.stringMatching(/Z$/) });
});

test('an instance that is stopped tells its clients', async () => {
  const instance = shop.instance();
  const client = await watch(instance, 'sales_velocity', `sku=${newKey()}`);
  instance.close();
  await client.ended;
  expect(client.events.at(-1)).toMatchObject({ event: 'closing', data: { reason: 'shutdown' } });
});

describe('when a model has a new version', () => {
  const [model] = readModels().filter(({ name }) => name === 'sales_velocity');

  test('clients get its rows at once, and its changes from then on', async () => {
    if (!model) throw new Error('there is no such model');
    const next = { ...model, version: model.version + 1 };
    const other = await openShop([next], `http://127.0.0.1:${shop.port}/`);
    let answering = [model];
    const sku = newKey();
    await sell(sku, 1);
    await other.fold('pos_sale', { lines: [{ sku, quantity: 7, amountMinor: 700 }] });
    const client = await watch(
      shop.instance({}, async () => answering),
      'sales_velocity',
      `sku=${sku}`,
    );
    await client.until(({ data }) => data.version === model.version);
    answering = [next];
    const rows = await client.until(({ data }) => data.version === next.version);
    expect(rows).toMatchObject({ event: 'rows', data: { rows: [{ units: 7 }] } });
    await other.fold('pos_sale', { lines: [{ sku, quantity: 1, amountMinor: 100 }] });
    await client.until(({ event, data }) => event === 'change' && data.version === next.version);
    expect(client.followed.rows()).toMatchObject([{ units: 8 }]);
    await other.close();
  });

  test('which a request does not fit, its clients are told so', async () => {
    if (!model) throw new Error('there is no such model');
    const [key] = model.plan.key;
    const next = {
      ...model,
      version: 9,
      plan: { ...model.plan, key: key ? [{ ...key, name: 'product' }] : [] },
    };
    let answering = [model];
    const client = await watch(
      shop.instance({}, async () => answering),
      'sales_velocity',
      `sku=${newKey()}`,
    );
    answering = [next];
    await client.ended;
    expect(client.events.at(-1)).toMatchObject({
      event: 'closing',
      data: { reason: 'version', retryAfterMs: null },
    });
  });
});

test('when the change feed cannot be read, clients are sent away, and none is taken meanwhile', async () => {
  const own = await openShop();
  const instance = own.instance({ patienceMs: 200 });
  const client = await connect(instance, 'sales_velocity', 'sku=A');
  await own.close();
  await client.ended;
  expect(client.events.at(-1)).toMatchObject({
    event: 'closing',
    data: { reason: 'failure', retryAfterMs: 2_000 },
  });
  expect(await answering(() => connect(instance, 'sales_velocity', 'sku=A') as never)).toMatchObject({
    ...{ status: 503, headers: { 'retry-after': '5' } },
  });
});
