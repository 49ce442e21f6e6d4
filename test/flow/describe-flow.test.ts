import { describe, expect, test } from 'vitest';
import { entry, flowOf, lane, noonMs, pulse, source } from './world.ts';

/** 100 events a second came in, and were seen each second. */
const steady = (last: number): [number, number][] =>
  Array.from({ length: 30 }, (_, i) => [(29 - i) * 1_000, last - (29 - i) * 100]);

const inBronze = lane({ group: 'bronze', through: 10_000 });

const lagOf = (flow: ReturnType<typeof flowOf>) => flow.sources[0]?.lag;

describe('lag', () => {
  test('what came in since the last pulse is no lag of a consumer that works', () => {
    const flow = flowOf({
      pulses: [
        pulse({ atMs: noonMs - 700, lanes: [inBronze, lane({ through: 9_930, enqueuedMs: noonMs - 700 })] }),
      ],
      ends: { 'pos-0': steady(10_000) },
    });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 0, oldestSeconds: 0 });
    expect(flow.state).toBe('ok');
  });

  test('a consumer that stopped two seconds ago is behind by what came in since', () => {
    const flow = flowOf({
      pulses: [pulse({ atMs: noonMs - 2_000, lanes: [inBronze, lane({ through: 9_800 })] })],
      ends: { 'pos-0': steady(10_000) },
    });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 110, oldestSeconds: 2 });
    expect(flow.sources[0]?.state).toBe('attention');
  });

  test('a consumer that goes on, but slowly, is behind by what it has not done', () => {
    const flow = flowOf({
      pulses: [pulse({ lanes: [lane({ through: 9_000, enqueuedMs: noonMs - 10_000 })] })],
      ends: { 'pos-0': steady(10_000) },
    });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 1_000, oldestSeconds: 10 });
  });

  test('what nobody ever worked on has waited since someone looked first', () => {
    const flow = flowOf({ pulses: [], ends: { 'pos-0': steady(10_000) } });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 9_911, oldestSeconds: 29 });
    expect(flow.findings[0]).toMatchObject({ severity: 'trouble', source: 'pos' });
    expect(flow.findings[0]?.detail).toContain('no instance of refine runs');
  });

  test('an event of a lane that was quiet for an hour does not wait since then', () => {
    const quiet: [number, number][] = [
      [2_000, 99],
      [1_000, 99],
      [0, 100],
    ];
    const flow = flowOf({
      pulses: [
        pulse({ atMs: noonMs - 9_000, lanes: [lane({ through: 99, enqueuedMs: noonMs - 3_600_000 })] }),
      ],
      ends: { 'pos-0': quiet },
    });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 0 });
    expect(flow.state).toBe('ok');
  });

  test('what the ledger has committed is done, though its process is gone and forgotten', () => {
    const flow = flowOf({ pulses: [], ends: { 'pos-0': steady(10_000) }, entries: [entry(10_000)] });
    expect(lagOf(flow)).toMatchObject({ bronzeEvents: 0, refineEvents: 0 });
  });

  test('after a lane changed hands, whoever is farther tells', () => {
    const before = pulse({ id: 'refine-1', atMs: noonMs - 100, lanes: [lane({ through: 5_000 })] });
    const after = pulse({ id: 'refine-2', atMs: noonMs - 900, lanes: [lane({ through: 9_910 })] });
    const flow = flowOf({ pulses: [before, after], ends: { 'pos-0': steady(10_000) } });
    expect(lagOf(flow)).toMatchObject({ refineEvents: 0 });
  });
});

describe('rates', () => {
  test('are sums over processes, and those of a process that fell silent are no rates of now', () => {
    const tally = { 'silver pos': 50, 'quarantined pos': 5, 'folds store_sales': 20, 'latency 90': 10 };
    const working = { rates: { seconds: 5, tally }, recent: { seconds: 10, tally } };
    const flow = flowOf({
      pulses: [
        pulse({ ...working, id: 'a' }),
        pulse({ ...working, id: 'b' }),
        pulse({ ...working, id: 'silent', atMs: noonMs - 20_000 }),
      ],
      ends: { 'pos-0': [[0, -1]] },
    });
    expect(flow.sources[0]?.perSecond).toMatchObject({ silver: 20, quarantined: 2 });
    expect(flow.gold.models).toEqual([{ name: 'store_sales', foldsPerSecond: 8 }]);
    expect(flow.latencyMs).toMatchObject({ events: 20, p50: 34.12 });
  });

  test('of what is received are told by the hub itself', () => {
    const flow = flowOf({ pulses: [], ends: { 'pos-0': steady(10_000) } });
    expect(flow.sources[0]?.perSecond.received).toBe(100);
    expect(flow.sources[0]?.totals.received).toBe(10_001);
  });
});

