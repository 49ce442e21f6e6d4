// What a run amounts to: events by tier, latency, cost in operations, memory, and the ledger's verdict.

import { readFileSync } from 'node:fs';
import type { LedgerAnswer, LocalPlatform } from './platform.ts';
import { type Latencies, latencies, latenciesSince, percentile, type Sample, sum } from './samples.ts';

export type Percentiles = {
  p50: number | null;
  p99: number | null;
  p999: number | null;
  max: number | null;
  events: number;
};

export type Report = {
  seconds: number;
  ratePerSecond: number;
  ledger: { state: string } & LedgerAnswer['total'];
  latencyMs: Percentiles & { bySource: Record<string, Percentiles> };
  operationsPerEvent: { cosmosWrites: number; cosmosReads: number; table: number; lake: number };
  residentMb: Record<string, number[]>;
};

export type Measured = { at: number; samples: Sample[]; received: number };

export async function measure(platform: LocalPlatform): Promise<Measured> {
  const [samples, ledger] = await Promise.all([platform.samples(), platform.ledger()]);
  return { at: Date.now(), samples, received: ledger.total.received };
}

/** Between two measurements; `ledger` is the one after the drain. */
export function report(
  before: Measured,
  after: Measured,
  ledger: LedgerAnswer,
  residentMb: Record<string, number[]>,
): Report {
  const seconds = (after.at - before.at) / 1000;
  const events = Math.max(1, after.received - before.received);
  const grown = (name: string, where: Record<string, string> = {}) =>
    sum(after.samples, name, where) - sum(before.samples, name, where);
  const cosmos = (operation: string) => grown('assay_cosmos_operations_total', { operation });
  const perEvent = (operations: number) => Math.round((operations / events) * 1000) / 1000;
  const hubs = [
    ...new Set(
      after.samples
        .filter(({ name }) => name === 'assay_event_to_gold_ms_count')
        .map(({ labels }) => labels.hub ?? ''),
    ),
  ];
  const since = (where: Record<string, string>) =>
    percentiles(latenciesSince(latencies(after.samples, where), latencies(before.samples, where)));
  return {
    seconds: Math.round(seconds),
    ratePerSecond: Math.round(events / seconds),
    ledger: { state: ledger.state, ...ledger.total },
    latencyMs: { ...since({}), bySource: Object.fromEntries(hubs.sort().map(hub => [hub, since({ hub })])) },
    operationsPerEvent: {
      cosmosWrites: perEvent(cosmos('create') + cosmos('patch') + cosmos('replace')),
      cosmosReads: perEvent(cosmos('read') + cosmos('query')),
      table: perEvent(grown('assay_table_operations_total')),
      lake: perEvent(grown('assay_lake_operations_total')),
    },
    residentMb,
  };
}

export function percentiles(counts: Latencies): Percentiles {
  const at = (fraction: number) => percentile(counts, fraction);
  return {
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
    events: [...counts.values()].reduce((a, b) => a + b, 0),
  };
}

/** Resident memory of a process of this machine, in MB; null where /proc does not tell. */
export function residentMb(pid: number): number | null {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}
