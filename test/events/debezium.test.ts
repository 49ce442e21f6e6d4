import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnType } from '../../src/catalog/catalog.ts';
import { compileJudge } from '../../src/events/judge.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { position, raw, row, stock } from './sources.ts';

const judge = compileJudge(stock);
const change = (fields: object, source: object = {}) =>
  raw({ op: 'c', before: null, after: row, source: { ...position, ...source }, ...fields });

/** What a column's value becomes, once told by the schema block and once by the catalog. */
function decoded(type: ColumnType & { connect: string }, value: string): unknown[] {
  const { connect, ...column } = type;
  const body = `{"id":"x","at":"2026-01-01T11:59:00Z","units":3,"v":${value}}`;
  const envelope = `{"op":"c","before":null,"after":${body},"source":${JSON.stringify(position)}}`;
  const parameters = type.scale === undefined ? {} : { parameters: { scale: String(type.scale) } };
  const field = {
    field: 'v',
    type: connect,
    name: type.name === 'bytes' ? undefined : type.name,
    ...parameters,
  };
  const block = {
    type: 'struct',
    fields: ['before', 'after'].map(image => ({ field: image, type: 'struct', fields: [field] })),
  };
  const declared = compileJudge({
    ...stock,
    types: stock.types.map(known => ({ ...known, columns: { v: column } })),
  });
  const judgements = [
    declared(raw(envelope)),
    (type.mode ? declared : judge)(raw(`{"schema":${JSON.stringify(block)},"payload":${envelope}}`)),
  ];
  return judgements.map(judgement =>
    judgement.ok === true ? judgement.event.rows[0]?.row.v : judgement.rejection.reason,
  );
}

const time = (name: string) => ({ name: `io.debezium.time.${name}`, connect: 'int64' });
const connect = (name: string) => ({ name: `org.apache.kafka.connect.data.${name}`, connect: 'int64' });
const decimal = (scale: number) => ({ ...connect('Decimal'), connect: 'bytes', scale });
const variable = { name: 'io.debezium.data.VariableScaleDecimal', connect: 'struct' };

