import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/catalog/catalog.ts';
import { compileJudge } from '../../src/events/judge.ts';
import type { JsonObject } from '../../src/json.ts';
import { cloudEvent, frame, position, raw, row, sales, stock } from './sources.ts';

const judge = compileJudge(sales);
const attributes = { specversion: '1.0', id: '1', source: '/till/1', type: 'sale' };

/** The attributes of binary content mode, by the names of one binding. */
const prefixed = (prefix: string, as: (value: string) => unknown = value => value) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [prefix + name, as(value)]),
  ) as JsonObject;

const bindings: [string, JsonObject][] = [
  ['AMQP, cloudEvents:', prefixed('cloudEvents:')],
  ['AMQP, cloudEvents_', prefixed('cloudEvents_')],
  ['Kafka, ce_', prefixed('ce_')],
  ['Kafka, ce_ as bytes', prefixed('ce_', value => [...Buffer.from(value)])],
  ['Kafka, ce_ as a Buffer that JSON wrote', prefixed('ce_', value => Buffer.from(value).toJSON())],
  [
    'Kafka, ce_ as the Functions host writes bytes',
    prefixed('ce_', value => Buffer.from(value).toString('base64')),
  ],
];

const rows = fc.record(
  {
    id: fc.string(),
    at: fc
      .date({ min: new Date(0), max: new Date('2026-01-01'), noInvalidDate: true })
      .map(at => at.toISOString()),
    units: fc.oneof(fc.maxSafeInteger(), fc.string(), fc.double()),
    more: fc.jsonValue({ maxDepth: 3 }),
  },
  { requiredKeys: [] },
);

