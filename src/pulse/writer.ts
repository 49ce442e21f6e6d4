// Writes this process's pulse: twice a second, when something changed or is worked on. The pipeline never waits for it and never hears of
// its failures.

import { randomUUID } from 'node:crypto';
import type { Metrics, MetricsSnapshot } from '../metrics.ts';
import { logWarning } from '../telemetry/log.ts';
import type { LaneWatch } from './lane-progress.ts';
import { heartbeatMs, type Pulse, type PulseStore, ratesSeconds, recentSeconds } from './pulse.ts';
import { grownBy, type Tally, tallyOf } from './tally.ts';

export type PulseWriterParts = {
  roles: Iterable<string>;
  metrics: Metrics;
  lanes: LaneWatch;
  store: Pick<PulseStore, 'write'>;
  now?: () => number;
};

export type PulseWriter = {
  start(): void;
  /** One beat: what the timer does. Never throws. */
  beat(): Promise<void>;
  /** Writes the last one. Never throws. */
  end(): Promise<void>;
};

const beatMs = 500;
const warnEveryMs = 60_000;

type Sample = { atMs: number; tally: Tally };

export function createPulseWriter({
  roles,
  metrics,
  lanes,
  store,
  now = Date.now,
}: PulseWriterParts): PulseWriter {
  const startedMs = now();
  const about = { id: `${[...roles].join('-')}-${randomUUID().slice(0, 8)}`, roles: [...roles], startedMs };
  const samples: Sample[] = [{ atMs: startedMs, tally: {} }];
  let written = { content: '', atMs: Number.NEGATIVE_INFINITY };
  let writing: Promise<void> | null = null;
  let warnedMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function take(ended: boolean): Pulse {
    const atMs = now();
    const snapshot = metrics.snapshot();
    const tally = tallyOf(snapshot);
    samples.push({ atMs, tally });
    while (samples[1] && samples[1].atMs <= atMs - recentSeconds * 1_000) samples.shift();
    const since = (wanted: number) => {
      const before = samples.findLast(sample => sample.atMs <= atMs - wanted * 1_000) ?? samples[0];
      const seconds = (atMs - (before?.atMs ?? atMs)) / 1000;
      return {
        seconds: Math.max(1, Math.round(seconds * 10) / 10),
        tally: grownBy(tally, before?.tally ?? {}),
      };
    };
    const recent = { rates: since(ratesSeconds), recent: since(recentSeconds) };
    return { ...about, atMs, ended, ...recent, lanes: lanes.all(), ledgerDifferences: differences(snapshot) };
  }

  async function write(pulse: Pulse): Promise<void> {
    try {
      await store.write(pulse);
    } catch (error) {
      if (now() - warnedMs < warnEveryMs) return;
      warnedMs = now();
      logWarning(`the pulse of ${pulse.id} could not be written, and the flow page is blind to it: ${error}`);
    }
  }

  async function beat(): Promise<void> {
    const pulse = take(false);
    if (writing) return;
    const content = contentOf(pulse);
    const isNews = content !== written.content || lanes.isBusy();
    if (!isNews && pulse.atMs - written.atMs < heartbeatMs) return;
    written = { content, atMs: pulse.atMs };
    writing = write(pulse);
    await writing;
    writing = null;
  }

  return {
    start: () => {
      timer ??= setInterval(beat, beatMs).unref();
    },
    beat,
    end: async () => {
      clearInterval(timer);
      await writing;
      await write(take(true));
    },
  };
}

/** What others would see change: not by how much a window of time differs from five seconds. */
function contentOf({ rates, recent, lanes, ledgerDifferences }: Pulse): string {
  return JSON.stringify([rates.tally, recent.tally, lanes, ledgerDifferences]);
}

function differences({ gauges }: MetricsSnapshot): Record<string, number> {
  const byHub: Record<string, number> = {};
  for (const { name, labels, value } of gauges)
    if (name === 'assay_ledger_difference' && value !== 0 && labels.hub !== undefined)
      byHub[labels.hub] = (byHub[labels.hub] ?? 0) + value;
  return byHub;
}
