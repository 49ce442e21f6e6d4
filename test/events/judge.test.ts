import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { compileJudge } from '../../src/events/judge.ts';
import { enqueuedTimeMs, raw } from './sources.ts';

const type = {
  description: '',
  schema: {
    type: 'object',
    required: ['id', 'at', 'units'],
    properties: { id: { type: 'string' }, at: { type: 'string' }, units: { type: 'integer' } },
  },
  key: ['id'],
  time: '/at',
  identity: null,
};

const shop: Source = {
  name: 'shop',
  title: '',
  description: '',
  owner: '',
  hub: 'shop',
  partitions: 1,
  claimBuckets: 1,
  encoding: 'cloudevents',
  types: [
    {
      ...type,
      name: 'sale',
      table: 'sale',
      expectations: [
        { name: 'some_units', expect: ['>', '/units', 0], action: 'drop' },
        { name: 'few_units', expect: ['<', '/units', 100], action: 'warn' },
        { name: 'not_a_disaster', expect: ['<', '/units', 1_000_000], action: 'fail' },
      ],
    },
  ],
};
const stock: Source = {
  ...shop,
  name: 'stock',
  encoding: 'debezium',
  types: [{ ...type, name: 'db.public.stock', table: 'stock', expectations: [] }],
};

const sale = (data: unknown, envelope = {}) => ({
  specversion: '1.0',
  id: '1',
  source: '/till/1',
  type: 'sale',
  data,
  ...envelope,
});
const good = { id: 'x', at: '2026-01-01T11:59:00Z', units: 3 };

describe('a CloudEvent', () => {
  const judge = compileJudge(shop);

  test('that is right becomes a row of weight one with an identity and a time', () => {
    expect(judge(raw(sale(good)))).toEqual({
      ok: true,
      event: {
        type: 'sale',
        table: 'sale',
        identity: '/till/1 1',
        eventTimeMs: Date.UTC(2026, 0, 1, 11, 59),
        rows: [{ weight: 1, row: good, eventTimeMs: Date.UTC(2026, 0, 1, 11, 59) }],
        warnings: [],
      },
    });
  });

  test.each([
    ['rubbish', Buffer.from([0xff, 0x00, 0xfe]), 'malformed_body', ''],
    ['cut JSON', '{"specversion":', 'malformed_body', ''],
    ['a list', '[]', 'malformed_envelope', ''],
    ['no id', sale(good, { id: undefined }), 'malformed_envelope', '/id'],
    ['an unknown type', sale(good, { type: 'refund' }), 'unknown_type', '/type'],
    ['a wrong type', sale({ ...good, units: 'three' }), 'schema_violation', '/data/units'],
    ['a missing field', sale({ id: 'x', at: good.at }), 'schema_violation', '/data/units'],
    ['a wrong date', sale({ ...good, at: 'yesterday' }), 'invalid_event_time', '/data/at'],
    ['a clock days ahead', sale({ ...good, at: '2026-01-09T00:00:00Z' }), 'invalid_event_time', '/data/at'],
    ['a negative quantity', sale({ ...good, units: -1 }), 'expectation_failed', '/data'],
    ['a megabyte', sale({ ...good, units: 'x'.repeat(1_000_000) }), 'schema_violation', '/data/units'],
  ])('with %s is rejected with its reason and where', (_name, body, reason, pointer) => {
    expect(judge(raw(body))).toMatchObject({ ok: false, rejection: { reason, pointer } });
  });

  test('with half of a surrogate pair, which no UTF-8 can hold, is read as any other broken text is', () => {
    const cut = sale({ ...good, 'no\ud83dte': 'nice shoes \ud83d' });
    expect(judge(raw(cut))).toMatchObject({
      ok: true,
      event: { rows: [{ row: { 'no\ufffdte': 'nice shoes \ufffd' } }] },
    });
  });

  test('that misses a "warn" expectation is kept, and says so', () => {
    expect(judge(raw(sale({ ...good, units: 500 })))).toMatchObject({
      ok: true,
      event: { warnings: ['few_units'] },
    });
  });

  test('that misses a "fail" expectation stops its partition', () => {
    expect(judge(raw(sale({ ...good, units: 2_000_000 })))).toMatchObject({
      ok: 'stop',
      expectation: 'not_a_disaster',
    });
  });
});

describe('a Debezium change', () => {
  const judge = compileJudge(stock);
  const source = { db: 'db', schema: 'public', table: 'stock', lsn: 42, ts_ms: enqueuedTimeMs };

  test.each([
    ['an insert', { op: 'c', before: null, after: good }, [[1, 3]]],
    [
      'an update',
      { op: 'u', before: good, after: { ...good, units: 5 } },
      [
        [-1, 3],
        [1, 5],
      ],
    ],
    ['a delete', { op: 'd', before: good, after: null }, [[-1, 3]]],
  ])('that is %s becomes weighted rows', (_name, change, weights) => {
    const judgement = judge(raw({ ...change, source, ts_ms: 0 }));
    expect(
      judgement.ok === true && judgement.event.rows.map(({ weight, row }) => [weight, row.units]),
    ).toEqual(weights);
    expect(judge(raw({ schema: {}, payload: { ...change, source } }))).toEqual(judgement);
  });

  test('that moves the time of a row gives each image its own; the event has that of the row as it is', () => {
    const moved = { ...good, at: '2026-01-01T11:30:00Z' };
    expect(judge(raw({ op: 'u', before: good, after: moved, source }))).toMatchObject({
      ok: true,
      event: {
        eventTimeMs: Date.UTC(2026, 0, 1, 11, 30),
        rows: [
          { weight: -1, eventTimeMs: Date.UTC(2026, 0, 1, 11, 59) },
          { weight: 1, eventTimeMs: Date.UTC(2026, 0, 1, 11, 30) },
        ],
      },
    });
  });

  test.each([
    ['no time', 'yesterday'],
    ['a time days ahead', '2026-01-09T00:00:00Z'],
  ])('whose before-image has %s is rejected, and told where', (_name, at) => {
    expect(judge(raw({ op: 'u', before: { ...good, at }, after: good, source }))).toMatchObject({
      ok: false,
      rejection: { reason: 'invalid_event_time', pointer: '/before/at' },
    });
  });

  test('that is an update without its before-image is rejected, and told how to turn it on', () => {
    expect(judge(raw({ op: 'u', before: null, after: good, source }))).toMatchObject({
      ok: false,
      rejection: {
        reason: 'missing_before_image',
        pointer: '/before',
        detail: expect.stringContaining('REPLICA IDENTITY FULL'),
      },
    });
  });
});

test('every schema and expectation of the shipped catalog compiles', () => {
  for (const source of loadCatalog(join(import.meta.dirname, '..', '..', 'catalog')).sources)
    expect(() => compileJudge(source)).not.toThrow();
});
