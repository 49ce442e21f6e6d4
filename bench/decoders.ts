// What each decoder costs, by CPU time: `npm run bench:decoders`. The same sale in every format of an event, and the same
// change of stock in every form of an envelope, decoded alone and judged (decoded, validated, made rows). Rounds alternate.

import type { Source } from '../src/catalog/catalog.ts';
import { compileDecoder } from '../src/events/decode.ts';
import { compileJudge } from '../src/events/judge.ts';
import type { RawEvent } from '../src/events/raw-event.ts';
import type { JsonObject } from '../src/json.ts';
import { readCatalog } from '../src/package-files.ts';

const events = 50_000;
const rounds = 7;
const nowMs = Date.now();
const now = new Date(nowMs).toISOString();

const data = {
  sourceSku: 'FRE-100008',
  storeId: '0121',
  promotionId: 'PR000123',
  redemptionId: 'RD-0121-000001',
  lines: Array.from({ length: 4 }, (_, i) => ({ sku: `FRE-10000${i}`, quantity: 2, amountMinor: 250 })),
  redeemedAt: now,
};
const sourceOf = (name: string): Source => {
  const source = readCatalog().sources.find(candidate => candidate.name === name);
  if (!source) throw new Error(`the catalog has no source "${name}"`);
  return source;
};
const type = {
  name: 'sale',
  table: 'sale',
  description: '',
  schema: { type: 'object' },
  key: ['redemptionId'],
};
const sales: Source = {
  ...sourceOf('promotions'),
  formats: ['cloudevents', 'cloudevents-binary', 'json', 'confluent'],
  types: [{ ...type, time: '/redeemedAt', identity: '/redemptionId', expectations: [] }],
};
const stock: Source = { ...sourceOf('inventory'), formats: ['debezium', 'confluent'] };

const row = { store_id: '0121', sku: 'FRE-100008', on_hand: 7, reserved: 1, in_transit: 2, updated_at: now };
const position = {
  version: '3.6.1.Final',
  connector: 'postgresql',
  name: 'inventory',
  db: 'inventory',
  schema: 'public',
  table: 'stock_level',
  ts_ms: nowMs,
  ts_ns: 1_767_225_600_123_456_800,
  snapshot: 'false',
  sequence: '["24023119","24023128"]',
  txId: 556,
  lsn: 24_023_128,
  xmin: null,
};
const change = {
  before: row,
  after: { ...row, on_hand: 6 },
  source: position,
  transaction: null,
  op: 'u',
  ts_ms: nowMs,
};
const column = (name: string) => ({
  type: /id|sku|at/.test(name) ? 'string' : 'int32',
  optional: false,
  field: name,
  ...(name === 'updated_at' ? { name: 'io.debezium.time.ZonedTimestamp', version: 1 } : {}),
});
const fields = Object.keys(row).map(column);
const block = {
  type: 'struct',
  fields: ['before', 'after'].map(field => ({ type: 'struct', field, optional: true, fields })),
  name: 'inventory.public.stock_level.Envelope',
};

function raw(body: object, properties: JsonObject = {}, schemaId?: number): RawEvent {
  const payload = Buffer.from(JSON.stringify(body));
  const header = Buffer.alloc(schemaId === undefined ? 0 : 5);
  if (schemaId !== undefined) header.writeUInt32BE(schemaId, 1);
  return {
    sequenceNumber: 0,
    offset: '0',
    enqueuedTimeMs: nowMs,
    partitionKey: null,
    contentType: null,
    properties,
    systemProperties: {},
    body: Buffer.concat([header, payload]),
  };
}

const attributes = { specversion: '1.0', id: '1', source: '/stores/0121', type: 'sale', time: now };
const binary = Object.fromEntries(
  Object.entries(attributes).map(([name, value]) => [`cloudEvents:${name}`, value]),
);
const structured = { ...attributes, datacontenttype: 'application/json', data };

const cases: [string, Source, RawEvent][] = [
  ['CloudEvents, structured', sales, raw(structured)],
  ['CloudEvents, binary', sales, raw(data, binary)],
  ['CloudEvents in a Confluent frame', sales, raw(structured, {}, 7)],
  ['plain JSON', sales, raw(data)],
  ['plain JSON in a Confluent frame', sales, raw(data, {}, 7)],
  ['Debezium, no schema block', stock, raw(change)],
  ['Debezium, with schema block', stock, raw({ schema: block, payload: change })],
  ['Debezium in a Confluent frame', stock, raw(change, {}, 7)],
  ['Debezium, a number beyond 2^53', stock, raw({ ...change, after: { ...row, row_version: 2 ** 60 } })],
];

function cpuUs(work: () => { ok: unknown }): number {
  const started = process.cpuUsage();
  for (let i = 0; i < events; i++) if (work().ok !== true) throw new Error('the event is refused');
  const { user, system } = process.cpuUsage(started);
  return (user + system) / events;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const measured = cases.map(([name, source, event]) => ({
  name,
  event,
  decode: compileDecoder(source),
  judge: compileJudge(source),
  decodeUs: [] as number[],
  judgeUs: [] as number[],
}));
for (let round = 0; round < rounds; round++)
  for (const { event, decode, judge, decodeUs, judgeUs } of measured) {
    decodeUs.push(cpuUs(() => decode(event)));
    judgeUs.push(cpuUs(() => judge(event)));
  }
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
console.table(
  measured.map(({ name, event, decodeUs, judgeUs }) => ({
    decoder: name,
    bytes: event.body.length,
    'decode, µs': rounded(median(decodeUs), 2),
    'judge, µs': rounded(median(judgeUs), 2),
    'decoded/s on a core': Math.round(1e6 / median(decodeUs)),
    'MB/s': rounded(event.body.length / median(decodeUs), 1),
  })),
);
