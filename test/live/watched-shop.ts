// A shop for the tests of a file: what is sold and stored in it, and clients that watch it until the end of a test.

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { inOrder } from './follow.ts';
import { connect, type Instance, openShop, type Shop, type TestClient } from './shop.ts';

/** To be called once in a test file. */
export function watchedShop() {
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

  return { shop: () => shop, newKey, watch, sell, stock, sameAsGold };
}
