// Events are validated before they are sent, and arrive as they were prepared.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEventHubs } from '../../local/event-hubs/server.ts';
import type { Source, WireFormat } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { compileJudge } from '../../src/events/judge.ts';
import type { EventTypes } from '../../src/producer/event-types.ts';
import type { Framing, HubMessage } from '../../src/producer/frame.ts';
import { createProducer, type Prepared } from '../../src/producer/producer.ts';
import { connectionStringOf, readHub } from '../local/send/event-hubs.ts';

const root = join(import.meta.dirname, '..', '..');
const { sources } = loadCatalog(join(root, 'catalog'));

function sourceOf(name: string, formats?: WireFormat[]): Source {
  const source = sources.find(candidate => candidate.name === name);
  if (!source) throw new Error(`the catalog has no source "${name}"`);
  if (!formats) return source;
  const types = source.types.map(type => ({ ...type, identity: '/saleId' }));
  return { ...source, formats, types };
}

const data: EventTypes['uk.assay.pos.sale'] = {
  saleId: 'S0001-02-000001',
  storeId: '0001',
  tillId: '0001-02',
  soldAt: '2026-01-01T12:00:00Z',
  currency: 'GBP',
  lines: [
    {
      ...{ lineNumber: 1, sku: 'FRE-100008', quantity: 2, unitPriceMinor: 150, discountMinor: 0 },
      amountMinor: 300,
    },
  ],
  totalMinor: 300,
};
const sale = { type: 'uk.assay.pos.sale' as const, data, id: 'e1', source: '/stores/0001' };

function messageOf(prepared: Prepared): HubMessage {
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.rejection));
  return prepared.message;
}

const judged = (source: Source, message: HubMessage) =>
  compileJudge(source)({
    ...{ sequenceNumber: 0, offset: '', systemProperties: {}, enqueuedTimeMs: Date.now() },
    ...message,
  });

const formats: Framing['format'][] = ['cloudevents', 'cloudevents-binary', 'json'];
test.for(formats)('an event in the format %s, and in Confluent’s framing, is the same row', format => {
  const source = sourceOf('pos', ['cloudevents', 'cloudevents-binary', 'json', 'confluent']);
  const plain = messageOf(createProducer(source, { format })(sale));
  const framed = messageOf(createProducer(source, { format, schemaIdOf: () => 77 })(sale));
  expect([framed.body[0], framed.body.readUInt32BE(1)]).toEqual([0, 77]);
  expect(framed.body.subarray(5)).toEqual(plain.body);
  for (const message of [plain, framed])
    expect(judged(source, message)).toMatchObject({
      ok: true,
      event: { table: 'pos_sale', rows: [{ row: data }] },
    });
});

test('a CloudEvent has the time of its data and the version of its schema', () => {
  const { body, partitionKey } = messageOf(createProducer(sourceOf('pos'))(sale));
  expect(JSON.parse(body.toString())).toMatchObject({
    ...{ specversion: '1.0', id: 'e1', source: '/stores/0001', type: 'uk.assay.pos.sale' },
    ...{ time: data.soldAt, dataschema: 'https://assay.example/schemas/pos/sale/1', data },
  });
  expect(partitionKey).toBe(data.saleId);
});

test('what the schema or an expectation refuses is not sent, and told with its place', () => {
  const prepare = createProducer(sourceOf('pos'));
  expect(prepare({ ...sale, data: { ...data, storeId: '1' } })).toMatchObject({
    ok: false,
    rejection: { reason: 'schema_violation', pointer: '/data/storeId' },
  });
  expect(prepare({ ...sale, data: { ...data, totalMinor: 1 } })).toMatchObject({
    ok: false,
    rejection: { reason: 'expectation_failed', detail: expect.stringContaining('total_is_sum_of_lines') },
  });
  const other = createProducer<Record<string, unknown>>(sourceOf('pos'));
  expect(other({ ...sale, type: 'uk.assay.pos.sail' })).toMatchObject({
    ok: false,
    rejection: { reason: 'unknown_type' },
  });
});

test('an expectation that only warns is told, and the event may go', () => {
  const soldAt = new Date(Date.now() + 3_600_000).toISOString();
  expect(createProducer(sourceOf('pos'))({ ...sale, data: { ...data, soldAt } })).toMatchObject({
    ok: true,
    warnings: ['sold_at_not_in_the_future'],
  });
});

test('a format that the source does not declare, and a source of Debezium’s, are refused by name', () => {
  const source = sourceOf('pos');
  expect(() => createProducer(source, { format: 'json' })(sale)).toThrow('and not "json"');
  expect(() => createProducer(source, { schemaIdOf: () => 1 })(sale)).toThrow('and not "confluent"');
  expect(() => createProducer(sourceOf('inventory'))).toThrow('written by Debezium');
});

let hubs: Awaited<ReturnType<typeof startEventHubs>>;
beforeAll(async () => {
  hubs = await startEventHubs({
    port: 0,
    hubs: [{ name: 'pos', partitions: 2, consumerGroups: ['$Default'] }],
  });
});
afterAll(() => hubs.stop());

function produce(args: string[], input: string): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, EventHubs: connectionStringOf(hubs.port) };
  const child = spawn(process.execPath, [join(root, 'scripts', 'produce', 'main.ts'), ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', text => {
    out += text;
  });
  child.stderr.on('data', text => {
    err += text;
  });
  child.stdin.end(input);
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

test('the command sends the good lines of a file, and names the others by line and place', async () => {
  const lines = [
    JSON.stringify(sale),
    '{',
    JSON.stringify({ ...sale, id: 'e2', data: { ...data, lines: [] } }),
    '',
    JSON.stringify({ ...sale, id: 'e3' }),
  ].join('\n');
  const { code, out, err } = await produce(['pos', '-'], lines);
  expect(out).toBe('pos: 2 events sent, 2 refused\n');
  expect(err).toMatch(/^-:2: it is not JSON/m);
  expect(err).toMatch(/^-:3: schema_violation at \/data\/lines:/m);
  expect(code).toBe(1);
  const received = await readHub(hubs.port, 'pos');
  const events = received.map(({ event }) => JSON.parse(Buffer.from(event.body).toString()));
  expect(events.map(({ id }) => id)).toEqual(['e1', 'e3']);
  expect(received[0]?.event.contentType).toContain('application/cloudevents+json');
  expect(
    judged(sourceOf('pos'), {
      ...messageOf(createProducer(sourceOf('pos'))(sale)),
      body: Buffer.from(received[0]?.event.body),
    }),
  ).toMatchObject({ ok: true });
  expect(await produce(['pos', '-', '--dry-run', '--type', sale.type], JSON.stringify(data))).toMatchObject({
    code: 0,
    out: 'pos: 1 events are valid, 0 refused\n',
  });
});
