import { expect, test } from 'vitest';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import { cleanUpLanding } from '../../src/landing/clean-up.ts';
import { type LandingStore, landingPath } from '../../src/landing/landing.ts';
import { createCommitter } from '../../src/ledger/commit.ts';
import { isBehind } from '../../src/ledger/landed-files.ts';
import { ledgerLine } from '../../src/ledger/ledger.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClaims } from '../../src/silver/claims.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createSilverRepair } from '../../src/silver/repair.ts';
import { encodeSegmentFile, segmentMetadata } from '../../src/silver/segment-file.ts';
import { createMemoryLanding, createMemoryLedger } from './memory-stores.ts';

const lane = { hub: 'pos', partitionId: '0' };
const nowMs = Date.UTC(2026, 0, 1, 12);

const raw = (sequenceNumber: number): RawEvent => ({
  sequenceNumber,
  offset: '0',
  enqueuedTimeMs: nowMs,
  partitionKey: null,
  contentType: null,
  properties: {},
  systemProperties: {},
  body: Buffer.from(`${sequenceNumber}`),
});

/** Every third coordinate is quarantined: the outcome depends on nothing else. */
const outcome = (sequenceNumber: number): Outcome =>
  sequenceNumber % 3 === 0
    ? {
        sequenceNumber,
        enqueuedTimeMs: nowMs,
        verdict: 'quarantined',
        rejection: { reason: 'malformed_body', detail: '', pointer: '' },
        body: raw(sequenceNumber).body,
      }
    : {
        sequenceNumber,
        enqueuedTimeMs: nowMs,
        verdict: 'silver',
        event: {
          type: 't',
          table: 't',
          identity: `${sequenceNumber}`,
          eventTimeMs: nowMs,
          rows: [{ weight: 1, row: {}, eventTimeMs: nowMs }],
          warnings: [],
        },
      };

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

async function landBronze(landing: LandingStore, first: number, last: number, atMs = nowMs): Promise<void> {
  const [head, ...tail] = numbers(first, last).map(raw);
  if (head)
    await landing.put(
      landingPath('bronze', lane, { first, last }, atMs),
      encodeBronzeFile({ ...lane, events: [head, ...tail] }, atMs),
      {},
    );
}

async function landSilver(landing: LandingStore, first: number, last: number, atMs = nowMs): Promise<void> {
  const outcomes = numbers(first, last).map(outcome);
  await landing.put(
    landingPath('silver', lane, { first, last }, atMs),
    encodeSegmentFile(lane, outcomes),
    segmentMetadata(outcomes),
  );
}

function setUp() {
  const landing = createMemoryLanding();
  const ledger = createMemoryLedger();
  const clock = { nowMs };
  const committer = () =>
    createCommitter({
      landing,
      ledger,
      lanes: [lane],
      // The tables have tests of their own: test/tables/.
      append: async () => {},
      position: async at => ({ ...at, begin: 0, last: 29 }),
      passOver: async () => null,
      metrics: createMetrics(),
      now: () => clock.nowMs,
    });
  const line = async () => {
    const [stored] = await ledger.read();
    return stored ? ledgerLine(stored.entry, { ...lane, begin: 0, last: 29 }, clock.nowMs) : null;
  };
  return { landing, ledger, clock, committer, line };
}

test('overlapping files, as redeliveries cut anew leave them, count every coordinate once', async () => {
  const { landing, committer, line } = setUp();
  for (const [first, last] of [
    [0, 12],
    [8, 20],
    [15, 29],
    [0, 5],
  ] as const) {
    await landBronze(landing, first, last);
    await landSilver(landing, first, last);
  }
  await committer()();
  expect(await line()).toEqual({
    ...lane,
    received: 30,
    bronze: 30,
    silver: 20,
    quarantined: 10,
    duplicates: 0,
    redriven: 0,
    lost: 0,
    silverLost: 0,
    state: 'adds up',
  });
});

test('two committers at once move the ledger as one would', async () => {
  const { landing, committer, line } = setUp();
  await landBronze(landing, 0, 29);
  await landSilver(landing, 0, 29);
  await Promise.all([committer()(), committer()(), committer()()]);
  expect(await line()).toMatchObject({
    received: 30,
    bronze: 30,
    silver: 20,
    quarantined: 10,
    state: 'adds up',
  });
});

