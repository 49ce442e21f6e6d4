import { expect, test } from 'vitest';
import type { LandedFile, Tier } from '../../src/landing/landing.ts';
import { type HubPosition, type LedgerEntry, ledgerLine } from '../../src/ledger/ledger.ts';
import { type Reconciled, reconcileLane as reconcileAt } from '../../src/ledger/reconcile.ts';
import { createLedgerCheck } from '../../src/ledger/reconcile-check.ts';
import { createMetrics } from '../../src/metrics.ts';
import { answerLedgerGaps } from '../../src/serving/ledger.ts';

const lane = { hub: 'pos', partitionId: '0' };

/** Ten events are in, each with its outcome. */
const entry: LedgerEntry = {
  ...lane,
  start: 0,
  bronzeThrough: 9,
  silverThrough: 9,
  counts: { silver: 8, quarantined: 1, duplicate: 1, redriven: 0 },
  cursor: '',
};

const file = (
  tier: Tier,
  first: number,
  last: number,
  metadata: Record<string, string> = {},
): LandedFile => ({
  ...lane,
  ...{ tier, first, last, metadata },
  path: '',
  bucket: '',
  size: 1,
});

const nowMs = Date.UTC(2026, 0, 1, 12);
const reconcileLane = (of: LedgerEntry, at: HubPosition, files: LandedFile[]) =>
  reconcileAt(of, at, files, nowMs);

const hub = (begin: number, last: number) => ({ ...lane, begin, last });

test('a lane of which everything is in has no gap and no lag', () => {
  expect(reconcileLane(entry, hub(0, 9), [])).toEqual({
    ...lane,
    state: 'adds up',
    last: 9,
    lag: { bronze: 0, silver: 0 },
    difference: 0,
    gaps: [],
    lost: [],
  });
});

test('coordinates between what is in and what landed beyond are named, gap by gap, in both tiers', () => {
  const files = [
    file('bronze', 10, 14),
    file('bronze', 17, 20),
    file('bronze', 22, 25),
    file('silver', 12, 25),
  ];
  const { gaps, lag } = reconcileLane(entry, hub(0, 25), files);
  expect(gaps).toEqual([
    { tier: 'bronze', first: 15, last: 16, reason: 'not landed' },
    { tier: 'bronze', first: 21, last: 21, reason: 'not landed' },
    { tier: 'silver', first: 10, last: 11, reason: 'not landed' },
  ]);
  expect(lag).toEqual({ bronze: 16, silver: 16 });
});

test('what the hub has let go before bronze had it is told from what will come again', () => {
  const { gaps } = reconcileLane(entry, hub(14, 30), [file('bronze', 18, 30)]);
  expect(gaps).toEqual([
    { tier: 'bronze', first: 10, last: 13, reason: 'no longer in the hub' },
    { tier: 'bronze', first: 14, last: 17, reason: 'not landed' },
  ]);
  expect(reconcileLane(entry, hub(14, 30), []).gaps).toEqual([
    { tier: 'bronze', first: 10, last: 13, reason: 'no longer in the hub' },
  ]);
});

test('a segment that has not one outcome for each coordinate is named', () => {
  const metadata = { silver: '3', quarantined: '0', duplicate: '0', redriven: '0' };
  const { gaps } = reconcileLane(entry, hub(0, 13), [file('silver', 10, 13, metadata)]);
  expect(gaps).toEqual([{ tier: 'silver', first: 10, last: 13, reason: 'outcomes differ' }]);
});

test('counts that are not those of the coordinates are a difference, and the lane does not add up', () => {
  const counts = { ...entry.counts, silver: 7 };
  expect(reconcileLane({ ...entry, counts }, hub(0, 9), [])).toMatchObject({
    state: 'does not add up',
    difference: -1,
  });
});

