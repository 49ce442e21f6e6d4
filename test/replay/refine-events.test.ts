// Events that are more than a sale when their range is refined again: framed ones, redriven ones, changes of a row, and those
// whose identity a live event takes first.

import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/catalog/catalog.ts';
import type { FrameSchemas } from '../../src/events/frame-schemas.ts';
import { placeOf } from '../../src/silver/claims.ts';
import { originsOf } from '../../src/silver/decide.ts';
import { immortal } from './mortal.ts';
import { expectWhole, lax, refinedShops, sale, strict } from './refined-sales.ts';
import { shopSource } from './refined-shop.ts';

const open = refinedShops();

describe('a range is refined again', () => {
  test('what frames name is looked up by a worker that never saw it', async () => {
    const registered = (): FrameSchemas => {
      const known = new Map<number, null>();
      return {
        get: id => known.get(id),
        load: async ids => {
          if (ids.has(1)) known.set(1, null);
        },
      };
    };
    const framed = (of: Source): Source => ({ ...of, formats: ['json', 'confluent'] });
    const frame = (units: number) => {
      const body = JSON.stringify({ ...sale(units), at: '2026-11-26T11:59:00Z' });
      return { raw: `\0\0\0\0\x01${body}` };
    };
    const shop = open(framed(strict), registered);
    await shop.receive('0', [frame(3), frame(50), sale(5)]);
    expect((await shop.silver()).map(({ units }) => Number(units))).toEqual([3, 5]);
    shop.deploy(framed(lax));
    const id = await shop.ask('1');
    await shop.run();
    expect(await shop.replay(id)).toMatchObject({ state: 'done', counts: { 'now silver': 1 } });
    expect((await shop.silver()).map(({ units }) => Number(units))).toEqual([3, 50, 5]);
    expect(await shop.quarantine()).toEqual([]);
  });

  test('a redriven event stays in quarantine: its copy stands for it', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50, 'again')]);
    const body = String(shop.sent.get('0')?.[0]?.body);
    await shop.receive('1', [
      { raw: body, origin: 'shop/0/0' },
      { raw: body, origin: 'shop/0/0' },
    ]);
    shop.deploy(lax);
    await shop.ask('1');
    await shop.run();
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['1/0']);
    expect((await shop.quarantine()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/0']);
    const { bucket, key } = placeOf(originsOf('shop'), 'shop/0/0', () => 1);
    expect(shop.claimed.owners.get(`${bucket} ${key}`)).toBe('shop/1/0');
    const counts = Object.fromEntries(
      (await shop.ledger.read()).map(({ entry }) => [entry.partitionId, entry.counts]),
    );
    expect(counts).toMatchObject({ 0: { quarantined: 1 }, 1: { silver: 1, duplicate: 1, redriven: 1 } });
  });

  test('a change is both of its rows: that which came, and that which went', async () => {
    const shop = open(shopSource(10, 'drop', 'debezium'));
    let lsn = 0;
    const row = (units: number) => ({ id: 'a', at: '2026-11-26T11:00:00Z', sku: 'x', units });
    const change = (op: string, before: object | null, after: object | null) => ({
      raw: JSON.stringify({
        ...{ op, before, after },
        source: {
          db: 'shop',
          schema: 'public',
          table: 'sale',
          lsn: ++lsn,
          ts_ms: Date.UTC(2026, 10, 26, 11),
        },
      }),
    });
    await shop.receive('0', [
      change('c', null, row(5)),
      change('u', row(5), row(50)),
      change('u', row(50), row(6)),
    ]);
    const was = (await shop.changes()).map(({ s, type, units }) => `${s} ${type} ${units}`);
    expect(was).toEqual(['0 insert 5', '2 update_preimage 50', '2 update_postimage 6']);
    shop.deploy(shopSource(100, 'drop', 'debezium'));
    await shop.ask('1');
    await shop.run();
    expect((await shop.changes()).map(({ s, type, units }) => `${s} ${type} ${units}`)).toEqual([
      '0 insert 5',
      '1 update_preimage 5',
      '1 update_postimage 50',
      '2 update_preimage 50',
      '2 update_postimage 6',
    ]);
    expect(await shop.quarantine()).toEqual([]);
  });

  test('a live event that takes an identity first keeps it', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50, 'raced'), sale(50)]);
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async () => {
        if ((await shop.replay(id))?.phase === 'claim' && !shop.sent.has('1'))
          await shop.receive('1', [sale(4, 'raced')]);
      },
    );
    expect((await shop.replay(id))?.counts).toMatchObject({ 'now duplicates': 1 });
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/1', '1/0']);
    await expectWhole(shop, 100);
  });
});
