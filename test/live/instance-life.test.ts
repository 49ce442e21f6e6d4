// What an instance tells its clients of itself: that it lives, that it stops, that a model has a new version, and that it
// cannot read the change feed.

import { describe, expect, test } from 'vitest';
import { readModels } from '../../src/package-files.ts';
import { answering } from '../../src/problem.ts';
import { connect, openShop } from './shop.ts';
import { watchedShop } from './watched-shop.ts';

const { shop, newKey, watch, sell } = watchedShop();

test('heartbeats carry the place to go on from, however much other keys changed', async () => {
  const client = await watch(shop().instance({ heartbeatMs: 250 }), 'sales_velocity', `sku=${newKey()}`);
  const first = await client.until(({ event }) => event === 'heartbeat');
  await sell(newKey(), 1);
  await client.until(({ event, id }) => event === 'heartbeat' && id !== first.id);
  expect(first.data).toEqual({ at: expect.stringMatching(/Z$/) });
});

test('an instance that is stopped tells its clients', async () => {
  const instance = shop().instance();
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
    const other = await openShop([next], `http://127.0.0.1:${shop().port}/`);
    let answering = [model];
    const sku = newKey();
    await sell(sku, 1);
    await other.fold('pos_sale', { lines: [{ sku, quantity: 7, amountMinor: 700 }] });
    const client = await watch(
      shop().instance({}, async () => answering),
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
      shop().instance({}, async () => answering),
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
