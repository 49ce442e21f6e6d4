// The flow over time: a point every ten seconds for an hour, and every minute for a day. Older ones are deleted.

import type { Source } from '../catalog/catalog.ts';
import type { Pulse, PulseStore } from '../pulse/pulse.ts';
import { addTallies, latencyOf, type Tally } from '../pulse/tally.ts';
import type { Flow } from './flow.ts';

/** Of all sources, and of each by name. `tally` is of what it covers: see src/pulse/tally.ts. */
export type HistoryPoint = {
  /** RFC 3339: when it begins. */
  at: string;
  tally: Tally;
  /** Events, by source. */
  received: Record<string, number>;
  /** The most that waited for silver, by source; what does not wait is left out. */
  refineLag: Record<string, number>;
};

export type FlowHistoryStore = {
  /** Again is the same point. */
  write(stepSeconds: number, point: HistoryPoint): Promise<void>;
  /** In order of time. */
  read(stepSeconds: number, from: string, to: string): Promise<HistoryPoint[]>;
  deleteBefore(stepSeconds: number, before: string): Promise<void>;
};

export const historySteps = { fine: 10, coarse: 60 } as const;

/** What an answer may go back, and how many points it has at most: longer spans have wider steps. */
export const historyLimits = {
  ...{ maxMinutes: 1_440, fineMinutes: 60, defaultMinutes: 60 },
  maxPoints: 360,
} as const;

/** The step of an answer over so many minutes. */
export function stepFor(minutes: number): number {
  if (minutes <= historyLimits.fineMinutes) return historySteps.fine;
  const steps = Math.ceil((minutes * 60) / historySteps.coarse / historyLimits.maxPoints);
  return steps * historySteps.coarse;
}

export type HistoryKeeperParts = {
  flow: () => Promise<{ flow: Flow; pulses: readonly Pulse[] }>;
  store: FlowHistoryStore;
  pulses: Pick<PulseStore, 'remove'>;
  now?: () => number;
};

/** A process that was silent for so long is forgotten: the ledger knows by then how far it came. */
const forgetPulseMs = 600_000;

/** To be called every ten seconds, by one process at a time; a call that is missed is a point that is missing. */
export function createHistoryKeeper({ flow, store, pulses, now = Date.now }: HistoryKeeperParts) {
  const iso = (ms: number) => new Date(ms).toISOString();
  let rolledUpMs = 0;

  async function rollUp(endMs: number): Promise<void> {
    const fromMs = endMs - historySteps.coarse * 1_000;
    const points = await store.read(historySteps.fine, iso(fromMs), iso(endMs));
    if (points.length > 0) await store.write(historySteps.coarse, joined(iso(fromMs), points));
    await store.deleteBefore(historySteps.fine, iso(endMs - historyLimits.fineMinutes * 60_000));
    await store.deleteBefore(historySteps.coarse, iso(endMs - historyLimits.maxMinutes * 60_000));
  }

  return async (): Promise<void> => {
    const nowMs = now();
    const seen = await flow();
    const endMs = nowMs - (nowMs % (historySteps.fine * 1_000));
    await store.write(historySteps.fine, pointOf(iso(endMs - historySteps.fine * 1_000), seen, nowMs));
    const minuteMs = nowMs - (nowMs % (historySteps.coarse * 1_000));
    if (minuteMs > rolledUpMs) {
      await rollUp(minuteMs);
      rolledUpMs = minuteMs;
      for (const { id, atMs } of seen.pulses) if (nowMs - atMs > forgetPulseMs) await pulses.remove(id);
    }
  };
}

function pointOf(
  at: string,
  { flow, pulses }: { flow: Flow; pulses: readonly Pulse[] },
  nowMs: number,
): HistoryPoint {
  const { fine } = historySteps;
  const recent = pulses.filter(({ atMs }) => nowMs - atMs < fine * 1_000);
  return {
    at,
    tally: addTallies(recent.map(pulse => pulse.recent.tally)),
    received: byName(flow, ({ perSecond }) => Math.round(perSecond.received * fine)),
    refineLag: byName(flow, ({ lag }) => lag.refineEvents),
  };
}

function byName({ sources }: Flow, amountOf: (source: Flow['sources'][number]) => number) {
  return Object.fromEntries(
    sources.map(source => [source.name, amountOf(source)] as const).filter(([, value]) => value > 0),
  );
}