test('what landed hours before the first commit counts too', async () => {
  const { landing, committer, line } = setUp();
  await landBronze(landing, 0, 9, nowMs - 5 * 3_600_000);
  await landSilver(landing, 0, 9, nowMs - 5 * 3_600_000);
  await landBronze(landing, 10, 29);
  await landSilver(landing, 10, 29);
  await committer()();
  expect(await line()).toMatchObject({ bronze: 30, state: 'adds up' });
});

test('the cursor waits for a gap, so that what closes it and what lies beyond are found however late', async () => {
  const { landing, clock, committer, line } = setUp();
  await landBronze(landing, 0, 9);
  await landBronze(landing, 20, 29);
  await landSilver(landing, 0, 29);
  await committer()();
  expect(await line()).toMatchObject({ bronze: 10, state: 'behind' });
  clock.nowMs += 3 * 3_600_000;
  await committer()();
  await landBronze(landing, 10, 19, clock.nowMs);
  await committer()();
  expect(await line()).toMatchObject({ bronze: 30, state: 'adds up' });
});

test('a lane that lags is looked up by its name, a few buckets a round, and costs the others nothing', async () => {
  const { landing, clock, committer, line } = setUp();
  const commit = committer();
  await landBronze(landing, 0, 4);
  await landSilver(landing, 0, 4);
  await commit();
  // Nothing more is committed for a day, while one file an hour lands.
  for (let hour = 1; hour <= 24; hour++) {
    await landBronze(landing, 4 + hour, 4 + hour, nowMs + hour * 3_600_000);
    await landSilver(landing, 4 + hour, 4 + hour, nowMs + hour * 3_600_000);
  }
  clock.nowMs += 25 * 3_600_000;
  const listed: number[] = [];
  for (let round = 0; round < 130; round++) {
    landing.listed.count = 0;
    await commit();
    listed.push(landing.listed.count);
  }
  expect(await line()).toMatchObject({ bronze: 29 });
  expect(Math.max(...listed)).toBeLessThan(50);
  expect(listed.at(-1)).toBeLessThan(8);
});

test('what piled up is committed in rounds of bounded size', async () => {
  const { landing, ledger, committer } = setUp();
  for (let n = 0; n < 450; n++) await landBronze(landing, n, n);
  const through: number[] = [];
  for (let round = 0; round < 3; round++) {
    await committer()();
    through.push((await ledger.read())[0]?.entry.bronzeThrough ?? -1);
  }
  expect(through).toEqual([199, 399, 449]);
});

test('landed files are deleted a day after they are in their tables, and never before', async () => {
  const { landing, ledger, clock, committer } = setUp();
  await landBronze(landing, 0, 9);
  await landBronze(landing, 20, 29);
  await landSilver(landing, 0, 29);
  await committer()();
  clock.nowMs += 48 * 3_600_000;
  const entry = (await ledger.read())[0]?.entry;
  const cleaned = await cleanUpLanding(landing, file => isBehind(file, entry), clock.nowMs - 24 * 3_600_000);
  expect(cleaned).toBe(2);
  expect([...landing.files.keys()].map(path => path.slice(-49))).toEqual([
    'pos-0-00000000000000000020-00000000000000000029.parquet'.slice(-49),
  ]);
});

test('outcomes that died with their host are decided again from bronze, once they are older than the grace', async () => {
  const { landing, clock, committer, line } = setUp();
  const owners = new Map<string, string>();
  const repair = createSilverRepair({
    landing,
    claims: createClaims({
      insert: async (_bucket, [claim]) => (claim && owners.set(claim.key, claim.owner) ? null : null),
      owner: async () => null,
    }),
    judge: () => event => {
      const decided = outcome(event.sequenceNumber);
      return decided.verdict === 'silver'
        ? { ok: true, event: decided.event }
        : { ok: false, rejection: { reason: 'malformed_body', detail: '', pointer: '' } };
    },
    checkpoints: async () => new Map([['pos-0', 24]]),
    graceMs: 15_000,
    metrics: createMetrics(),
    now: () => clock.nowMs,
  });
  await landBronze(landing, 0, 14);
  await landBronze(landing, 15, 29);
  await landSilver(landing, 0, 9);
  await repair((await committer()()).lanes);
  expect(await line()).toMatchObject({ silver: 6, quarantined: 4 });
  clock.nowMs += 16_000;
  await repair((await committer()()).lanes);
  await committer()();
  expect(await line()).toMatchObject({ bronze: 30, silver: 16, quarantined: 9, state: 'behind' });
  // What refine has not checkpointed is its own to do.
  await landSilver(landing, 25, 29);
  await committer()();
  expect(await line()).toMatchObject({ silver: 20, quarantined: 10, state: 'adds up' });
});