describe('the value of a column is read by its type, which the schema block or the catalog tells', () => {
  test.each<[ColumnType & { connect: string }, string, unknown]>([
    [time('Date'), '20454', '2026-01-01'],
    [time('Date'), '-1', '1969-12-31'],
    [time('Time'), '86399999', '23:59:59.999'],
    [time('MicroTime'), '86399999999', '23:59:59.999999'],
    [time('NanoTime'), '86399999999999', '23:59:59.999999999'],
    [time('Timestamp'), '1767225600123', '2026-01-01T00:00:00.123Z'],
    [time('MicroTimestamp'), '1767225600123456', '2026-01-01T00:00:00.123456Z'],
    [time('MicroTimestamp'), '-1', '1969-12-31T23:59:59.999999Z'],
    [time('NanoTimestamp'), '1767225600123456789', '2026-01-01T00:00:00.123456789Z'],
    [time('IsoDate'), '"2026-01-01Z"', '2026-01-01'],
    [time('IsoTime'), '"23:59:59.999999Z"', '23:59:59.999999'],
    [time('IsoDate'), '"soon"', 'malformed_value'],
    [connect('Date'), '20454', '2026-01-01'],
    [connect('Time'), '1', '00:00:00.001'],
    [connect('Timestamp'), '1767225600123', '2026-01-01T00:00:00.123Z'],
    [decimal(2), '"AN4="', '2.22'],
    [decimal(2), '"/w=="', '-0.01'],
    [decimal(0), '"AA=="', '0'],
    [decimal(2), '12.5', '12.50'],
    [variable, '{"scale":3,"value":"AeJA"}', '123.456'],
    [variable, '{"scale":-2,"value":"Bw=="}', '700'],
    [time('Date'), 'null', null],
    [time('Date'), '"soon"', 'malformed_value'],
    [time('Date'), '99999999999', 'malformed_value'],
    [time('Time'), '86400000', 'malformed_value'],
    [time('Timestamp'), '1.5', 'malformed_value'],
    [decimal(2), '"not base64"', 'malformed_value'],
    [decimal(9), '123456789012345.5', 'malformed_value'],
    [variable, '"12"', 'malformed_value'],
    [{ name: 'bytes', connect: 'bytes' }, '"AN4="', 'AN4='],
    [{ name: 'bytes', connect: 'bytes' }, '"00de"', '00de'],
    [{ name: 'bytes', connect: 'bytes' }, '"x"', 'malformed_value'],
  ])('%o: %s', (type, value, expected) => {
    expect(decoded(type, value)).toEqual([expected, expected]);
  });

  test.each([
    ['hex', '"00fE"', 'AP4='],
    ['hex', '"0"', 'malformed_value'],
    ['base64-url-safe', '"-_8"', '+/8='],
    ['base64-url-safe', '"+/8="', 'malformed_value'],
  ] as const)('bytes that came as %s: %s', (mode, value, expected) => {
    // A schema block calls them a string: the catalog still says what is in it.
    expect(decoded({ name: 'bytes', connect: 'string', mode }, value)).toEqual([expected, expected]);
  });

  test.each<[string, Json]>([
    ['io.debezium.time.ZonedTimestamp', '2026-01-01T00:00:00.123456Z'],
    ['io.debezium.time.ZonedTime', '12:00:00Z'],
    ['io.debezium.time.IsoTimestamp', '2026-01-01T00:00:00Z'],
    ['io.debezium.time.Interval', 'P1Y2M3DT4H5M6.7S'],
    ['io.debezium.time.MicroDuration', 36e8],
    ['io.debezium.time.Year', 2026],
    ['io.debezium.data.Enum', 'red'],
    ['io.debezium.data.EnumSet', 'red,blue'],
    ['io.debezium.data.Uuid', '123e4567-e89b-12d3-a456-426614174000'],
    ['io.debezium.data.Json', '{"a":1}'],
    ['io.debezium.data.geometry.Point', { x: 1, y: 2, wkb: 'AQEAAAA=', srid: null }],
  ])('%s is what it is', (name, value) => {
    const fields = [{ field: 'v', type: 'string', name }];
    const block = { fields: [{ field: 'after', fields }] };
    const payload = { op: 'c', after: { ...row, v: value }, source: position };
    expect(judge(raw({ schema: block, payload }))).toMatchObject({
      ok: true,
      event: { rows: [{ row: { v: value } }] },
    });
  });

  test('a list is read element by element', () => {
    const field = { field: 'v', type: 'array', items: { type: 'int32', name: 'io.debezium.time.Date' } };
    const block = { fields: [{ field: 'after', fields: [field] }] };
    const payload = (v: Json) =>
      raw({ schema: block, payload: { op: 'c', after: { ...row, v }, source: position } });
    expect(judge(payload([0, null, 1]))).toMatchObject({
      event: { rows: [{ row: { v: ['1970-01-01', null, '1970-01-02'] } }] },
    });
    expect(judge(payload([0, 'x']))).toMatchObject({
      rejection: { reason: 'malformed_value', pointer: '/payload/after/v' },
    });
  });

  test('any decimal is its digits: scale, sign and length are kept', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 60n), 10n ** 60n), fc.nat(20), (unscaled, scale) => {
        let bytes = 1;
        while (BigInt.asIntN(bytes * 8, unscaled) !== unscaled) bytes++;
        const hex = BigInt.asUintN(bytes * 8, unscaled)
          .toString(16)
          .padStart(bytes * 2, '0');
        const value = JSON.stringify(Buffer.from(hex, 'hex').toString('base64'));
        const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
        const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
        expect(decoded(decimal(scale), value)).toEqual(Array(2).fill(unscaled < 0n ? `-${text}` : text));
      }),
      { numRuns: 60 },
    );
  });

  test('any instant is its own, to the nanosecond', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 9n * 10n ** 18n), nanos => {
        const [text] = decoded(time('NanoTimestamp'), String(nanos));
        const [, toSecond = '', fraction = ''] = /^(.*)\.(\d{9})Z$/.exec(String(text)) ?? [];
        expect(BigInt(Date.parse(`${toSecond}Z`)) * 1_000_000n + BigInt(fraction)).toBe(nanos);
      }),
      { numRuns: 60 },
    );
  });

  test('a whole number that a double cannot hold is handed on as its digits, and none that one can is touched', () => {
    const body = (v: string) =>
      raw(
        `{"op":"c","after":{"id":"x","at":"${row.at}","units":3,"v":${v}},"source":${JSON.stringify(position)}}`,
      );
    for (const [text, value] of [
      ['9007199254740993', '9007199254740993'],
      ['-18446744073709551615', '-18446744073709551615'],
      ['[9007199254740993]', ['9007199254740993']],
      ['9007199254740991', 9007199254740991],
      ['1e300', 1e300],
    ] as const)
      expect(judge(body(text))).toMatchObject({ ok: true, event: { rows: [{ row: { v: value } }] } });
  });
});

