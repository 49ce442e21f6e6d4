// What a client of live answers gets: the rows there are, then each change, and the windows that time brings and takes away.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answering } from '../../src/problem.ts';
import { connect } from './shop.ts';
import { watchedShop } from './watched-shop.ts';

const { shop, newKey, watch, sell, stock, sameAsGold } = watchedShop();

describe('a client', () => {
  test('gets the rows there are, as GET answers them, and then each change with its watermark', async () => {
    const sku = newKey();
    await sell(sku, 2);
    const client = await watch(shop().instance(), 'sales_velocity', `sku=${sku}`);
    const first = await client.until(({ event }) => event === 'rows');
    const { rows, watermark } = await shop().get('sales_velocity', `sku=${sku}`);
    expect(first.data).toMatchObject({
      ...{ model: 'sales_velocity', version: 2, identity: ['sku', 'window_start'] },
      ...{ rows, watermark, freshness: { foldedAt: expect.stringMatching(/Z$/) } },
    });
    await sell(sku, 3);
    const change = await client.until(({ event }) => event === 'change');
    expect(change.data).toMatchObject({ rows: [{ sku, units: 5 }], removed: [] });
    expect(change.data.watermark).toEqual((await shop().get('sales_velocity', `sku=${sku}`)).watermark);
  });

  test('is told of the windows that changed, and of no other', async () => {
    const sku = newKey();
    const minute = 60_000;
    for (const ago of [1, 2, 3]) await sell(sku, ago, Date.now() - ago * minute);
    const client = await watch(shop().instance(), 'sales_velocity', `sku=${sku}`);
    await sell(sku, 10, Date.now() - 2 * minute);
    const { data } = await client.until(({ event }) => event === 'change');
    expect(data.rows).toMatchObject([{ units: 12 }]);
    await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
  });

  test('may ask for several windows at a grain of its own', async () => {
    const sku = newKey();
    const from = new Date(Date.now() - 6 * 3_600_000).toISOString();
    const query = `sku=${sku}&grain=1h&from=${from}`;
    const client = await watch(shop().instance(), 'sales_velocity', query);
    for (const hours of [0, 1, 2, 5, 7]) await sell(sku, 1, Date.now() - hours * 3_600_000);
    await sameAsGold(client, 'sales_velocity', query);
    expect(client.followed.rows().length).toBeGreaterThanOrEqual(4);
  });

  test('may watch all documents that begin with a key: new ones come, and what is left of none goes', async () => {
    const store = newKey();
    await stock(store, 'A', 1);
    const client = await watch(shop().instance(), 'inventory_position', `store_id=${store}`, {
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
    const client = await watch(shop().instance(), 'payment_fraud_features', `card_token=${card}`);
    await shop().fold('payments_authorised', { cardToken: card, storeId: 'S1', amountMinor: 500 });
    await client.until(({ event }) => event === 'change');
    await sameAsGold(client, 'payment_fraud_features', `card_token=${card}`);
  });

  test('sees what a model looks up with the next change of the model', async () => {
    const sku = newKey();
    await stock('S1', sku, 5);
    const client = await watch(shop().instance(), 'stock_out_risk', `sku=${sku}`);
    await sell(sku, 2);
    const { data } = await client.until(({ event }) => event === 'change');
    expect(data.rows).toMatchObject([{ units: 2, available: 5 }]);
  });

  test('sees rows of many documents with what each looks up', async () => {
    const store = newKey();
    const skus = Array.from({ length: 8 }, (_, i) => `P${i}`);
    for (const [i, sku] of skus.entries())
      await shop().fold('pricing_price', {
        store_id: store,
        sku,
        price_minor: 100 + i,
        was_price_minor: 200,
      });
    const client = await watch(shop().instance({ pollMs: 1 }), 'stock_value', `store_id=${store}`);
    for (const sku of skus) await stock(store, sku, 10);
    await sameAsGold(client, 'stock_value', `store_id=${store}`);
    expect(client.followed.rows().map(row => row.value_minor)).toEqual(skus.map((_, i) => 1_000 + 10 * i));
    // What was looked up is a part of what the rows are of, as GET says.
    expect(client.followed.watermark).toEqual(
      (await shop().get('stock_value', `store_id=${store}`)).watermark,
    );
  });

  test.each([
    ['nosuch', 'sku=A', 404, undefined],
    ['sales_velocity', '', 400, 'sku'],
    ['sales_velocity', 'sku=A&limit=5', 400, 'limit'],
    ['sales_velocity', 'sku=A&continuation=x', 400, 'continuation'],
    ['sales_velocity', 'sku=A&from=2020-01-01T00:00:00Z', 400, 'from'],
  ])('that asks for %s?%s gets %i', async (model, query, status, parameter) => {
    const instance = shop().instance();
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
  beforeAll(() => shop().setNow(startMs));
  afterAll(() => shop().setNow(null));

  test('windows enter when they begin, also those of the next document, and leave behind the last sixty', async () => {
    const sku = newKey();
    await sell(sku, 1, startMs - 60 * minuteMs);
    await sell(sku, 2, startMs - minuteMs);
    await sell(sku, 3, startMs + minuteMs);
    await sell(sku, 4, startMs + 3 * minuteMs);
    const client = await watch(shop().instance(), 'sales_velocity', `sku=${sku}`);
    await client.until(({ event }) => event === 'rows');
    expect(client.followed.rows().map(({ units }) => units)).toEqual([1, 2]);
    for (const units of [
      [2, 3],
      [2, 3],
      [2, 3, 4],
    ]) {
      startMs += minuteMs;
      shop().setNow(startMs + 1);
      await expect.poll(() => client.followed.rows().map(row => row.units)).toEqual(units);
      await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
    }
  });

  test('a stream is ended after some minutes, and goes on by Last-Event-ID', async () => {
    const sku = newKey();
    const instance = shop().instance();
    const client = await watch(instance, 'sales_velocity', `sku=${sku}`);
    startMs += 5 * minuteMs;
    shop().setNow(startMs);
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