function joined(at: string, points: readonly HistoryPoint[]): HistoryPoint {
  const refineLag: Record<string, number> = {};
  for (const point of points)
    for (const [source, events] of Object.entries(point.refineLag))
      refineLag[source] = Math.max(refineLag[source] ?? 0, events);
  return {
    at,
    tally: addTallies(points.map(({ tally }) => tally)),
    received: addTallies(points.map(({ received }) => received)),
    refineLag,
  };
}

/** Points as points of a wider step. */
export function joinedBy(stepSeconds: number, points: readonly HistoryPoint[]): HistoryPoint[] {
  const stepMs = stepSeconds * 1_000;
  const steps = Map.groupBy(points, ({ at }) => Math.floor(Date.parse(at) / stepMs) * stepMs);
  return [...steps].map(([ms, of]) => joined(new Date(ms).toISOString(), of));
}

/** The last hour as it was some seconds ago: those who look at a page share what is read. */
export function createLastHour(
  store: Pick<FlowHistoryStore, 'read'>,
  now: () => number = Date.now,
): () => Promise<HistoryPoint[]> {
  let known: { atMs: number; points: Promise<HistoryPoint[]> } | null = null;
  return () => {
    const nowMs = now();
    if (known && nowMs - known.atMs < sharedMs) return known.points;
    const from = new Date(nowMs - historyLimits.fineMinutes * 60_000).toISOString();
    const read = { atMs: nowMs, points: store.read(historySteps.fine, from, new Date(nowMs).toISOString()) };
    read.points.catch(() => {
      if (known === read) known = null;
    });
    known = read;
    return read.points;
  };
}

const sharedMs = 5_000;

export type HistorySourcePoint = {
  receivedPerSecond: number;
  silverPerSecond: number;
  quarantinedPerSecond: number;
  refineLagEvents: number;
};

export type FlowHistory = {
  stepSeconds: number;
  /** In order of time; a moment of which nothing is known has none. */
  points: (HistorySourcePoint & {
    at: string;
    p50: number | null;
    p99: number | null;
    p999: number | null;
    /** What a source has left out is none. */
    bySource: Record<string, HistorySourcePoint>;
  })[];
};

/** The last `minutes`, by the finest step of which an answer can hold so many. */
export async function readHistory(
  store: Pick<FlowHistoryStore, 'read'>,
  sources: readonly Source[],
  minutes: number,
  nowMs: number,
): Promise<FlowHistory> {
  const stepSeconds = stepFor(minutes);
  const kept = stepSeconds === historySteps.fine ? historySteps.fine : historySteps.coarse;
  const iso = (ms: number) => new Date(ms).toISOString();
  const points = await store.read(kept, iso(nowMs - minutes * 60_000), iso(nowMs));
  return {
    stepSeconds,
    points: joinedBy(stepSeconds, points).map(point => {
      const { p50, p99, p999 } = latencyOf(point.tally);
      const bySource = sources.map(source => [source.name, sourcePoint(point, source, stepSeconds)] as const);
      const total = (of: keyof HistorySourcePoint) =>
        Math.round(bySource.reduce((sum, [, values]) => sum + values[of], 0) * 10) / 10;
      return {
        at: point.at,
        receivedPerSecond: total('receivedPerSecond'),
        silverPerSecond: total('silverPerSecond'),
        quarantinedPerSecond: total('quarantinedPerSecond'),
        refineLagEvents: total('refineLagEvents'),
        ...{ p50, p99, p999 },
        bySource: Object.fromEntries(
          bySource.filter(([, values]) => Object.values(values).some(value => value > 0)),
        ),
      };
    }),
  };
}

function sourcePoint(
  { tally, received, refineLag }: HistoryPoint,
  { name, hub }: Source,
  stepSeconds: number,
): HistorySourcePoint {
  const rate = (count = 0) => Math.round((count / stepSeconds) * 10) / 10;
  return {
    receivedPerSecond: rate(received[name]),
    silverPerSecond: rate(tally[`silver ${hub}`]),
    quarantinedPerSecond: rate(tally[`quarantined ${hub}`]),
    refineLagEvents: refineLag[name] ?? 0,
  };
}