describe('what changes no row is refused, and says how not to be sent', () => {
  test.each<[string, Json | Uint8Array, string, string]>([
    ['an empty body', Buffer.alloc(0), 'not_a_row_change', ''],
    ['null', null, 'not_a_row_change', ''],
    ['a wrapped null', { schema: null, payload: null }, 'not_a_row_change', '/payload'],
    ['a truncate', { op: 't', before: null, after: null, source: position }, 'truncated_table', '/op'],
    [
      'a logical message',
      { op: 'm', source: position, message: { prefix: 'p', content: '' } },
      'not_a_row_change',
      '',
    ],
    [
      'a transaction',
      { status: 'BEGIN', id: '1:2', event_count: null, data_collections: null, ts_ms: 1 },
      'not_a_row_change',
      '',
    ],
    [
      'a change of a schema',
      { source: position, ts_ms: 1, databaseName: 'db', ddl: 'ALTER TABLE', tableChanges: [] },
      'not_a_row_change',
      '',
    ],
    ['a heartbeat', { ts_ms: 1 }, 'not_a_row_change', ''],
    ['a flattened row', row, 'malformed_envelope', '/source'],
    ['an unknown operation', { op: 'x', source: position }, 'malformed_envelope', '/op'],
    [
      'a table of no one',
      { op: 'c', after: row, source: { ...position, table: 'other' } },
      'unknown_type',
      '/source',
    ],
    [
      'no position',
      { op: 'c', after: row, source: { ...position, lsn: null } },
      'missing_identity',
      '/source',
    ],
  ])('%s', (_name, body, reason, pointer) => {
    expect(judge(raw(body))).toMatchObject({ ok: false, rejection: { reason, pointer } });
    if (body !== null && !(body instanceof Uint8Array) && !('payload' in (body as JsonObject)))
      expect(judge(raw({ schema: {}, payload: body }))).toMatchObject({
        rejection: { reason, pointer: `/payload${pointer}` },
      });
  });
});

describe('a before-image that is missing, or is no more than the key, is refused', () => {
  const keyOnly = { id: 'x', at: null, units: null };
  test.each([
    ['postgresql', 'ALTER TABLE public.stock REPLICA IDENTITY FULL'],
    ['mysql', 'binlog_row_image = FULL'],
    ['sqlserver', '@captured_column_list'],
    ['oracle', 'ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS'],
    ['another', 'REPLICA IDENTITY FULL'],
  ])('with what to do on %s', (connector, advice) => {
    for (const before of [null, keyOnly, { id: 'x' }])
      for (const op of ['u', 'd'])
        expect(judge(change({ op, before, after: op === 'u' ? row : null }, { connector }))).toMatchObject({
          rejection: {
            reason: 'missing_before_image',
            pointer: '/before',
            detail: expect.stringContaining(advice),
          },
        });
  });

  test('a long value that the database did not log again is taken from the before-image, or missed', () => {
    const unavailable = { ...row, note: '__debezium_unavailable_value' };
    expect(judge(change({ op: 'u', before: { ...row, note: 'long' }, after: unavailable }))).toMatchObject({
      ok: true,
      event: { rows: [{ weight: -1 }, { weight: 1, row: { note: 'long' } }] },
    });
    expect(judge(change({ op: 'u', before: row, after: unavailable }))).toMatchObject({
      rejection: { reason: 'missing_before_image', pointer: '/after/note' },
    });
  });
});

describe('the identity of a change', () => {
  const identityOf = (source: object, fields: object = {}) => {
    const judgement = judge(change(fields, { lsn: null, ...source }));
    return judgement.ok === true ? judgement.event.identity : judgement;
  };

  test.each([
    ['PostgreSQL', { lsn: 42, txId: 7, sequence: '["40","42"]' }, '42'],
    ['PostgreSQL, as text', { lsn: '42' }, '42'],
    [
      'SQL Server',
      { change_lsn: '0000:01:02', commit_lsn: '0000:01:03', event_serial_no: '2' },
      '0000:01:02:2',
    ],
    ['MySQL', { file: 'binlog.1', pos: 157, row: 3, gtid: null }, 'binlog.1:157:3'],
    ['MySQL with GTIDs', { file: 'binlog.1', pos: 157, row: 0, gtid: 'a-b:9' }, 'a-b:9:binlog.1:157:0'],
  ])('is its place in the log: %s', (_name, source, place) => {
    expect(identityOf(source)).toBe(`db.public.stock ["x"] c ${place}`);
  });

  test('that was a read of the first snapshot is its row: a snapshot that starts again reads it again', () => {
    for (const snapshot of [true, 'true', 'first', 'last'])
      expect(identityOf({ snapshot, lsn: Math.random() }, { op: 'r' })).toBe(
        'db.public.stock ["x"] r snapshot',
      );
    expect(identityOf({ snapshot: 'incremental', lsn: 5 }, { op: 'r' })).toBe('db.public.stock ["x"] r 5');
  });
});

test('a column of an unknown type stops the start, and is named', () => {
  const types = stock.types.map(known => ({ ...known, columns: { at: { name: 'io.debezium.time.Dat' } } }));
  expect(() => compileJudge({ ...stock, types })).toThrow(/column "at".*io.debezium.time.Dat/);
});
