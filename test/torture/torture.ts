// Kills processes at random moments under load, and then compares everything with what was sent.

import { join } from 'node:path';
import { masterKey } from '../../local/platform/function-apps.ts';
import { freePorts } from '../../local/platform/local-azure.ts';
import { type LocalPlatform, startPlatform, waitForLedger } from '../../local/platform/platform.ts';
import { readTable } from '../platform/observe.ts';
import { verify } from '../platform/verify.ts';

export type TortureOptions = {
  dataDir: string;
  rate: number;
  seconds: number;
  kills: number;
  refineHosts: number;
  seed: number;
  /** Names of the services of Azure that are killed too, besides the function apps. */
  azureVictims: readonly string[];
  onProgress?: (line: string) => void;
};

export type TortureResult = { killed: string[]; events: number; goldNumbers: number; differences: string[] };

/** A dead host's partitions are taken over within seconds. */
const quickTakeOver = {
  AzureFunctionsJobHost__extensions__eventHubs__partitionOwnershipExpirationInterval: '00:00:05',
  AzureFunctionsJobHost__extensions__eventHubs__loadBalancingUpdateInterval: '00:00:01',
  AzureFunctionsJobHost__singleton__listenerLockPeriod: '00:00:15',
  ASSAY_SEGMENT_MAX_AGE_MS: '2000',
};

export async function torture(options: TortureOptions): Promise<TortureResult> {
  const { dataDir, rate, seconds, seed, onProgress = () => {} } = options;
  const platform = await startPlatform({
    dataDir,
    ports: freePorts,
    servePort: 0,
    refineHosts: options.refineHosts,
    settings: quickTakeOver,
  });
  try {
    const truthLog = join(dataDir, 'truth.ndjson');
    let acknowledged = 0;
    const sources = await platform.startSources(
      ['--rate', String(rate), '--for', String(seconds), '--seed', String(seed), '--log', truthLog],
      line => {
        if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
      },
    );
    const lakeKept = keepTheLakeBusy(platform);
    const killed = await killAtRandom(platform, options, onProgress);
    const how = await sources.ended;
    if (how !== 'ended with code 0') throw new Error(`the sources ${how}`);
    onProgress(`${acknowledged} events sent, ${killed.length} kills; waiting for the ledger`);
    const ledger = await waitForLedger(platform, acknowledged, 180_000);
    const unreadable = await lakeKept.stop();
    const { differences, ...counted } = await verify(platform, ledger, truthLog);
    return { killed, ...counted, differences: [...unreadable, ...differences] };
  } finally {
    await platform.stop();
  }
}

/** Compacts all the time, and reads tables all the time: they are never unreadable, and never have an event twice. */
function keepTheLakeBusy(platform: LocalPlatform): { stop(): Promise<string[]> } {
  const differences: string[] = [];
  let stopped = false;
  const lake = platform.azure.settings.Lake ?? '';
  const busy = async () => {
    while (!stopped) {
      const compact = `${platform.url}/admin/functions/compact`;
      const headers = { 'x-functions-key': masterKey, 'content-type': 'application/json' };
      await fetch(compact, { method: 'POST', headers, body: '{}' }).catch(() => {
        // The host was just killed: the next round asks again.
      });
      await readBronze(lake).then(
        found => differences.push(...found),
        // A service that was just killed cannot be asked; a table that cannot be read says what is wrong with it.
        error => isAway(error) || differences.push(`bronze.ecommerce cannot be read: ${error}`),
      );
      await new Promise(resolve => setTimeout(resolve, 2_000));
    }
  };
  const done = busy();
  return {
    stop: async () => {
      stopped = true;
      await done;
      return differences;
    },
  };
}

const isAway = (error: unknown) => /ECONN|socket|fetch failed|terminated/i.test(String(error));

async function readBronze(lake: string): Promise<string[]> {
  const seen = new Set<string>();
  const differences: string[] = [];
  for (const row of await readTable(lake, 'bronze/ecommerce', ['partition_id', 'sequence_number'])) {
    const coordinate = `${row.partition_id}/${row.sequence_number}`;
    if (seen.has(coordinate))
      differences.push(`bronze.ecommerce had ${coordinate} twice while it was written`);
    seen.add(coordinate);
  }
  return differences;
}

async function killAtRandom(
  platform: LocalPlatform,
  options: TortureOptions,
  onProgress: (line: string) => void,
): Promise<string[]> {
  const random = seeded(options.seed);
  const killed: string[] = [];
  const between = (options.seconds * 1000) / (options.kills + 1);
  for (let i = 0; i < options.kills; i++) {
    await new Promise(resolve => setTimeout(resolve, between * (0.5 + random())));
    const victims = [...platform.apps.keys(), ...options.azureVictims];
    const name = victims[Math.floor(random() * victims.length)] ?? 'serve';
    const app = platform.apps.get(name)?.service;
    await (app ?? platform.azure.services.get(name))?.kill();
    onProgress(`killed ${name}`);
    killed.push(name);
    await new Promise(resolve => setTimeout(resolve, random() * 1000));
    await (app ? platform.startApp(name) : platform.azure.restart(name));
  }
  return killed;
}

/** mulberry32: the same seed kills the same processes in the same order. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
