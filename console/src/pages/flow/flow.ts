// What the API tells of the flow, and what follows from it. Pure.

import type { Schema } from '../../api/client.ts';

export type Flow = Schema<'Flow'>;
export type FlowSource = Schema<'FlowSource'>;
export type FlowHistory = Schema<'FlowHistory'>;
export type Finding = Schema<'Finding'>;

/** Where the latency of an event to gold is promised to stay, in ms: p50, p99 and p99.9. */
export const promised = { p50: 45, p99: 87, p999: 340 } as const;

/** All sources as one. */
export function sumOf(sources: readonly FlowSource[]): Pick<FlowSource, 'totals' | 'perSecond' | 'lag'> {
  const add = (of: (source: FlowSource) => number) => sources.reduce((sum, source) => sum + of(source), 0);
  return {
    totals: {
      received: add(({ totals }) => totals.received),
      bronze: add(({ totals }) => totals.bronze),
      silver: add(({ totals }) => totals.silver),
      quarantined: add(({ totals }) => totals.quarantined),
      duplicates: add(({ totals }) => totals.duplicates),
      redriven: add(({ totals }) => totals.redriven),
      lost: add(({ totals }) => totals.lost),
      silverLost: add(({ totals }) => totals.silverLost),
    },
    perSecond: {
      received: add(({ perSecond }) => perSecond.received),
      bronze: add(({ perSecond }) => perSecond.bronze),
      silver: add(({ perSecond }) => perSecond.silver),
      quarantined: add(({ perSecond }) => perSecond.quarantined),
      duplicates: add(({ perSecond }) => perSecond.duplicates),
      failures: add(({ perSecond }) => perSecond.failures),
    },
    lag: {
      bronzeEvents: add(({ lag }) => lag.bronzeEvents),
      refineEvents: add(({ lag }) => lag.refineEvents),
      oldestSeconds: Math.max(0, ...sources.map(({ lag }) => lag.oldestSeconds)),
    },
  };
}

/** The width of a line that carries so many events a second, in px: a tenfold is a step. */
export const lineWidth = (perSecond: number): number =>
  perSecond <= 0 ? 1 : Math.min(6, 1.5 + 1.25 * Math.log10(1 + perSecond));
