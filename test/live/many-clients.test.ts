// What many clients cost an instance, how many it takes, and what becomes of those that do not read.

import { describe, expect, test } from 'vitest';
import { answering } from '../../src/problem.ts';
import { connect } from './shop.ts';
import { watchedShop } from './watched-shop.ts';

const { shop, newKey, watch, sell, stock, sameAsGold } = watchedShop();

describe('many clients', () => {
  test('of one key cost one reader and one computation; each gets every change', async () => {
    const sku = newKey();
    const instance = shop().instance({ pollMs: 50 });
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
    const instance = shop().instance();
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
    const instance = shop().instance({ clients: 2 });
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
      await watch(shop().instance(), 'sales_velocity', `sku=${sku}`),
      await watch(shop().instance(), 'sales_velocity', `sku=${sku}`),
    ];
    for (let i = 0; i < 20; i += 1) await sell(sku, i);
    for (const client of pair) await sameAsGold(client, 'sales_velocity', `sku=${sku}`);
  });
});

describe('a client that does not read', () => {
  test('is sent the latest rows when it reads again, and never more than that', async () => {
    const store = newKey();
    let untaken = 0;
    const client = await watch(shop().instance(), 'inventory_position', `store_id=${store}`, {
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
    const instance = shop().instance({ slowMs: 300, graceMs: 50 });
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
