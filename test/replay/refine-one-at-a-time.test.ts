// One refine of a source at a time: the same request twice is one, another waits, nothing is left of one that was cancelled,
// and a worker that wakes too late moves nothing.

import { describe, expect, test } from 'vitest';
import { holdSource } from '../../src/refine-again/hold-source.ts';
import { moveCounts } from '../../src/refine-again/move-counts.ts';
import { immortal } from './mortal.ts';
import { expectWhole, fill, lax, refinedShops, strict } from './refined-sales.ts';

const open = refinedShops();

describe('one at a time', () => {
  test('the same request twice is done once, and another waits for the first', async () => {
    const shop = open(strict);
    await fill(shop);
    shop.deploy(lax);
    const [one, same, other] = [await shop.ask('1'), await shop.ask('1'), await shop.ask('2')];
    expect(same).toBe(one);
    await shop.run();
    expect((await shop.replay(one))?.counts['now silver']).toBeGreaterThan(10);
    const second = await shop.replay(other);
    expect(second).toMatchObject({ state: 'done' });
    expect(second?.counts['as before']).toBe(second?.counts.events);
    await expectWhole(shop, 100);
  });

  test('cancelled before the switch it leaves nothing behind; once that has begun it cannot be', async () => {
    const shop = open(strict);
    await fill(shop);
    const silver = await shop.silver();
    const claims = new Map(shop.claimed.owners);
    shop.deploy(lax);
    for (const phase of ['wait', 'refine', 'resolve']) {
      const id = await shop.ask(phase);
      await shop.run(
        immortal,
        () => false,
        async () => {
          const replay = await shop.replay(id);
          if (replay?.state === 'running' && replay.phase === phase) await shop.service.cancel(id);
        },
      );
      expect(await shop.replay(id)).toMatchObject({ state: 'cancelled', lease: null });
      expect(await shop.leftovers()).toEqual([]);
    }
    expect([await shop.silver(), shop.claimed.owners]).toEqual([silver, claims]);
    const id = await shop.ask('late');
    const answers: number[] = [];
    await shop.run(
      immortal,
      () => false,
      async () => {
        if ((await shop.replay(id))?.phase === 'switch')
          answers.push(
            await shop.service.cancel(id).then(
              ({ status }) => status,
              ({ status }) => status,
            ),
          );
      },
    );
    expect(new Set(answers)).toEqual(new Set([409]));
    await expectWhole(shop, 100);
  });
});

test('a worker that wakes after another replay has counted moves nothing', async () => {
  const shop = open(strict);
  await fill(shop);
  const counts = async () => (await shop.ledger.read()).map(({ entry }) => entry.counts);
  const before = await counts();
  const moves = { '0': { silver: 2, quarantined: -2, duplicate: 0, redriven: 0 } };
  await holdSource(shop.ledger, 'shop', 'second', async () => true);
  await moveCounts(shop.ledger, 'shop', 'first', moves);
  expect(await counts()).toEqual(before);
  await moveCounts(shop.ledger, 'shop', 'second', moves);
  await moveCounts(shop.ledger, 'shop', 'second', moves);
  expect((await counts())[0]).toMatchObject({ silver: (before[0]?.silver ?? 0) + 2 });
});