test('what is lost is named for good, and is a difference for a day: after that the rest tells the state', async () => {
  const loss = { first: 3, last: 5, events: 3, atMs: nowMs };
  const losing = { ...entry, lost: [loss], counts: { ...entry.counts, silver: 6 }, silverLost: 2 };
  const lane = reconcileLane(losing, hub(6, 9), []);
  expect(lane).toMatchObject({ state: 'does not add up', difference: 0, gaps: [], lost: [loss] });
  expect(ledgerLine(losing, hub(6, 9), nowMs + 24 * 3_600_000)).toMatchObject({
    ...{ received: 10, bronze: 7, lost: 3 },
    ...{ silver: 6, quarantined: 1, duplicates: 1, silverLost: 2, state: 'adds up' },
  });
  const check = checkOf(() => ({ ...lane, lost: [{ ...loss, atMs: 0 }] }));
  expect([await check.at(0), await check.at(24 * 60 - 1), await check.at(24 * 60)]).toEqual([3, 3, 0]);
  const { body } = await answerLedgerGaps('pos', 'pos', [lane], async () => [lane]);
  expect(JSON.parse(body).partitions[0].lost).toEqual([
    { first: 3, last: 5, events: 3, at: '2026-01-01T12:00:00.000Z' },
  ]);
});

const gap = { tier: 'silver', first: 10, last: 12, reason: 'not landed' } as const;
const fine: Reconciled = {
  ...lane,
  ...{ state: 'behind', last: 20, lag: { bronze: 0, silver: 5 }, difference: 0, gaps: [], lost: [] },
};

function checkOf(lanes: () => Reconciled) {
  const metrics = createMetrics();
  const clock = { nowMs: 0 };
  const check = createLedgerCheck({
    ...{ lanes: [lane], metrics, graceMs: 180_000 },
    reconcile: async () => [lanes()],
    now: () => clock.nowMs,
  });
  const gauge = (name: string) => metrics.snapshot().gauges.find(series => series.name === name)?.value;
  return {
    at: async (minute: number) => {
      clock.nowMs = minute * 60_000;
      await check();
      return gauge('assay_ledger_difference');
    },
    gauge,
  };
}

test('a gap is a difference only when it has stood for longer than repair takes, and none once it is closed', async () => {
  let now: Reconciled = { ...fine, gaps: [gap] };
  const check = checkOf(() => now);
  expect([await check.at(0), await check.at(2), await check.at(3)]).toEqual([0, 0, 3]);
  now = fine;
  expect(await check.at(4)).toBe(0);
  now = { ...fine, gaps: [gap] };
  expect(await check.at(5)).toBe(0);
});

test('events that are gone, and counts that are wrong, are a difference at once', async () => {
  const gone = { ...gap, tier: 'bronze', reason: 'no longer in the hub' } as const;
  expect(await checkOf(() => ({ ...fine, gaps: [gone] })).at(0)).toBe(3);
  expect(await checkOf(() => ({ ...fine, difference: -2 })).at(0)).toBe(2);
});

test('the oldest unprocessed event is as old as the newest check that had not seen it', async () => {
  let now: Reconciled = { ...fine, last: 20, lag: { bronze: 0, silver: 0 } };
  const check = checkOf(() => now);
  const age = () => check.gauge('assay_ledger_oldest_unprocessed_seconds');
  await check.at(0);
  expect(age()).toBe(0);
  now = { ...now, last: 30, lag: { bronze: 0, silver: 10 } };
  await check.at(1);
  expect(age()).toBe(60);
  now = { ...now, last: 40, lag: { bronze: 0, silver: 20 } };
  await check.at(3);
  expect(age()).toBe(180);
  now = { ...now, last: 50, lag: { bronze: 0, silver: 12 } };
  await check.at(4);
  expect(age()).toBe(180);
});

test('over HTTP, the gaps of a source; a source that is not there is refused by its name', async () => {
  const { body } = await answerLedgerGaps('pos', 'pos', [lane], async () => [{ ...fine, gaps: [gap] }]);
  expect(JSON.parse(body)).toMatchObject({ source: 'pos', state: 'behind', partitions: [{ gaps: [gap] }] });
  await expect(answerLedgerGaps('poz', undefined, [lane], async () => [])).rejects.toThrow('poz');
});
