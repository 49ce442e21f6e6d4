// What silver and quarantine have of the outcomes that are appended: in which columns and types, and when the schema changes.

import { describe, expect, test } from 'vitest';
import { appendedLake, at, catalog, event } from './appended-lake.ts';
import { noonMs, source } from './lake.ts';

const { lake, silverLane } = appendedLake();

describe('silver', () => {
  test('has the fields of the schema in their types, nested as they are', async () => {
    const properties = {
      id: { type: 'integer' },
      at: { type: 'string', format: 'date-time', title: 'At', description: 'When.' },
      day: { type: 'string', format: 'date' },
      rate: { type: ['number', 'null'] },
      paid: { type: 'boolean' },
      'odd name': { type: 'string' },
      any: {},
      lines: {
        type: 'array',
        items: { type: 'object', properties: { sku: { type: 'string' }, units: { type: 'integer' } } },
      },
    };
    const { tables, append } = lake().open({ sources: [source('cloudevents', properties)] });
    const row = {
      id: 9_007_199_254_740_991,
      at: '2026-11-26T13:00:00.123+01:00',
      day: '2026-11-26',
      rate: 0.1,
      paid: true,
      'odd name': "it's",
      any: { x: [1, 'two'] },
      lines: [
        { sku: 'A', units: 2 },
        { sku: 'B', units: null },
      ],
      unknown: 1,
    };
    await append('shop', 'silver', [
      silverLane([
        { ...at, sequenceNumber: 0, verdict: 'silver', event: { ...event(row), warnings: ['w1', 'w2'] } },
      ]),
    ]);
    expect(await lake().rows(tables.get('silver.shop_sale'), 'SELECT * FROM $table')).toEqual([
      {
        id: '9007199254740991',
        at: '2026-11-26 12:00:00.123+00',
        day: '2026-11-26',
        rate: 0.1,
        paid: true,
        'odd name': "it's",
        any: '{"x":[1,"two"]}',
        lines: [
          { sku: 'A', units: '2' },
          { sku: 'B', units: null },
        ],
        _identity: 'i',
        _event_time: '2026-11-26 11:59:59+00',
        _enqueued_time: '2026-11-26 12:00:00+00',
        _hub: 'shop',
        _partition_id: '0',
        _sequence_number: '0',
        _warnings: ['w1', 'w2'],
        _enqueued_date: '2026-11-26',
      },
    ]);
    const snapshot = await tables.get('silver.shop_sale')?.snapshot();
    expect(snapshot?.schema.fields[1]).toMatchObject({
      name: 'at',
      type: 'timestamp',
      metadata: { comment: 'At: When.' },
    });
    expect(snapshot?.metadata.description).toBe('A sale.');
  });

  test('of a relational source has both images of a change, weighted', async () => {
    const { tables, append } = lake().open({
      sources: [source('debezium', { id: { type: 'integer' }, n: { type: 'integer' } })],
    });
    const deleted = {
      ...event({}, { id: 1, n: 7 }),
      rows: [{ weight: -1 as const, row: { id: 1, n: 7 }, eventTimeMs: noonMs }],
    };
    await append('shop', 'silver', [
      silverLane([
        { ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1, n: 5 }) },
        { ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: 1, n: 7 }, { id: 1, n: 5 }) },
        { ...at, sequenceNumber: 2, verdict: 'silver', event: event({ id: 2, n: 1 }) },
        { ...at, sequenceNumber: 3, verdict: 'silver', event: deleted },
      ]),
    ]);
    const changes = 'SELECT id, n, _change_type, _weight FROM $table ORDER BY _sequence_number, _weight';
    expect(await lake().rows(tables.get('silver.shop_sale_changes'), changes)).toEqual([
      { id: '1', n: '5', _change_type: 'insert', _weight: '1' },
      { id: '1', n: '5', _change_type: 'update_preimage', _weight: '-1' },
      { id: '1', n: '7', _change_type: 'update_postimage', _weight: '1' },
      { id: '2', n: '1', _change_type: 'insert', _weight: '1' },
      { id: '1', n: '7', _change_type: 'delete', _weight: '-1' },
    ]);
    expect(
      await lake().rows(
        tables.get('silver.shop_sale_changes'),
        'SELECT sum(_weight * n) AS total FROM $table',
      ),
    ).toEqual([{ total: '1' }]);
  });

  test('and quarantine share the coordinates of a segment; duplicates are in neither', async () => {
    const { tables, append } = lake().open(catalog);
    await append('shop', 'silver', [
      silverLane([
        { ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1 }) },
        { ...at, sequenceNumber: 1, verdict: 'duplicate', of: 'shop/0/0', event: event({ id: 1 }) },
        {
          ...at,
          sequenceNumber: 2,
          verdict: 'quarantined',
          rejection: { reason: 'schema_violation', detail: 'must be integer', pointer: '/id' },
          body: Buffer.from([0xff]),
        },
      ]),
    ]);
    expect(await lake().rows(tables.get('silver.shop_sale'), 'SELECT _sequence_number FROM $table')).toEqual([
      { _sequence_number: '0' },
    ]);
    expect(
      await lake().rows(
        tables.get('quarantine'),
        'SELECT source, sequence_number, reason, detail, pointer, hex(body) AS body FROM $table',
      ),
    ).toEqual([
      {
        source: 'shop',
        sequence_number: '2',
        reason: 'schema_violation',
        detail: 'must be integer',
        pointer: '/id',
        body: 'FF',
      },
    ]);
  });

  test('of a table that the catalog does not have is not left out: the commit waits for the catalog', async () => {
    const { append } = lake().open(catalog);
    const foreign = { ...event({ id: 1 }), table: 'shop_refund' };
    const lane = silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: foreign }]);
    await expect(append('shop', 'silver', [lane])).rejects.toThrow('the catalog has no table "shop_refund"');
  });

  test('of text that no UTF-8 can hold is kept without its fields, and stops nothing', async () => {
    const { tables, append } = lake().open(catalog);
    await append('shop', 'silver', [
      silverLane([
        { ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1, note: '\ud83d' }) },
        { ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: 2 }) },
      ]),
    ]);
    expect(await lake().rows(tables.get('silver.shop_sale'), 'SELECT id FROM $table ORDER BY ALL')).toEqual([
      { id: '2' },
      { id: null },
    ]);
  });

  test('gets a column when its schema gets a field, and old rows have none of it', async () => {
    await lake()
      .open(catalog)
      .append('shop', 'silver', [
        silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1 }) }]),
      ]);
    const wider = {
      sources: [source('cloudevents', { id: { type: 'integer' }, colour: { type: 'string' } })],
    };
    const { tables, append } = lake().open(wider);
    await append('shop', 'silver', [
      silverLane(
        [{ ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: 2, colour: 'red' }) }],
        0,
      ),
    ]);
    expect(
      await lake().rows(tables.get('silver.shop_sale'), 'SELECT id, colour FROM $table ORDER BY id'),
    ).toEqual([
      { id: '1', colour: null },
      { id: '2', colour: 'red' },
    ]);
  });

  test('refuses a column that changes its type, by name', async () => {
    await lake()
      .open(catalog)
      .append('shop', 'silver', [
        silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1 }) }]),
      ]);
    const { append } = lake().open({ sources: [source('cloudevents', { id: { type: 'string' } })] });
    const lane = silverLane([{ ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: '2' }) }], 0);
    await expect(append('shop', 'silver', [lane])).rejects.toThrow(
      'the column id is long in the table and cannot become string',
    );
  });
});
