import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import { createBronzeLander } from '../../src/bronze/land.ts';
import { createBronzeRepair } from '../../src/bronze/repair.ts';
import type { SequenceRange } from '../../src/events/coordinate.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import { landingPath, parseLandingPath, type Tier } from '../../src/landing/landing.ts';
import { createCommitter } from '../../src/ledger/commit.ts';
import { isBehind } from '../../src/ledger/landed-files.ts';
import { ledgerLine } from '../../src/ledger/ledger.ts';
import { addLost, countFreshlyLost, countLost, type LostRange, missingFrom } from '../../src/ledger/lost.ts';
import { createPassOver } from '../../src/ledger/pass-over.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClaims } from '../../src/silver/claims.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createSilverRepair } from '../../src/silver/repair.ts';
import { encodeSegmentFile, segmentMetadata } from '../../src/silver/segment-file.ts';
import { createMemoryLanding, createMemoryLedger } from './memory-stores.ts';

const lane = { hub: 'pos', partitionId: '0' };
const startMs = Date.UTC(2026, 0, 1, 12);
const graceMs = 180_000;
const hourMs = 3_600_000;

const numbers = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

const raw = (sequenceNumber: number): RawEvent => ({
  ...{ sequenceNumber, offset: '0', enqueuedTimeMs: startMs, partitionKey: null, contentType: null },
  ...{ properties: {}, systemProperties: {}, body: Buffer.from(`${sequenceNumber}`) },
});

const eventOf = (sequenceNumber: number) => ({
  ...{ type: 't', table: 't', identity: `${sequenceNumber}`, eventTimeMs: startMs, warnings: [] },
  rows: [{ weight: 1 as const, row: {}, eventTimeMs: startMs }],
});

const outcome = (sequenceNumber: number): Outcome => ({
  ...{ sequenceNumber, enqueuedTimeMs: startMs, verdict: 'silver', event: eventOf(sequenceNumber) },
});

/** A lane with the real committer and both repairs over stores in memory: a hub that lets events go, and two triggers. */
function createWorld() {
  const landing = createMemoryLanding();
  const ledger = createMemoryLedger();
  const metrics = createMetrics();
  const clock = { nowMs: startMs };
  const hub = { begin: 0, last: -1 };
  const passed: Record<Tier, number> = { bronze: -1, silver: -1 };
  const appended: Record<Tier, number[]> = { bronze: [], silver: [] };
  const now = () => clock.nowMs;
  const checkpoints = (tier: Tier) => async () => new Map([['pos-0', passed[tier]]]);
  const position = async () => ({ ...lane, ...hub });

  /** What maintain does, by a process that begins now. */
  const maintainer = () => {
    const commit = createCommitter({
      ...{ landing, ledger, metrics, now, position, lanes: [lane] },
      append: async (_hub, tier, lanes) => {
        for (const { admitted } of lanes)
          for (const { first, last } of admitted) appended[tier].push(...numbers(first, last));
      },
      passOver: createPassOver({ position, graceMs, checkpoints: tier => checkpoints(tier)() }),
    });
    const repairSilver = createSilverRepair({
      ...{ landing, metrics, now, checkpoints: checkpoints('silver'), graceMs: 15_000 },
      claims: createClaims({ insert: async () => null, owner: async () => null }),
      judge: () => event => ({ ok: true, event: eventOf(event.sequenceNumber) }),
    });
    const repairBronze = createBronzeRepair({
      ...{ position, graceMs, metrics, now, checkpoints: checkpoints('bronze') },
      readHub: async (_lane, { first, last }) => numbers(Math.max(first, hub.begin), last).map(raw),
      land: createBronzeLander(landing, metrics, now),
    });
    return async () => {
      const { lanes, failures } = await commit();
      expect(failures).toEqual([]);
      await repairSilver(lanes);
      await repairBronze(lanes);
    };
  };
  const passTo = (tier: Tier, last: number) => {
    passed[tier] = Math.max(passed[tier], last);
    hub.last = Math.max(hub.last, last);
  };
  const bronze = async (first: number, last: number) => {
    passTo('bronze', last);
    const [head, ...tail] = numbers(first, last).map(raw);
    if (head)
      await landing.put(
        landingPath('bronze', lane, { first, last }, now()),
        encodeBronzeFile({ ...lane, events: [head, ...tail] }, now()),
        {},
      );
  };
  const silver = async (first: number, last: number) => {
    passTo('silver', last);
    const outcomes = numbers(first, last).map(outcome);
    await landing.put(
      landingPath('silver', lane, { first, last }, now()),
      encodeSegmentFile(lane, outcomes),
      segmentMetadata(outcomes),
    );
  };
  const rounds = async (maintain: () => Promise<void>, count: number) => {
    for (let round = 0; round < count; round++) {
      clock.nowMs += 10_000;
      await maintain();
    }
  };
  const entry = async () => {
    const [stored] = await ledger.read();
    if (!stored) throw new Error('nothing was committed');
    return stored.entry;
  };
  const line = async () => ledgerLine(await entry(), { ...lane, ...hub }, now());
  return {
    landing,
    ledger,
    metrics,
    clock,
    hub,
    passTo,
    appended,
    maintainer,
    bronze,
    silver,
    rounds,
    entry,
    line,
  };
}