describe('one event', () => {
  test.each(bindings)('in binary content mode is the one of structured mode: %s', (_name, properties) => {
    const contentType = 'application/json; charset=utf-8';
    expect(judge(raw(row, { properties, contentType }))).toEqual(judge(raw(cloudEvent(row))));
  });

  test('from Kafka has its content type among the headers, as bytes too', () => {
    const base64 = (value: string) => Buffer.from(value).toString('base64');
    const headers = { ...prefixed('ce_', base64), 'content-type': base64('application/json') };
    expect(judge(raw(row, { properties: headers }))).toEqual(judge(raw(cloudEvent(row))));
    const xml = { ...headers, 'content-type': base64('text/xml') };
    expect(judge(raw(row, { properties: xml }))).toMatchObject({
      rejection: { pointer: '/datacontenttype' },
    });
  });

  test('has one judgement, whichever way it comes: its rows, its identity, its time, or the reason and pointer', () => {
    fc.assert(
      fc.property(rows, fc.nat(2 ** 32 - 1), fc.constantFrom(...bindings), (data, id, [, properties]) => {
        const structured = judge(raw(cloudEvent(data)));
        expect(judge(raw(data, { properties }))).toEqual(structured);
        expect(judge(raw(frame(id, cloudEvent(data))))).toEqual(structured);
        expect(judge(raw(frame(id, data), { properties }))).toEqual(structured);
        const data_base64 = Buffer.from(JSON.stringify(data)).toString('base64');
        expect(judge(raw(cloudEvent(undefined, { data_base64 })))).toEqual(structured);
        if (structured.ok === true)
          expect(structured.event.rows[0]?.row).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { numRuns: 500 },
    );
  });

  test('as a plain row is of the type that may come so, with the identity that the catalog points to', () => {
    expect(judge(raw(row))).toMatchObject({ ok: true, event: { type: 'sale', identity: 'sale x' } });
    expect(judge(raw(frame(7, row)))).toEqual(judge(raw(row)));
    expect(judge(raw(row, { properties: { type: 'sale' } }))).toEqual(judge(raw(row)));
  });

  test('with the schema id in its headers, the newer way, is plain JSON', () => {
    const properties = { __value_schema_id: Buffer.alloc(17).toString('base64') };
    expect(judge(raw(row, { properties }))).toEqual(judge(raw(row)));
  });

  test('as a change is the same with the schema block, without it, and in a frame', () => {
    const judgeStock = compileJudge(stock);
    const change = { op: 'u', before: row, after: { ...row, units: 4 }, source: position };
    const bare = judgeStock(raw(change));
    expect(bare.ok).toBe(true);
    for (const body of [
      { schema: null, payload: change },
      { schema: { type: 'struct' }, payload: change },
    ])
      expect(judgeStock(raw(body))).toEqual(bare);
    expect(judgeStock(raw(frame(3, change)))).toEqual(bare);
  });
});

describe('an event that is not what it says, or is not declared, is refused', () => {
  const properties = prefixed('cloudEvents:');
  test.each<[string, Parameters<typeof raw>, string, string]>([
    ['a frame without a payload', [Buffer.alloc(5)], 'malformed_body', ''],
    ['a frame cut in its id', [Buffer.from([0, 0])], 'malformed_body', ''],
    ['a frame around another', [frame(1, frame(1, row))], 'malformed_body', ''],
    ['another magic byte', [Buffer.from([1, 0, 0, 0, 1, 123, 125])], 'malformed_body', ''],
    ['nothing', [Buffer.alloc(0)], 'malformed_body', ''],
    [
      'binary mode without an id',
      [row, { properties: { ...properties, 'cloudEvents:id': '' } }],
      'malformed_envelope',
      '/id',
    ],
    [
      'binary mode of another version',
      [row, { properties: { ...properties, 'cloudEvents:specversion': '0.3' } }],
      'malformed_envelope',
      '/specversion',
    ],
    [
      'binary mode with Avro',
      [row, { properties, contentType: 'application/avro' }],
      'malformed_envelope',
      '/datacontenttype',
    ],
    ['binary mode with rubbish', [Buffer.from([0xff, 0xfe]), { properties }], 'malformed_body', '/data'],
    ['binary mode with a list', [[], { properties }], 'malformed_envelope', '/data'],
    ['binary mode with no data', ['', { properties }], 'malformed_body', '/data'],
    [
      'a list of events',
      [[cloudEvent(row)], { contentType: 'application/cloudevents-batch+json' }],
      'malformed_envelope',
      '',
    ],
    [
      'structured mode without its envelope',
      [row, { contentType: 'application/cloudevents+json' }],
      'malformed_envelope',
      '/specversion',
    ],
    [
      'data_base64 that is no JSON',
      [cloudEvent(undefined, { data_base64: '!!' })],
      'malformed_envelope',
      '/data_base64',
    ],
    [
      'a plain row of a type that does not come so',
      [row, { properties: { type: 'void' } }],
      'unknown_type',
      '',
    ],
    ['a plain row without its identity', [{ ...row, id: undefined }], 'schema_violation', '/id'],
    [
      'a number that a double cannot hold',
      [`{"id":"x","at":"2026-01-01T11:59:00Z","units":9007199254740993}`],
      'schema_violation',
      '/units',
    ],
    [
      'a hundred thousand lists in each other',
      [`{"id":"x","a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
      'malformed_body',
      '',
    ],
  ])('%s', (_name, [body, given], reason, pointer) => {
    expect(judge(raw(body, given))).toMatchObject({ ok: false, rejection: { reason, pointer } });
  });

  const only = (formats: Source['formats']) => compileJudge({ ...sales, ...(formats ? { formats } : {}) });
  test.each<[string, Source['formats'], Parameters<typeof raw>]>([
    ['confluent', ['cloudevents'], [frame(1, cloudEvent(row))]],
    ['cloudevents-binary', ['cloudevents'], [row, { properties }]],
    ['cloudevents', ['json'], [cloudEvent(row), { contentType: 'application/cloudevents+json' }]],
  ])('in the format "%s", by name', (format, formats, [body, given]) => {
    expect(only(formats)(raw(body, given))).toMatchObject({
      ok: false,
      rejection: { reason: 'malformed_envelope', detail: expect.stringContaining(`format "${format}"`) },
    });
  });
});
