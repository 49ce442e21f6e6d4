// A refine that must not go on stops and changes nothing; that its files lie for a day before the switch does not stop it.

import { describe, expect, test } from 'vitest';
import { vacuum } from '../../src/delta/vacuum.ts';
import { isOfReplay } from '../../src/refine-again/clear.ts';
import { immortal } from './mortal.ts';
import { expectWhole, fill, lax, refinedShops, strict } from './refined-sales.ts';
import { shopSource } from './refined-shop.ts';

const open = refinedShops();

describe('a range is refined again', () => {
  test('a range in which bronze has lost events is refused, and what is beside it is refined', async () => {
    const shop = open(strict);
    await fill(shop);
    const [first] = await shop.ledger.read();
    if (!first) throw new Error('there is no lane');
    const lost = [{ first: 1, last: 2, events: 2, atMs: 0 }];
    await shop.ledger.write({ ...first, entry: { ...first.entry, lost } });
    shop.deploy(lax);
    const all = await shop.ask('all');
    const after = await shop.ask('after', { partition: first.entry.partitionId, first: 3 });
    await shop.run();
    expect((await shop.replay(all))?.error).toContain('has lost events of 1–2 in partition');
    expect((await shop.replay(after))?.state).toBe('done');
  });

  test('an expectation that stops a partition stops the replay, and nothing is changed', async () => {
    const shop = open(lax);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(shopSource(10, 'fail'));
    const id = await shop.ask('1');
    await shop.run();
    expect(await shop.replay(id)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/^the expectation "few" \(action "fail"\) does not hold at shop\/\d\/\d+/),
    });
    expect(await shop.silver()).toEqual(before);
    expect(await shop.leftovers()).toEqual([]);
  });

  test('another catalog in the middle of it ends it, and nothing is changed', async () => {
    const shop = open(strict);
    await fill(shop);
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step === 3) shop.deploy(shopSource(20));
      },
    );
    expect(await shop.replay(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('meanwhile'),
    });
    expect(await shop.leftovers()).toEqual([]);
    shop.deploy(strict);
    await expectWhole(shop, 10);
  });
});

describe('before the switch, a day and more after the files were written,', () => {
  /** Runs a refine of what `strict` refused, vacuuming as if 25 hours had passed when it comes to the switch. */
  async function refineSlowly(isWanted: (id: string) => (path: string) => boolean) {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    const id = await shop.ask('slow');
    let vacuumed = false;
    const between = async () => {
      if (vacuumed || (await shop.replay(id))?.phase !== 'switch') return;
      vacuumed = true;
      for (const table of shop.tables.values())
        await vacuum(table, Date.now() + 25 * 3_600_000, isWanted(id));
    };
    let steps = 0;
    await shop.run(
      immortal,
      () => steps > 40,
      async () => {
        steps += 1;
        await between();
      },
    );
    return { shop, before, replay: await shop.replay(id) };
  }

  test('vacuum leaves them where they are', async () => {
    const { shop, replay } = await refineSlowly(id => path => isOfReplay(path, [id]));
    expect(replay?.state).toBe('done');
    await expectWhole(shop, 100);
  });

  test('a file that somebody has deleted stops it, and the rows that were are still there', async () => {
    const { shop, before, replay } = await refineSlowly(() => () => false);
    expect(replay).toMatchObject({ state: 'running', phase: 'switch' });
    expect(replay?.error).toMatch(/files that were refined for .* are gone, such as .*refine-/);
    expect(await shop.silver()).toEqual(before);
  });
});
