// Silver around a loss of bronze: it is repaired, has what refine still comes to, and passes over only what neither tier has.

import { expect, test } from 'vitest';
import { createCommitter } from '../../src/ledger/commit.ts';
import { createLosingWorld, createWorld, lane, numbers } from './losing-world.ts';
import { createMemoryLedger } from './memory-stores.ts';

test('behind a loss silver is repaired as before: a refine host that dies stops nothing', async () => {
  const { maintain, rounds, bronze, silver, line, passTo, appended } = await createLosingWorld();
  await rounds(maintain, 40);
  await bronze(30, 49);
  // The outcomes of 30–39 died with their host; then those of 50–59, and nothing comes after them.
  await silver(40, 49);
  await rounds(maintain, 10);
  expect(await line()).toMatchObject({ bronze: 40, silver: 50 });
  await bronze(50, 59);
  passTo('silver', 59);
  await rounds(maintain, 10);
  expect(await line()).toMatchObject({ bronze: 50, silver: 60, lost: 10, silverLost: 0 });
  expect(appended.silver).toEqual(numbers(0, 59));
});

test('a gap in bronze hides nothing that landed for silver, however long it stands and whoever looks', async () => {
  const world = await createLosingWorld();
  // The hub has 10–19 still, and their batch is being tried for three hours.
  world.hub.begin = 0;
  const [bronzeThrough, maintain] = [9, world.maintainer()];
  await maintain();
  world.passTo('silver', 29);
  for (let batch = 0; batch < 18; batch++) {
    world.clock.nowMs += 600_000;
    await world.silver(30 + batch * 10, 39 + batch * 10);
  }
  const again = createCommitter({
    ...{ landing: world.landing, metrics: world.metrics, lanes: [lane], now: () => world.clock.nowMs },
    ...{ ledger: createMemoryLedger(), append: async () => {}, passOver: async () => null },
    position: async at => ({ ...at, begin: 0, last: 209 }),
  });
  let reached = { bronzeThrough: -1, silverThrough: -1 };
  for (let round = 0; round < 20; round++) reached = (await again()).lanes[0]?.entry ?? reached;
  expect(reached).toMatchObject({ bronzeThrough, silverThrough: 209 });
});

test('what neither tier has is passed over in silver too, once refine is past it, and counted by itself', async () => {
  const world = createWorld();
  const maintain = world.maintainer();
  await world.bronze(0, 14);
  await world.silver(0, 9);
  await maintain();
  // Both were away: 15–24 are gone. Refine's outcomes of 10–14 and 25–29 died with a host.
  world.hub.begin = 25;
  await world.bronze(25, 39);
  await world.silver(30, 39);
  await world.rounds(maintain, 100);
  expect(await world.line()).toMatchObject({
    ...{ received: 40, bronze: 30, lost: 10, silver: 30, silverLost: 10 },
  });
  expect(world.appended.silver).toEqual([...numbers(0, 14), ...numbers(25, 39)]);
});

test('silver has what refine still comes to, although bronze has lost it', async () => {
  const world = createWorld();
  const maintain = world.maintainer();
  await world.bronze(0, 9);
  await world.silver(0, 9);
  world.hub.begin = 20;
  await world.bronze(20, 29);
  await world.rounds(maintain, 200);
  expect(await world.line()).toMatchObject({ bronze: 20, lost: 10, silver: 10, silverLost: 0 });
  // It had read them in time, and was kept from going on.
  await world.silver(10, 16);
  await world.silver(18, 29);
  await world.rounds(maintain, 60);
  expect(await world.line()).toMatchObject({ bronze: 20, lost: 10, silver: 29, silverLost: 1 });
});

test('a batch of refine with a hole in it is decided again from bronze, and nothing is lost', async () => {
  const world = createWorld();
  const maintain = world.maintainer();
  for (const [first, last] of [
    [0, 4],
    [5, 7],
    [8, 9],
  ] as const)
    await world.bronze(first, last);
  await world.silver(0, 4);
  await world.silver(8, 9);
  await world.rounds(maintain, 10);
  expect(await world.line()).toMatchObject({ bronze: 10, silver: 10, lost: 0, state: 'adds up' });
});
