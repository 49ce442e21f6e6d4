// A local Azure Event Hubs: AMQP 1.0 in plain TCP on the loopback interface, as `@azure/event-hubs` speaks it
// with `UseDevelopmentEmulator=true`.
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import rhea from 'rhea';
import { Hub, type HubConfig } from './hub.ts';
import { type KafkaEndpoint, startKafkaEndpoint } from './kafka/endpoint.ts';
import { serveLinks } from './links.ts';
import type { SyncPolicy } from './partition-log.ts';
import { MAX_MESSAGE_BYTES } from './publish-link.ts';

const TRIM_EVERY_MS = 60_000;
const MAX_FRAME_BYTES = 64 * 1024;

export interface EventHubsOptions {
  /** 0 takes any free port. */
  port: number;
  /** Port of the Kafka endpoint, 0 for any free one; without it there is none. */
  kafkaPort?: number;
  hubs: HubConfig[];
  /** Where events are kept; without it they live in memory. */
  dataDir?: string;
  /** `always` syncs to the device before an event is acknowledged; `none` (default) leaves that to the OS. */
  sync?: SyncPolicy;
  /** Default 24. */
  retentionHours?: number;
  /** Size at which a log file is closed and a new one begun; default 32 MiB. */
  segmentBytes?: number;
  /** Newest events kept in memory for each partition; default 2 MiB. */
  cacheBytes?: number;
}

export interface EventHubs {
  port: number;
  /** What goes into the `EventHubs` setting. */
  connectionString: string;
  kafka: KafkaEndpoint | undefined;
  stop(): Promise<void>;
}

/** Starts the service. Rejects when the port is taken or the data folder cannot be opened. */
export async function startEventHubs(options: EventHubsOptions): Promise<EventHubs> {
  const hubs = new Map(options.hubs.map(config => [config.name.toLowerCase(), openHub(config, options)]));
  const logs = [...hubs.values()].flatMap(hub => hub.partitions.map(partition => partition.log));
  const container = rhea.create_container({ id: 'assay-event-hubs' });
  container.on('error', (error: Error) => process.stderr.write(`event-hubs: ${error.message}\n`));
  container.on('protocol_error', (error: Error) => process.stderr.write(`event-hubs: ${error.message}\n`));
  for (const event of ['connection_error', 'session_error', 'sender_error', 'receiver_error']) {
    container.on(event, () => undefined);
  }
  serveLinks(container, hubs);
  const server: Server = container.listen({
    host: '127.0.0.1',
    port: options.port,
    max_frame_size: MAX_FRAME_BYTES,
    tcp_no_delay: true,
    receiver_options: { autoaccept: false, max_message_size: MAX_MESSAGE_BYTES },
  } as unknown as Parameters<typeof container.listen>[0]) as Server;
  const sockets = trackSockets(server);
  await once(server, 'listening');
  const kafka =
    options.kafkaPort === undefined
      ? undefined
      : await startKafkaEndpoint(hubs, options.kafkaPort, options.dataDir).catch(error => {
          server.close();
          throw error;
        });
  const trimming = setInterval(() => {
    for (const log of logs) log.trim();
  }, TRIM_EVERY_MS).unref();
  const { port } = server.address() as AddressInfo;
  return {
    port,
    kafka,
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    async stop() {
      clearInterval(trimming);
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, kafka?.stop()]);
      await Promise.all(logs.map(log => log.close()));
    },
  };
}

function openHub(config: HubConfig, options: EventHubsOptions): Hub {
  return new Hub(config, {
    ...(options.dataDir === undefined ? {} : { dir: join(options.dataDir, encodeURIComponent(config.name)) }),
    sync: options.sync ?? 'none',
    retentionMs: (options.retentionHours ?? 24) * 3_600_000,
    segmentBytes: options.segmentBytes ?? 32 * 1024 * 1024,
    cacheBytes: options.cacheBytes ?? 2 * 1024 * 1024,
  });
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}
