// The Kafka endpoint of the namespace: SASL in plain TCP on the loopback interface (SASL_PLAINTEXT), as Microsoft's own
// emulator has it; Event Hubs itself has TLS on port 9093. It reads and writes the partitions that AMQP has.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Hubs } from '../addresses.ts';
import type { Broker } from './api.ts';
import { serveConnection } from './connection.ts';
import { Groups } from './groups.ts';
import { Producers } from './producers.ts';
import { StateJournal } from './state-journal.ts';

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 1_000;

export interface KafkaEndpoint {
  port: number;
  /** What clients call `bootstrap.servers`. */
  bootstrapServers: string;
  stop(): Promise<void>;
}

/** Listens on `port` (0: any free one). Rejects when it is taken, or when the state in `dataDir` cannot be opened. */
export async function startKafkaEndpoint(
  hubs: Hubs,
  port: number,
  dataDir: string | undefined,
): Promise<KafkaEndpoint> {
  // No hub's folder is named so: the names of hubs are encoded, and begin with a letter or a digit.
  const journal = new StateJournal(dataDir === undefined ? undefined : join(dataDir, '.kafka', 'state'));
  const broker: Broker = {
    hubs,
    groups: new Groups(journal),
    producers: new Producers(
      journal,
      (topic, index) => hubs.get(topic.toLowerCase())?.partitions[index]?.log.tail.nextSequence ?? 0,
    ),
    host: HOST,
    port,
  };
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    void serveConnection(socket, broker);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, HOST);
  await once(server, 'listening');
  broker.port = (server.address() as AddressInfo).port;
  return {
    port: broker.port,
    bootstrapServers: `${HOST}:${broker.port}`,
    async stop() {
      const closed = new Promise(resolve => server.close(resolve));
      broker.groups.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
