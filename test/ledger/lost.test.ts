// What the hub let go before bronze had it is written down as lost, and only that: not what may still come, however long
// maintain was away.

import { expect, test } from 'vitest';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import { landingPath, parseLandingPath } from '../../src/landing/landing.ts';
import { createCommitter } from '../../src/ledger/commit.ts';
import { isBehind } from '../../src/ledger/landed-files.ts';
import type { LostRange } from '../../src/ledger/lost.ts';
import { createPassOver } from '../../src/ledger/pass-over.ts';
import {
  createLosingWorld,
  createWorld,
  graceMs,
  hourMs,
  lane,
  numbers,
  raw,
  startMs,
} from './losing-world.ts';

const lostOf = (ranges: readonly LostRange[] = []) => ranges.map(({ first, last }) => [first, last]);

test('what the hub let go before bronze had it is written down as lost, and the lane goes on behind it', async () => {
  const { maintain, rounds, line, entry, appended, metrics, landing } = await createLosingWorld();
  await rounds(maintain, 30);
  expect(await line()).toMatchObject({ bronze: 10, lost: 0, silver: 30, state: 'behind' });
  await rounds(maintain, 10);
  expect(await line()).toMatchObject({
    ...{ received: 30, bronze: 20, lost: 10, silver: 30, silverLost: 0 },
    state: 'does not add up',
  });
  expect(lostOf((await entry()).lost)).toEqual([[10, 19]]);
  expect(appended.bronze).toEqual([...numbers(0, 9), ...numbers(20, 29)]);
  expect(appended.silver).toEqual(numbers(0, 29));
  const counted = metrics.snapshot().counters.filter(({ name }) => name === 'assay_lost_events_total');
  expect(counted.map(({ value }) => value)).toEqual([10]);
  // Nothing is kept in landing for it.
  const last = await entry();
  for await (const listed of landing.list('landing/')) {
    const file = parseLandingPath(listed);
    expect(file && isBehind(file, last)).toBe(true);
  }
});

test('a gap that the hub still has, or that its batch is still tried for, is never lost', async () => {
  const { maintain, rounds, hub, entry } = await createLosingWorld();
  hub.begin = 15;
  await rounds(maintain, 100);
  expect(lostOf((await entry()).lost)).toEqual([[10, 14]]);
  expect((await entry()).bronzeThrough).toBe(29);

  const tried = createWorld();
  const maintainTried = tried.maintainer();
  await tried.bronze(0, 9);
  await tried.landing.put(
    landingPath('bronze', lane, { first: 20, last: 29 }, startMs),
    encodeBronzeFile({ ...lane, events: [raw(20), ...numbers(21, 29).map(raw)] }, startMs),
    {},
  );
  tried.hub.begin = 25;
  await tried.rounds(maintainTried, 100);
  expect((await tried.entry()).lost).toBeUndefined();
  await tried.bronze(10, 19);
  await tried.rounds(maintainTried, 1);
  expect((await tried.entry()).bronzeThrough).toBe(29);
});

test('maintain may be away for hours around a loss: the next process finds all that landed', async () => {
  const world = await createLosingWorld();
  await world.rounds(world.maintain, 5);
  for (let batch = 0; batch < 18; batch++) {
    world.clock.nowMs += 600_000;
    await world.bronze(30 + batch * 10, 39 + batch * 10);
    await world.silver(30 + batch * 10, 39 + batch * 10);
  }
  await world.rounds(world.maintainer(), 60);
  expect(await world.line()).toMatchObject({ received: 210, bronze: 200, lost: 10, silver: 210 });
  expect(world.appended.silver).toEqual(numbers(0, 209));
  world.clock.nowMs += 24 * hourMs;
  await world.rounds(world.maintainer(), 60);
  expect(await world.line()).toMatchObject({ lost: 10, state: 'adds up' });
});

test('that a hub does not say where it begins holds up no commit, and is told', async () => {
  const { landing, ledger, metrics, clock, bronze, silver, rounds } = createWorld();
  const failed: string[] = [];
  const commit = createCommitter({
    ...{ landing, ledger, metrics, lanes: [lane], append: async () => {}, now: () => clock.nowMs },
    position: async at => ({ ...at, begin: 0, last: 0 }),
    passOver: createPassOver({
      position: () => Promise.reject(new Error('the hub is away')),
      checkpoints: async () => new Map([['pos-0', 99]]),
      graceMs,
    }),
  });
  const maintain = async () => {
    failed.push(...(await commit()).failures.map(String));
  };
  await bronze(0, 9);
  await bronze(20, 29);
  await rounds(maintain, 20);
  await silver(0, 9);
  await rounds(maintain, 1);
  const [stored] = await ledger.read();
  expect(stored?.entry).toMatchObject({ bronzeThrough: 9, silverThrough: 9 });
  expect(failed[0]).toContain('pos-0 is gone for bronze: Error: the hub is away');
});
