// Azure on this machine: every service that the platform needs, each its own process, and the settings that point to them.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Service, type ServiceOptions, startService } from './service.ts';

export const root = join(import.meta.dirname, '..', '..');

const account = 'devstoreaccount1';
const storageKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const cosmosKey = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/** Ports; 0 is any free one. The well-known ones are those of local.settings.json. */
export type Ports = {
  blob: number;
  queue: number;
  table: number;
  lake: number;
  eventHubs: number;
  kafka: number;
  cosmos: number;
};

export const wellKnownPorts: Ports = {
  blob: 10_000,
  queue: 10_001,
  table: 10_002,
  lake: 10_004,
  eventHubs: 5_672,
  kafka: 9_092,
  cosmos: 8_081,
};
export const freePorts: Ports = { blob: 0, queue: 0, table: 0, lake: 0, eventHubs: 0, kafka: 0, cosmos: 0 };

export type LocalAzure = {
  settings: Record<string, string>;
  services: Map<string, Service>;
  /** The Kafka endpoint's `bootstrap.servers`. */
  kafka: string;
  /** Starts a service again on its port and its data, after a kill. */
  restart(name: string): Promise<void>;
  stop(): Promise<void>;
};

type Hub = { name: string; partitions: number; consumerGroups: string[] };

/** The hubs of the catalog: the emulator is told, as Azure is by Bicep. */
export function catalogHubs(): Hub[] {
  const catalog = join(root, 'catalog');
  return readdirSync(catalog, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => JSON.parse(readFileSync(join(catalog, entry.name, 'source.json'), 'utf8')))
    .map(({ hub, partitions }) => ({ name: hub, partitions, consumerGroups: ['bronze', 'refine'] }));
}

export async function startLocalAzure(dataDir: string, ports: Ports): Promise<LocalAzure> {
  mkdirSync(dataDir, { recursive: true });
  const hubsFile = join(dataDir, 'hubs.json');
  writeFileSync(hubsFile, JSON.stringify({ hubs: catalogHubs() }));
  const services = new Map<string, Service>();
  const options = new Map<string, ServiceOptions>();
  const start = async (
    name: string,
    portFlags: Record<string, number>,
    args: string[] = [],
    folder = name,
  ): Promise<Service> => {
    const script = join(root, 'local', folder, 'main.ts');
    const given = { name, script, logFolder: join(dataDir, 'logs') };
    const service = await startService({ ...given, args: [...toFlags(portFlags), ...args] });
    options.set(name, { ...given, args: [...toFlags(portFlags, service.ready), ...args] });
    services.set(name, service);
    return service;
  };
  const data = (name: string) => ['--data', join(dataDir, name)];
  try {
    // The hosts and the lake have an account each, as in Azure: a listing of the lake holds up no checkpoint.
    const [lakeBlobs] = await Promise.all([
      start('lake-blobs', { 'blob-port': 0 }, data('lake-blobs'), 'azurite'),
      start('azurite', { 'blob-port': ports.blob, 'queue-port': ports.queue }, data('azurite')),
      start('tables', { port: ports.table }, data('tables')),
      start('cosmos', { port: ports.cosmos }, data('cosmos')),
      start('event-hubs', { port: ports.eventHubs, 'kafka-port': ports.kafka }, [
        '--hubs',
        hubsFile,
        ...data('event-hubs'),
      ]),
    ]);
    await start('data-lake', { port: ports.lake, 'blob-port': lakeBlobs.ready.port });
  } catch (error) {
    await stopAll(services);
    throw error;
  }
  return {
    settings: settingsOf(services),
    services,
    kafka: `127.0.0.1:${services.get('event-hubs')?.ready.kafkaPort}`,
    restart: async name => {
      const given = options.get(name);
      if (!given) throw new Error(`there is no service "${name}"`);
      services.set(name, await startService(given));
    },
    stop: () => stopAll(services),
  };
}

/** Once a service has told which free ports it took, those are asked for when it is started again. */
function toFlags(ports: Record<string, number>, taken: Record<string, unknown> = {}): string[] {
  const inCamelCase = (flag: string) => flag.replace('-p', 'P');
  return Object.entries(ports).flatMap(([flag, port]) => [
    `--${flag}`,
    String(port || (taken[inCamelCase(flag)] ?? 0)),
  ]);
}

async function stopAll(services: Map<string, Service>): Promise<void> {
  await Promise.all([...services.values()].reverse().map(service => service.stop()));
}

function settingsOf(services: Map<string, Service>): Record<string, string> {
  const port = (name: string) => services.get(name)?.ready.port;
  const storage = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${storageKey};`;
  const queuePort = services.get('azurite')?.ready.queuePort;
  return {
    AzureWebJobsStorage: `${storage}BlobEndpoint=http://127.0.0.1:${port('azurite')}/${account};QueueEndpoint=http://127.0.0.1:${queuePort}/${account};`,
    EventHubs: `Endpoint=sb://127.0.0.1:${port('event-hubs')};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    Lake: `${storage}BlobEndpoint=http://127.0.0.1:${port('data-lake')}/${account};`,
    Queues: `${storage}QueueEndpoint=http://127.0.0.1:${queuePort}/${account};`,
    Tables: `${storage}TableEndpoint=http://127.0.0.1:${port('tables')}/${account};`,
    Cosmos: `AccountEndpoint=http://127.0.0.1:${port('cosmos')}/;AccountKey=${cosmosKey}`,
  };
}
