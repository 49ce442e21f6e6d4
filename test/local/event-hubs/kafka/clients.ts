// What the Kafka tests share: a service, KafkaJS clients of it, and a client that sends what it is told, byte for byte.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { type Encoding, Reader, Writer } from '../../../../local/event-hubs/kafka/wire.ts';
import { type EventHubs, startEventHubs } from '../../../../local/event-hubs/server.ts';
import { connectionString } from '../service.ts';

export function startService(options: { partitions?: number; dataDir?: string } = {}): Promise<EventHubs> {
  const { partitions = 1, ...more } = options;
  return startEventHubs({
    port: 0,
    kafkaPort: 0,
    hubs: [{ name: 'Orders', partitions, consumerGroups: [] }],
    ...more,
  });
}

export function kafka(service: EventHubs, password = connectionString(service.port)): Kafka {
  return new Kafka({
    brokers: [service.kafka?.bootstrapServers ?? ''],
    sasl: { mechanism: 'plain', username: '$ConnectionString', password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 2, initialRetryTime: 50 },
  });
}

export interface RawClient {
  /** Sends bytes as they are. */
  write(bytes: Buffer): void;
  /** Sends a request and reads its answer, past the header. */
  ask(key: number, encoding: Encoding, body: (w: Writer) => void): Promise<Reader>;
  /** Resolves when the service has closed the connection. */
  closed: Promise<unknown>;
  /** Reads nothing until `resume`. */
  pause(): void;
  resume(): void;
  end(): void;
}

export async function rawClient(service: EventHubs): Promise<RawClient> {
  const socket = connect(service.kafka?.port ?? 0, '127.0.0.1');
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const answers: ((bytes: Buffer) => void)[] = [];
  let have = Buffer.alloc(0);
  socket.on('data', chunk => {
    have = Buffer.concat([have, chunk]);
    while (have.length >= 4 && have.length >= 4 + have.readInt32BE(0)) {
      const end = 4 + have.readInt32BE(0);
      answers.shift()?.(have.subarray(4, end));
      have = have.subarray(end);
    }
  });
  return {
    write: bytes => socket.write(bytes),
    ask: (key, encoding, body) => {
      socket.write(request(key, encoding, body));
      return new Promise(resolve => {
        answers.push(bytes => {
          const r = new Reader(bytes, encoding, 4);
          if (key !== 18) r.skipTags();
          resolve(r);
        });
      });
    },
    closed,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => socket.destroy(),
  };
}

export function request(key: number, encoding: Encoding, body: (w: Writer) => void): Buffer {
  const w = new Writer(encoding);
  w.int32(0);
  w.int16(key);
  w.int16(encoding.version);
  w.int32(7);
  w.int16(-1);
  w.noTags();
  body(w);
  const bytes = w.done();
  bytes.writeInt32BE(bytes.length - 4);
  return bytes;
}

/** SASL PLAIN, as every client begins. */
export async function logIn(client: RawClient): Promise<void> {
  const inVersion1 = { version: 1, flexible: false };
  await client.ask(17, inVersion1, w => {
    w.int16(5);
    w.put(Buffer.from('PLAIN'));
  });
  const message = Buffer.from(`\0$ConnectionString\0${connectionString(0)}`);
  await client.ask(36, inVersion1, w => {
    w.int32(message.length);
    w.put(message);
  });
}
