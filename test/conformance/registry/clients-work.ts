// Unmodified clients of Confluent's Schema Registry work with ours: KafkaJS's, and Confluent's for Python. They register,
// evolve, serialise and deserialise JSON Schema and Avro, and read each other's frames.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { same } from '../checks.ts';
import { pythonClient } from '../clients.ts';
import type { Context } from '../context.ts';
import { functionKey, type RegistryHosts, startRegistryHosts } from './hosts.ts';

type Check = Context['check'];

export async function registryClientsWork({
  check,
  folder,
}: Pick<Context, 'check' | 'folder'>): Promise<void> {
  const place = join(folder, 'registry');
  mkdirSync(place, { recursive: true });
  const hosts = await startRegistryHosts(place);
  try {
    const frame = await kafkajsWorks(check, hosts);
    const theirs = await pythonWorks(check, hosts, frame);
    await check("KafkaJS's client reads a frame of Confluent's Python client", async () => {
      same('the event', await withKey(hosts).decode(Buffer.from(theirs, 'hex')), pythonEvent);
    });
  } finally {
    await hosts.stop();
  }
}

/** Its requests carry the function key in the header that Azure Functions reads. */
function withKey({ withKey: host }: RegistryHosts): SchemaRegistry {
  const key = () => ({
    prepareRequest: (next: () => Promise<{ enhance(more: object): never }>) =>
      next().then(request => request.enhance({ headers: { 'x-functions-key': functionKey } })),
  });
  return new SchemaRegistry({ host, middlewares: [key as never] });
}

function withToken({ withToken: host }: RegistryHosts, token: string): SchemaRegistry {
  const bearer = () => ({
    prepareRequest: (next: () => Promise<{ enhance(more: object): never }>) =>
      next().then(request => request.enhance({ headers: { Authorization: `Bearer ${token}` } })),
  });
  return new SchemaRegistry({ host, middlewares: [bearer as never], retry: { retries: 0 } });
}

const sale = (...optional: string[]) => ({
  type: SchemaType.JSON as const,
  schema: JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Sale',
    type: 'object',
    required: ['saleId', 'totalMinor'],
    properties: {
      saleId: { type: 'string' },
      totalMinor: { type: 'integer' },
      ...Object.fromEntries(optional.map(name => [name, { type: 'string' }])),
    },
    additionalProperties: false,
  }),
});

const subject = 'pos-value';
const kafkajsEvent = { saleId: 'S-1', totalMinor: 1250, till: '0001-02' };
const pythonEvent = { saleId: 'S-2', totalMinor: 99 };

/** Answers a frame, in hex. */
async function kafkajsWorks(check: Check, hosts: RegistryHosts): Promise<string> {
  const registry = withKey(hosts);
  let frame = '';
  await check(
    "KafkaJS's client registers and evolves a JSON Schema, and finds what it registered",
    async () => {
      const first = await registry.register(sale(), { subject, compatibility: COMPATIBILITY.BACKWARD });
      const second = await registry.register(sale('till'), { subject });
      same('whether the ids differ', first.id !== second.id, true);
      same('the same again', await registry.register(sale('till'), { subject }), second);
      same('the latest', await registry.getLatestSchemaId(subject), second.id);
      same('version 1', await registry.getRegistryId(subject, 1), first.id);
      same('by its text', await registry.getRegistryIdBySchema(subject, sale()), first.id);
    },
  );
  await check("KafkaJS's client is refused what is not backward compatible, with the reason", async () => {
    const message = await registry.register(sale(), { subject }).then(
      () => 'registered',
      error => String(error.message),
    );
    same('the earlier version is there already', message, 'registered');
    const refused = await registry.register(sale('note'), { subject }).catch(error => String(error.message));
    same(
      'the reason',
      /PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL.*#\/properties\/till/.test(String(refused)),
      true,
    );
  });
  await check(
    "KafkaJS's client serialises and deserialises through a registry asked by another client",
    async () => {
      const id = await registry.getLatestSchemaId(subject);
      const encoded = await registry.encode(id ?? 0, kafkajsEvent);
      same('the magic byte and id', [encoded[0], encoded.readInt32BE(1)], [0, id]);
      frame = encoded.toString('hex');
      same('the event', await withKey(hosts).decode(encoded), kafkajsEvent);
      const wrong = await registry.encode(id ?? 0, { saleId: 'S-3' }).catch(error => error.name);
      same('an event that does not fit', wrong, 'ConfluentSchemaRegistryValidationError');
    },
  );
  await check("KafkaJS's client serialises and deserialises Avro", async () => {
    const fields = [{ name: 'value', type: 'int' }];
    const schema = JSON.stringify({ type: 'record', name: 'Reading', namespace: 'assay', fields });
    const { id } = await registry.register({ type: SchemaType.AVRO, schema });
    same('its subject', await registry.getLatestSchemaId('assay.Reading'), id);
    const encoded = await registry.encode(id, { value: 7 });
    same('the event', { ...(await withKey(hosts).decode(encoded)) }, { value: 7 });
  });
  await check("KafkaJS's client follows references between subjects", async () => {
    const money = {
      type: SchemaType.JSON as const,
      schema: '{"$id":"https://assay.example/money","type":"integer"}',
    };
    await registry.register(money, { subject: 'money' });
    const schema =
      '{"$id":"https://assay.example/order","type":"object","properties":{"total":{"$ref":"https://assay.example/money"}}}';
    const references = [{ name: 'https://assay.example/money', subject: 'money', version: 1 }];
    const { id } = await registry.register(
      { type: SchemaType.JSON, schema, references },
      { subject: 'order' },
    );
    const other = withKey(hosts);
    same('the event', await other.decode(await other.encode(id, { total: 5 })), { total: 5 });
    const wrong = await other.encode(id, { total: 'five' }).catch(error => error.name);
    same('an event that does not fit', wrong, 'ConfluentSchemaRegistryValidationError');
  });
  await check(
    'without a key nothing is answered; by token a reader reads, a publisher registers',
    async () => {
      const status = (call: Promise<unknown>) =>
        call.then(
          () => 200,
          error => error.status,
        );
      const { withKey: host } = hosts;
      same('without a key', (await fetch(`${host}/subjects`)).status, 401);
      same('key in the address', (await fetch(`${host}/subjects?code=${functionKey}`)).status, 200);
      same('a reader', await status(withToken(hosts, 'query').getLatestSchemaId(subject)), 200);
      const more = { subject: 'by-token' };
      same('a reader who registers', await status(withToken(hosts, 'query').register(sale(), more)), 403);
      same('a publisher', await status(withToken(hosts, 'publisher').register(sale(), more)), 200);
      same('nobody', await status(withToken(hosts, 'none').getLatestSchemaId(subject)), 403);
    },
  );
  return frame;
}

/** Answers the frame that the Python client made, in hex. */
async function pythonWorks(check: Check, hosts: RegistryHosts, frame: string): Promise<string> {
  const given = { url: hosts.withToken, subject, frame, expected: kafkajsEvent, event: pythonEvent };
  return String(await pythonClient(check, join(import.meta.dirname, 'confluent_client.py'), given));
}