/** Bronze was away for longer than the hub's retention: 10–19 are gone. Refine had them. */
async function createLosingWorld() {
  const world = createWorld();
  const maintain = world.maintainer();
  await world.bronze(0, 9);
  await world.silver(0, 9);
  await maintain();
  world.hub.begin = 20;
  await world.bronze(20, 29);
  await world.silver(10, 29);
  return { ...world, maintain };
}

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
  for (let round = 0; round < 8; round++) reached = (await again()).lanes[0]?.entry ?? reached;
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

/** Cuts of a lane: for each piece, whether bronze, refine and the hub have it, and how long it is. */
const pieces = fc.array(
  fc.record({
    length: fc.integer({ min: 1, max: 6 }),
    inBronze: fc.boolean(),
    inSilver: fc.boolean(),
    hours: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test('whatever is missing where, in the end each coordinate is there, decided again or told to be lost', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat({ max: 60 }), async (cuts, begin) => {
      const world = createWorld();
      let maintain = world.maintainer();
      let next = 0;
      // Both triggers begin and end with something, so that all gaps are between.
      const ends = { length: 2, inBronze: true, inSilver: true, hours: 0 };
      const total = 4 + cuts.reduce((sum, { length }) => sum + length, 0);
      world.hub.begin = Math.min(begin, total - 1);
      const inBronze = new Set<number>();
      const inSilver = new Set<number>();
      for (const { length, hours, ...has } of [ends, ...cuts, ends]) {
        const [first, last] = [next, next + length - 1];
        world.clock.nowMs += hours * hourMs;
        if (has.inBronze) await world.bronze(first, last);
        if (has.inSilver) await world.silver(first, last);
        for (const at of numbers(first, last)) {
          if (has.inBronze) inBronze.add(at);
          if (has.inSilver) inSilver.add(at);
        }
        next = last + 1;
        await maintain();
        if (hours === 3) maintain = world.maintainer();
      }
      await world.rounds(maintain, 60 + 80 * cuts.length);
      const all = numbers(0, next - 1);
      const bronze = all.filter(at => inBronze.has(at) || at >= world.hub.begin);
      const silver = all.filter(at => inSilver.has(at) || bronze.includes(at));
      expect(world.appended.bronze).toEqual(bronze);
      expect(world.appended.silver).toEqual(silver);
      expect(await world.line()).toMatchObject({
        ...{ received: next, bronze: bronze.length, lost: next - bronze.length },
        ...{ silver: silver.length, silverLost: next - silver.length },
      });
      const { lost, bronzeThrough, silverThrough } = await world.entry();
      expect([bronzeThrough, silverThrough]).toEqual([next - 1, next - 1]);
      expect((lost ?? []).flatMap(({ first, last }) => numbers(first, last))).toEqual(
        all.filter(at => !bronze.includes(at)),
      );
    }),
    { numRuns: 20 },
  );
}, 60_000);

test('of too many ranges the closest are joined; how many events are lost stays exact', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 })), {
        maxLength: 300,
      }),
      steps => {
        let lost: LostRange[] = [];
        let [next, sum] = [0, 0];
        for (const [i, [apart, length]] of steps.entries()) {
          const range: SequenceRange = { first: next + apart, last: next + apart + length - 1 };
          lost = addLost(lost, range, i);
          next = range.last + 1;
          sum += length;
          expect(lost.some(({ first, last }) => first <= range.first && last >= range.last)).toBe(true);
        }
        expect(lost.length).toBeLessThanOrEqual(100);
        expect(countLost(lost)).toBe(sum);
        for (const [i, { first }] of lost.slice(1).entries())
          expect(first).toBeGreaterThan((lost[i]?.last ?? 0) + 1);
      },
    ),
  );
  const [range] = addLost([{ first: 3, last: 5, events: 3, atMs: 1 }], { first: 6, last: 6 }, 2);
  expect(range).toEqual({ first: 3, last: 6, events: 4, atMs: 2 });
  expect(countFreshlyLost(range ? [range] : [], 2 + 24 * hourMs)).toBe(0);
  expect(missingFrom({ first: 3, last: 9 }, [{ first: 6, last: 7 }])).toEqual({ first: 3, last: 5 });
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
