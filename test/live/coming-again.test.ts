// A client that comes again with Last-Event-ID gets what it has missed, on whichever instance, or all rows.

import { describe, expect, test } from 'vitest';
import { inOrder } from './follow.ts';
import { watchedShop } from './watched-shop.ts';

const { shop, newKey, watch, sell, stock } = watchedShop();

describe('a client that comes again', () => {
  test('gets what it has missed, on another instance, and nothing that it has', async () => {
    const [store, other] = [newKey(), newKey()];
    for (const sku of ['A', 'B', 'C']) await stock(store, sku, 1);
    const first = await watch(shop().instance(), 'inventory_position', `store_id=${store}`);
    await stock(store, 'A', 1);
    await first.until(({ event }) => event === 'change');
    first.leave();
    await first.ended;
    await stock(store, 'B', 7);
    await stock(other, 'A', 7);
    const lastEventId = first.followed.lastEventId ?? null;
    const second = await watch(shop().instance(), 'inventory_position', `store_id=${store}`, { lastEventId });
    const [event] = [await second.until(() => true)];
    expect(event).toMatchObject({ event: 'change', data: { rows: [{ sku: 'B', on_hand: 8 }], removed: [] } });
    first.followed.apply(event);
    expect(first.followed.rows()).toEqual(
      inOrder((await shop().get('inventory_position', `store_id=${store}`)).rows),
    );
  });

  test('to an instance that remembers it gets the very windows that changed, and nothing is read for it', async () => {
    const sku = newKey();
    for (const ago of [1, 2, 3]) await sell(sku, 1, Date.now() - ago * 60_000);
    const instance = shop().instance({ lingerMs: 5_000 });
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
    const first = await watch(shop().instance(), 'sales_velocity', `sku=${sku}`);
    const { id = null } = await first.until(({ event }) => event === 'rows');
    const second = await watch(shop().instance(), 'sales_velocity', `sku=${sku}`, { lastEventId: id });
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
    const instance = shop().instance();
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