describe('findings', () => {
  const done = { 'pos-0': [[0, 99]] as [number, number][] };
  const decided = (silver: number, quarantined: number) =>
    pulse({
      rates: { seconds: 5, tally: { 'silver pos': silver, 'quarantined pos': quarantined } },
      lanes: [lane({ through: 99 })],
    });

  test.each([
    ['none of many', 500, 0, 'ok'],
    ['one of a few, which is chance', 4, 1, 'ok'],
    ['a few of a hundred, as there always are', 95, 5, 'ok'],
    ['one in five', 400, 100, 'attention'],
    ['all of a few', 0, 5, 'trouble'],
    ['nearly all', 20, 480, 'trouble'],
  ])('quarantined: %s', (_, silver, quarantined, state) => {
    const flow = flowOf({ pulses: [decided(silver, quarantined)], ends: done, entries: [entry(99)] });
    expect(flow.sources[0]?.state).toBe(state);
    for (const finding of flow.findings)
      expect(finding).toMatchObject({ source: 'pos', link: '/api/console/sources/pos?show=quarantine' });
  });

  test('a partition that an expectation stopped is named, with the expectation', () => {
    const message = 'the expectation "price_is_positive" does not hold at pos/0/100';
    const trouble = { sinceMs: noonMs - 60_000, error: 'PartitionStopped', message, tries: 9 };
    const flow = flowOf({ pulses: [pulse({ lanes: [lane({ through: 99, trouble })] })], ends: done });
    expect(flow.findings[0]).toMatchObject({
      severity: 'trouble',
      title: 'Partition 0 of pos is stopped by an expectation',
      detail: expect.stringContaining(message),
    });
  });

  test('a ledger that does not add up is trouble, whether its check found it or it shows', () => {
    const found = pulse({ id: 'serve-1', roles: ['serve', 'maintain'], ledgerDifferences: { pos: 7 } });
    const checked = flowOf({ pulses: [found], ends: done, entries: [entry(99)] });
    expect(checked.ledger).toEqual({ state: 'does not add up', differences: 7 });
    const shown = flowOf({ pulses: [], ends: done, entries: [entry(99, 98)] });
    expect(shown.ledger).toEqual({ state: 'does not add up', differences: 2 });
    expect(shown.findings[0]).toMatchObject({ severity: 'trouble', source: 'pos' });
  });

  test('lost events are trouble for a day, and are told in the totals after that', () => {
    const losing = (hoursAgo: number) => {
      const [lost, stored] = [{ first: 10, last: 19, events: 10 }, entry(99, 97)];
      const ranges = [{ ...lost, atMs: noonMs - hoursAgo * 3_600_000 }];
      const entries = [{ ...stored, entry: { ...stored.entry, lost: ranges, silverLost: 3 } }];
      return flowOf({ pulses: [], ends: done, entries });
    };
    expect(losing(23).ledger).toEqual({ state: 'does not add up', differences: 10 });
    expect(losing(24)).toMatchObject({ ledger: { state: 'adds up', differences: 0 }, findings: [] });
    expect(losing(24).sources[0]?.totals).toMatchObject({ bronze: 90, silver: 97, lost: 10, silverLost: 3 });
  });

  test('a process that fell silent is named, unless it said goodbye', () => {
    const silent = pulse({ atMs: noonMs - 60_000, lanes: [lane({ through: 99 })] });
    const titles = (ended: boolean) =>
      flowOf({ pulses: [{ ...silent, ended }], ends: done, entries: [entry(99)] }).findings.map(
        ({ title }) => title,
      );
    expect(titles(false)).toEqual(['An instance of refine is silent']);
    expect(titles(true)).toEqual([]);
  });

  test('Event Hubs that does not answer is said, and what was known goes on', () => {
    const flow = flowOf({ pulses: [], ends: done, entries: [entry(99)], hubsSilent: 'no answer' });
    expect(flow.findings.map(({ title }) => title)).toEqual(['Event Hubs does not answer']);
    expect(flow.sources[0]?.totals.received).toBe(100);
  });

  test('one cause in many sources is told once, and each of them is marked', () => {
    const sources = ['a', 'b', 'c', 'd', 'e'].map(name => source(name));
    const ends = Object.fromEntries(sources.map(({ hub }) => [`${hub}-0`, steady(10_000)]));
    const flow = flowOf({ pulses: [], ends, sources });
    expect(flow.findings.map(({ title }) => title).sort()).toEqual([
      '5 sources wait for bronze',
      '5 sources wait for silver and gold',
    ]);
    expect(flow.sources.map(({ state }) => state)).toEqual(sources.map(() => 'trouble'));
  });
});
