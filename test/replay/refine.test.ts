// A range refined again by a mended catalog, while live events go on coming: what silver, quarantine, the ledger and the
// claims are afterwards, whatever the worker died of.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { immortal, mortal } from './mortal.ts';
import { expectWhole, fill, lax, refinedShops, sale, strict } from './refined-sales.ts';
import type { Sale } from './refined-shop.ts';

const open = refinedShops();

describe('a range is refined again', () => {
  test('what a rule refused by mistake is silver, once, and what came meanwhile is as it came', async () => {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step < 8) await shop.receive(String(step % 2), [sale(50), sale(5), sale(500), { raw: 'no' }]);
      },
    );
    expect(await shop.replay(id)).toMatchObject({ state: 'done', error: null, leavesBehind: false });
    await expectWhole(shop, 100);
    const after = new Set((await shop.silver()).map(({ p, s }) => `${p}/${s}`));
    for (const { p, s } of before) expect(after).toContain(`${p}/${s}`);
  });

  test('what a rule let through by mistake is quarantined, and its identity is free, or the mended event’s', async () => {
    const shop = open(lax);
    await fill(shop);
    shop.deploy(strict);
    const id = await shop.ask('1');
    await shop.run();
    const replay = await shop.replay(id);
    expect(replay).toMatchObject({ state: 'done', counts: { 'tables switched': 2 } });
    expect(replay?.counts['duplicates that take over']).toBeGreaterThan(5);
    await expectWhole(shop, 10);
    // The same identity may come again, mended.
    const [refused] =
      (await shop.silver()).length > 0
        ? [...(shop.sent.get('0') ?? [])].filter(({ body }) => String(body).includes('"units":90'))
        : [];
    const { id: identity } = JSON.parse(String(refused?.body)) as Sale;
    await shop.receive('1', [sale(2, identity)]);
    await expectWhole(shop, 10);
  });

  test('it is one version, with those before it still there, though files are compacted all the time', async () => {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    await shop.ask('1');
    const version = async () => (await shop.tables.get('silver.shop_sale')?.snapshot())?.version ?? 0;
    let last = 0;
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step === 0) last = await version();
        // In the same files as the range's rows, and beyond it.
        await shop.receive('1', [sale(50, `more-${step}`)]);
        await shop.compact();
      },
    );
    await expectWhole(shop, 100);
    expect(await shop.silverAt(last)).toEqual(before);
  });

  test('the same catalog changes nothing: no table gets a version', async () => {
    const shop = open(strict);
    await fill(shop);
    const versions = async () =>
      Promise.all([...shop.tables.values()].map(async table => (await table.snapshot())?.version));
    const before = await versions();
    const id = await shop.ask('1');
    await shop.run();
    const replay = await shop.replay(id);
    expect(replay?.counts['as before']).toBe(replay?.counts.events);
    expect(replay?.counts['tables switched']).toBeUndefined();
    expect(await versions()).toEqual(before);
    await expectWhole(shop, 10);
  });

  test('only the range that was asked for is refined', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50), sale(50), sale(50), sale(50)]);
    await shop.receive('1', [sale(50)]);
    shop.deploy(lax);
    await shop.ask('1', { partition: '0', first: 1, last: 2 });
    await shop.run();
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/1', '0/2']);
    expect((await shop.quarantine()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/0', '0/3', '1/0']);
  });
});

test('a worker that is killed before or after any of its calls, again and again, comes to the same', {
  timeout: 120_000,
}, async () => {
  const deaths = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom('before' as const, 'after' as const)),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(deaths, fc.boolean(), async (kills, mends) => {
      const shop = open(mends ? strict : lax);
      await fill(shop);
      shop.deploy(mends ? lax : strict);
      const id = await shop.ask('1');
      for (const [last, dies] of kills) {
        const { life, isDead } = mortal(last, dies);
        await shop.run(life, isDead);
        await shop.receive('1', [sale(50), sale(5)]);
        await shop.sweep();
      }
      await shop.run();
      expect(await shop.replay(id)).toMatchObject({ state: 'done', error: null });
      await expectWhole(shop, mends ? 100 : 10);
      shop.close();
    }),
    { numRuns: 12 },
  );
});
