// Unmodified Kafka clients work with the endpoint beside AMQP: KafkaJS, and Confluent's for Python and for JavaScript, which
// are librdkafka. They share hubs with AMQP and consumer groups with each other, and the platform refines what they send.

import { join } from 'node:path';
import { EventHubProducerClient } from '@azure/event-hubs';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { startEventHubs } from '../../../local/event-hubs/server.ts';
import { freePorts } from '../../../local/platform/local-azure.ts';
import { startPlatform, waitForLedger } from '../../../local/platform/platform.ts';
import { same } from '../checks.ts';
import { client, pythonClient, venvProgram } from '../clients.ts';
import type { Context } from '../context.ts';
import { catalogWithFrames, framedSales, sameRefusals } from './framed-events.ts';
import { saleOf } from './sale.ts';

type Check = Context['check'];
type Endpoint = { servers: string; connectionString: string };

const partitions = 4;
const hubs = ['shared', 'mixed', 'kafkajs', 'javascript', 'pos'].map(name => ({
  name,
  partitions,
  consumerGroups: [],
}));

export async function kafkaClientsWork({ check, folder }: Pick<Context, 'check' | 'folder'>): Promise<void> {
  const service = await startEventHubs({ port: 0, kafkaPort: 0, hubs, dataDir: join(folder, 'kafka-hubs') });
  const endpoint = {
    servers: service.kafka?.bootstrapServers ?? '',
    connectionString: service.connectionString,
  };
  try {
    await kafkajsWorks(check, endpoint);
    await sendMixed(endpoint);
    await pythonWorks(check, endpoint, []);
    await javascriptWorks(check, endpoint, []);
  } finally {
    await service.stop();
  }
  await thePlatformRefines(check, folder);
}

async function thePlatformRefines(check: Check, folder: string): Promise<void> {
  const platform = await startPlatform({
    dataDir: join(folder, 'kafka-platform'),
    ports: freePorts,
    servePort: 0,
    refineHosts: 1,
    settings: { ASSAY_SEGMENT_MAX_AGE_MS: '1000', ASSAY_CATALOG: catalogWithFrames(folder) },
  });
  try {
    const { kafka: servers, settings } = platform.azure;
    const endpoint = { servers, connectionString: settings.EventHubs ?? '' };
    await check('KafkaJS sends CloudEvents in structured mode', async () => {
      const values = [1, 2, 3].map(i => JSON.stringify(saleOf(i).structured));
      await send(
        endpoint,
        'pos',
        values.map(value => ({ value })),
        CompressionTypes.GZIP,
      );
    });
    await pythonWorks(check, endpoint, [3, 4, 5].map(saleOf));
    await javascriptWorks(
      check,
      endpoint,
      [5, 6].map(i => saleOf(i).structured),
    );
    await check("KafkaJS's clients send a sale in the frame of its published schema", async () => {
      const framed = await framedSales(platform);
      await send(endpoint, 'pos', [await framed.known(7), framed.unknown(8)]);
    });
    await check(
      'the platform refines them: seven sales are silver, the two that came twice are duplicates',
      async () => {
        const { total } = await waitForLedger(platform, 10, 60_000);
        const { received, bronze, silver, quarantined, duplicates } = total;
        same(
          'the ledger',
          { received, bronze, silver, quarantined, duplicates },
          {
            ...{ received: 10, bronze: 10, silver: 7, quarantined: 1, duplicates: 2 },
          },
        );
      },
    );
    await check('the sale whose frame names a schema that there is not is refused for that', () =>
      sameRefusals(platform, 1),
    );
  } finally {
    await platform.stop();
  }
}

function connect({ servers, connectionString }: Endpoint): Kafka {
  return new Kafka({
    brokers: [servers],
    sasl: { mechanism: 'plain', username: '$ConnectionString', password: connectionString },
    logLevel: logLevel.NOTHING,
  });
}

type Messages = { key?: string; value: string | Buffer; headers?: Record<string, string> }[];

async function send(
  endpoint: Endpoint,
  topic: string,
  messages: Messages,
  compression = CompressionTypes.None,
) {
  const producer = connect(endpoint).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  try {
    return await producer.send({ topic, messages, compression });
  } finally {
    await producer.disconnect();
  }
}

async function kafkajsWorks(check: Check, endpoint: Endpoint): Promise<void> {
  const values = Array.from({ length: 400 }, (_, i) => String(i));
  await check('KafkaJS produces plain and by gzip, idempotently', async () => {
    await send(
      endpoint,
      'kafkajs',
      values.slice(0, 200).map(value => ({ key: value, value })),
    );
    const rest = values.slice(200).map(value => ({ key: value, value }));
    await send(endpoint, 'kafkajs', rest, CompressionTypes.GZIP);
  });
  await check('KafkaJS shares a group between two consumers; one leaves, and nothing is missed', async () => {
    const seen: string[] = [];
    const member = async () => {
      const consumer = connect(endpoint).consumer({
        groupId: 'kafkajs',
        heartbeatInterval: 300,
        maxWaitTimeInMs: 100,
      });
      let held = 0;
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        held = payload.memberAssignment.kafkajs?.length ?? 0;
      });
      await consumer.connect();
      await consumer.subscribe({ topic: 'kafkajs', fromBeginning: true });
      await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
      return { consumer, held: () => held };
    };
    const one = await member();
    await until(() => one.held() === partitions);
    const two = await member();
    await until(() => one.held() === partitions / 2 && two.held() === partitions / 2);
    await two.consumer.disconnect();
    await until(() => one.held() === partitions && new Set(seen).size === values.length);
    await one.consumer.disconnect();
    same('what was read', [...new Set(seen)].sort(), values.toSorted());
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !holds(); i++) await new Promise(resolve => setTimeout(resolve, 50));
  same('whether it came to that', holds(), true);
}

async function sendMixed(endpoint: Endpoint): Promise<void> {
  const amqp = new EventHubProducerClient(endpoint.connectionString, 'mixed');
  await amqp.sendBatch([{ body: Buffer.from('by AMQP'), messageId: 'm-1', properties: { till: 'four' } }]);
  await amqp.close();
  await send(endpoint, 'mixed', [{ key: 'key', value: 'by KafkaJS', headers: { till: 'four' } }]);
}

/** The Python client's checks; given events, it sends those and checks nothing else. */
async function pythonWorks(check: Check, endpoint: Endpoint, events: object[]): Promise<void> {
  const given = { ...endpoint, topic: 'shared', mixed: 'mixed', partitions, events };
  await pythonClient(check, join(import.meta.dirname, 'confluent_client.py'), given);
}

/** The checks of the client for JavaScript; given events, it sends those and checks nothing else. */
async function javascriptWorks(check: Check, endpoint: Endpoint, events: object[]): Promise<void> {
  const given = { ...endpoint, topic: 'javascript', partitions, events };
  const file = join(import.meta.dirname, 'kafka-javascript', 'client.js');
  await client(check, "Confluent's client for JavaScript", venvProgram('node'), [
    file,
    JSON.stringify(given),
  ]);
}
