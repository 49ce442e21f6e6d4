// Services of Azure are down, slow, throttling and silent under load, one after another and two at once; afterwards everything
// is compared with what was sent.

import { join } from 'node:path';
import type { Fault } from '../../local/fault-proxy/fault.ts';
import type { ProxiedService } from '../../local/fault-proxy/proxy.ts';
import { freePorts } from '../../local/platform/local-azure.ts';
import { startPlatform, waitForLedger } from '../../local/platform/platform.ts';
import { type Latencies, latencies, latenciesSince, percentile } from '../../local/platform/samples.ts';
import { verify } from '../platform/verify.ts';
import { type Proxies, proxiedServices, putBetween } from './between.ts';

export type Phase = { services: readonly ProxiedService[]; fault: Fault };

export type DrillOptions = {
  dataDir: string;
  rate: number;
  seed: number;
  refineHosts: number;
  phases: readonly Phase[];
  faultSeconds: number;
  /** Between two faults. */
  pauseSeconds: number;
  onProgress?: (line: string) => void;
};

/** Null when nothing was folded. */
export type Quantiles = readonly (number | null)[];

export type DrillResult = {
  events: number;
  goldNumbers: number;
  differences: string[];
  /**
   * From an event's creation to its gold, p50 and p99, ms, of what was folded then: before the first fault, in each phase, in
   * the first half of the pause after it (what was held up), and in the second (when it is over).
   */
  beforeMs: Quantiles;
  latencyMs: { phase: string; during: Quantiles; catchingUp: Quantiles; after: Quantiles }[];
};

const faults: readonly Fault[] = [
  { kind: 'down' },
  { kind: 'slow', delayMs: 400 },
  { kind: 'throttling', share: 0.9 },
  { kind: 'silent' },
];

/** Each service with each fault, and pairs with each other's. */
export const allPhases: readonly Phase[] = [
  ...proxiedServices.flatMap(service => faults.map(fault => ({ services: [service], fault }))),
  { services: ['cosmos', 'data-lake'], fault: { kind: 'down' } },
  { services: ['tables', 'event-hubs'], fault: { kind: 'down' } },
  { services: ['cosmos', 'tables'], fault: { kind: 'throttling', share: 0.9 } },
  { services: ['tables', 'data-lake'], fault: { kind: 'silent' } },
];

export const phaseName = ({ services, fault }: Phase) => `${services.join(' and ')} ${fault.kind}`;

/** After the last event: what was held up by the last fault, by clients that first wait for their time-outs. */
const ledgerWithinMs = 600_000;

export async function drill(options: DrillOptions): Promise<DrillResult> {
  const { dataDir, rate, seed, phases, onProgress = () => {} } = options;
  const proxies: Proxies = new Map();
  try {
    const platform = await startPlatform({
      dataDir,
      ports: freePorts,
      servePort: 0,
      refineHosts: options.refineHosts,
      settings: { ASSAY_SEGMENT_MAX_AGE_MS: '2000' },
      between: azure => putBetween(proxies, azure),
    });
    try {
      const seconds = phases.length * (options.faultSeconds + options.pauseSeconds) + options.pauseSeconds;
      const truthLog = join(dataDir, 'truth.ndjson');
      let acknowledged = 0;
      const sources = await platform.startSources(
        ['--rate', String(rate), '--for', String(seconds), '--seed', String(seed), '--log', truthLog],
        line => {
          if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
        },
      );
      const latencyMs: DrillResult['latencyMs'] = [];
      const read = async () => latencies(await platform.samples());
      await sleep(options.pauseSeconds);
      const beforeMs = summary(await read());
      for (const phase of phases) {
        onProgress(phaseName(phase));
        const before = await read();
        for (const service of phase.services) proxies.get(service)?.set(phase.fault);
        await sleep(options.faultSeconds);
        const healed = await read();
        for (const service of phase.services) proxies.get(service)?.set({ kind: 'none' });
        await sleep(options.pauseSeconds / 2);
        const caughtUp = await read();
        await sleep(options.pauseSeconds / 2);
        latencyMs.push({
          phase: phaseName(phase),
          during: summary(latenciesSince(healed, before)),
          catchingUp: summary(latenciesSince(caughtUp, healed)),
          after: summary(latenciesSince(await read(), caughtUp)),
        });
      }
      const how = await sources.ended;
      if (how !== 'ended with code 0') throw new Error(`the sources ${how}`);
      onProgress(`${acknowledged} events sent; waiting for the ledger`);
      const ledger = await waitForLedger(platform, acknowledged, ledgerWithinMs);
      return { ...(await verify(platform, ledger, truthLog)), beforeMs, latencyMs };
    } finally {
      await platform.stop();
    }
  } finally {
    await Promise.all([...proxies.values()].map(proxy => proxy.stop()));
  }
}

const summary = (found: Latencies): Quantiles => [0.5, 0.99].map(share => percentile(found, share));

const sleep = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));
