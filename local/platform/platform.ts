// The whole platform on this machine: Azure's services, the function apps, and on request the twelve sources.

import { join } from 'node:path';
import { type FunctionApp, keyHeaders, provision, startHost } from './function-apps.ts';
import { freePorts, type LocalAzure, type Ports, root, startLocalAzure } from './local-azure.ts';
import { parseSamples, type Sample } from './samples.ts';
import { type Service, startService } from './service.ts';

export type PlatformOptions = {
  dataDir: string;
  /** Any that are free, unless said otherwise. */
  ports?: Ports;
  servePort?: number;
  /** One, unless said otherwise. */
  refineHosts?: number;
  settings?: Record<string, string>;
  /** Puts something between Azure and its clients: takes the settings that lead to Azure, gives those that are used. */
  between?: (azure: LocalAzure) => Promise<Record<string, string>>;
};

export type LedgerAnswer = {
  state: string;
  total: {
    received: number;
    bronze: number;
    silver: number;
    quarantined: number;
    duplicates: number;
    redriven: number;
    lost: number;
    silverLost: number;
  };
  partitions: ({ hub: string; partitionId: string; state: string } & LedgerAnswer['total'])[];
};

export type LocalPlatform = {
  azure: LocalAzure;
  apps: Map<string, FunctionApp>;
  url: string;
  /** GET with a function key. */
  get(path: string): Promise<Response>;
  ledger(): Promise<LedgerAnswer>;
  /** The metrics of all apps that answer. */
  samples(): Promise<Sample[]>;
  startApp(name: string): Promise<void>;
  startSources(args: string[], onLine: (line: Record<string, unknown>) => void): Promise<Service>;
  stop(): Promise<void>;
};

const rolesOf = (name: string) =>
  name === 'ingest' ? 'bronze' : name === 'serve' ? 'serve,maintain' : 'refine';

export async function startPlatform(options: PlatformOptions): Promise<LocalPlatform> {
  const { dataDir, ports = freePorts, servePort = 0, refineHosts = 1 } = options;
  const azure = await startLocalAzure(dataDir, ports);
  const apps = new Map<string, FunctionApp>();
  const between = await options.between?.(azure).catch(async error => {
    await azure.stop();
    throw error;
  });
  const settings = { ...azure.settings, ...between, ...options.settings };
  const portOf = (name: string) => apps.get(name)?.service.ready.port;
  const startApp = async (name: string) => {
    // A host that comes back keeps its port: whoever asked it goes on asking.
    const port = portOf(name) ?? (name === 'serve' ? servePort : 0);
    apps.set(name, await startHost({ name, roles: rolesOf(name), port, settings, dataDir }));
  };
  const stop = async () => {
    await Promise.all([...apps.values()].map(({ service }) => service.stop()));
    await azure.stop();
  };
  try {
    await provision(settings);
    const refineNames = Array.from({ length: refineHosts }, (_, i) => `refine-${i + 1}`);
    await Promise.all(['serve', 'ingest', ...refineNames].map(startApp));
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `http://127.0.0.1:${portOf('serve')}`;
  const get = (path: string) => fetch(`${url}${path}`, { headers: keyHeaders });
  return {
    azure,
    apps,
    url,
    get,
    ledger: async () => (await get('/api/ledger')).json() as Promise<LedgerAnswer>,
    samples: async () => {
      const answers = await Promise.allSettled([...apps.keys()].map(name => fetchMetrics(portOf(name))));
      return answers.flatMap(answer => (answer.status === 'fulfilled' ? parseSamples(answer.value) : []));
    },
    startApp,
    startSources: (args, onLine) =>
      startService({
        name: 'sources',
        script: join(root, 'local', 'sources', 'main.ts'),
        args: ['--event-hubs', settings.EventHubs ?? '', ...args],
        logFolder: join(options.dataDir, 'logs'),
        onLine,
      }),
    stop,
  };
}

async function fetchMetrics(port: number | undefined): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/metrics`, {
    headers: keyHeaders,
    signal: AbortSignal.timeout(5_000),
  });
  return answer.text();
}

/** Waits until the ledger adds up over at least `events` received. Throws, with the ledger, when it does not in time. */
export async function waitForLedger(
  platform: LocalPlatform,
  events: number,
  timeoutMs: number,
): Promise<LedgerAnswer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const ledger = await platform.ledger().catch(() => null);
    if (ledger?.state === 'adds up' && ledger.total.received >= events) return ledger;
    if (Date.now() > deadline) {
      const open = ledger?.partitions.filter(({ state }) => state !== 'adds up');
      throw new Error(
        `the ledger does not add up to ${events} after ${timeoutMs / 1000} s: ${JSON.stringify({ total: ledger?.total, open })}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
