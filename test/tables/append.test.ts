import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TableStore } from '../../src/delta/store.ts';
import type { JsonObject } from '../../src/json.ts';
import type { AdmittedLane } from '../../src/ledger/commit.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { bronze, noonMs, numbers, openTestLake, segment, source } from './lake.ts';

let lake: ReturnType<typeof openTestLake>;
beforeEach(() => {
  lake = openTestLake();
});
afterEach(() => lake.close());

const catalog = {
  sources: [source('cloudevents', { id: { type: 'integer' }, at: { type: 'string', format: 'date-time' } })],
};

/** One landed bronze file whose coordinates after `through` are admitted up to `last`. */
function bronzeLane(partitionId: string, through: number, first: number, last: number): AdmittedLane {
  const file = lake.land('bronze', partitionId, first, last, bronze(partitionId, first, last));
  return { hub: 'shop', partitionId, through, admitted: [{ file, first: through + 1, last }] };
}

const sequenceNumbers = 'SELECT list(sequence_number ORDER BY sequence_number) AS numbers FROM $table';
const asText = (list: number[]) => list.map(String);

describe('bronze', () => {
  test('has every admitted coordinate of overlapping files once, byte for byte', async () => {
    const { tables, append } = lake.open(catalog);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 12)]);
    await append('shop', 'bronze', [bronzeLane('0', 12, 8, 20)]);
    expect(await lake.rows(tables.get('bronze.shop'), sequenceNumbers)).toEqual([
      { numbers: asText(numbers(0, 20)) },
    ]);
    expect(
      await lake.rows(
        tables.get('bronze.shop'),
        'SELECT hex(body) AS body, enqueued_time, partition_key, properties, "offset", enqueued_date FROM $table WHERE sequence_number = 17',
      ),
    ).toEqual([
      {
        body: 'FF0011',
        enqueued_time: '2026-11-26 12:00:00.017+00',
        partition_key: 'odd',
        properties: '{"n":17}',
        offset: '1700',
        enqueued_date: '2026-11-26',
      },
    ]);
  });

  test('that was appended already is not appended again, however its ranges are cut', async () => {
    const { tables, append } = lake.open(catalog);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 9), bronzeLane('1', -1, 0, 4)]);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 9)]);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 14), bronzeLane('1', -1, 0, 4)]);
    const counts = 'SELECT partition_id, count(*) AS n FROM $table GROUP BY ALL ORDER BY ALL';
    expect(await lake.rows(tables.get('bronze.shop'), counts)).toEqual([
      { partition_id: '0', n: '15' },
      { partition_id: '1', n: '5' },
    ]);
  });

  test('of four committers at once has every coordinate once', async () => {
    const committers = numbers(1, 4).map(() => lake.open(catalog));
    const ranges = [9, 14, 19, 24];
    await Promise.all(
      committers.map(({ append }, i) => append('shop', 'bronze', [bronzeLane('0', -1, 0, ranges[i] ?? 0)])),
    );
    const [first] = committers;
    const [{ numbers: found } = { numbers: [] }] = await lake.rows(
      first?.tables.get('bronze.shop'),
      sequenceNumbers,
    );
    const [append] = [first?.append];
    await append?.('shop', 'bronze', [bronzeLane('0', -1, 0, 24)]);
    expect(new Set(found as string[]).size).toBe((found as string[]).length);
    expect(await lake.rows(first?.tables.get('bronze.shop'), sequenceNumbers)).toEqual([
      { numbers: asText(numbers(0, 24)) },
    ]);
  });

  test('across midnight lies in the days of the events', async () => {
    const { tables, append } = lake.open(catalog);
    const file = lake.land('bronze', '0', 0, 9, bronze('0', 0, 9, Date.UTC(2026, 10, 27) - 5));
    await append('shop', 'bronze', [
      { hub: 'shop', partitionId: '0', through: -1, admitted: [{ file, first: 0, last: 9 }] },
    ]);
    const days = 'SELECT enqueued_date, count(*) AS n FROM $table GROUP BY ALL ORDER BY ALL';
    expect(await lake.rows(tables.get('bronze.shop'), days)).toEqual([
      { enqueued_date: '2026-11-26', n: '5' },
      { enqueued_date: '2026-11-27', n: '5' },
    ]);
  });
});

const at = { enqueuedTimeMs: noonMs };
const event = (row: JsonObject, before?: JsonObject) => ({
  type: 'sale',
  table: 'shop_sale',
  identity: 'i',
  eventTimeMs: noonMs - 1_000,
  warnings: [],
  rows: [
    ...(before ? [{ weight: -1 as const, row: before, eventTimeMs: noonMs }] : []),
    { weight: 1 as const, row, eventTimeMs: noonMs },
  ],
});

function silverLane(outcomes: Outcome[], through = -1): AdmittedLane {
  const last = outcomes.at(-1)?.sequenceNumber ?? 0;
  const file = lake.land('silver', '0', outcomes[0]?.sequenceNumber ?? 0, last, segment('0', outcomes));
  return { hub: 'shop', partitionId: '0', through, admitted: [{ file, first: through + 1, last }] };
}

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
    const { tables, append } = lake.open({ sources: [source('cloudevents', properties)] });
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
    expect(await lake.rows(tables.get('silver.shop_sale'), 'SELECT * FROM $table')).toEqual([
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
    const { tables, append } = lake.open({
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
    expect(await lake.rows(tables.get('silver.shop_sale_changes'), changes)).toEqual([
      { id: '1', n: '5', _change_type: 'insert', _weight: '1' },
      { id: '1', n: '5', _change_type: 'update_preimage', _weight: '-1' },
      { id: '1', n: '7', _change_type: 'update_postimage', _weight: '1' },
      { id: '2', n: '1', _change_type: 'insert', _weight: '1' },
      { id: '1', n: '7', _change_type: 'delete', _weight: '-1' },
    ]);
    expect(
      await lake.rows(tables.get('silver.shop_sale_changes'), 'SELECT sum(_weight * n) AS total FROM $table'),
    ).toEqual([{ total: '1' }]);
  });

  test('and quarantine share the coordinates of a segment; duplicates are in neither', async () => {
    const { tables, append } = lake.open(catalog);
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
    expect(await lake.rows(tables.get('silver.shop_sale'), 'SELECT _sequence_number FROM $table')).toEqual([
      { _sequence_number: '0' },
    ]);
    expect(
      await lake.rows(
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
    const { append } = lake.open(catalog);
    const foreign = { ...event({ id: 1 }), table: 'shop_refund' };
    const lane = silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: foreign }]);
    await expect(append('shop', 'silver', [lane])).rejects.toThrow('the catalog has no table "shop_refund"');
  });

  test('of text that no UTF-8 can hold is kept without its fields, and stops nothing', async () => {
    const { tables, append } = lake.open(catalog);
    await append('shop', 'silver', [
      silverLane([
        { ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1, note: '\ud83d' }) },
        { ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: 2 }) },
      ]),
    ]);
    expect(await lake.rows(tables.get('silver.shop_sale'), 'SELECT id FROM $table ORDER BY ALL')).toEqual([
      { id: '2' },
      { id: null },
    ]);
  });

  test('gets a column when its schema gets a field, and old rows have none of it', async () => {
    await lake
      .open(catalog)
      .append('shop', 'silver', [
        silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1 }) }]),
      ]);
    const wider = {
      sources: [source('cloudevents', { id: { type: 'integer' }, colour: { type: 'string' } })],
    };
    const { tables, append } = lake.open(wider);
    await append('shop', 'silver', [
      silverLane(
        [{ ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: 2, colour: 'red' }) }],
        0,
      ),
    ]);
    expect(
      await lake.rows(tables.get('silver.shop_sale'), 'SELECT id, colour FROM $table ORDER BY id'),
    ).toEqual([
      { id: '1', colour: null },
      { id: '2', colour: 'red' },
    ]);
  });

  test('refuses a column that changes its type, by name', async () => {
    await lake
      .open(catalog)
      .append('shop', 'silver', [
        silverLane([{ ...at, sequenceNumber: 0, verdict: 'silver', event: event({ id: 1 }) }]),
      ]);
    const { append } = lake.open({ sources: [source('cloudevents', { id: { type: 'string' } })] });
    const lane = silverLane([{ ...at, sequenceNumber: 1, verdict: 'silver', event: event({ id: '2' }) }], 0);
    await expect(append('shop', 'silver', [lane])).rejects.toThrow(
      'the column id is long in the table and cannot become string',
    );
  });
});

test('a committer that dies between two tables is followed by one that adds only what is missing', async () => {
  const outcomes: Outcome[] = numbers(0, 9).map(sequenceNumber =>
    sequenceNumber % 2
      ? { ...at, sequenceNumber, verdict: 'silver', event: event({ id: sequenceNumber }) }
      : {
          ...at,
          sequenceNumber,
          verdict: 'quarantined',
          rejection: { reason: 'malformed_body', detail: '', pointer: '' },
          body: Buffer.from('x'),
        },
  );
  const dying = (name: string, store: TableStore): TableStore =>
    name === 'quarantine'
      ? { ...store, put: async () => Promise.reject(new Error('the process was killed')) }
      : store;
  await expect(
    lake.open(catalog, dying).append('shop', 'silver', [silverLane(outcomes.slice(0, 6))]),
  ).rejects.toThrow('killed');
  const { tables, append } = lake.open(catalog);
  await append('shop', 'silver', [silverLane(outcomes)]);
  expect(
    await lake.rows(
      tables.get('silver.shop_sale'),
      'SELECT count(*) AS n, count(DISTINCT id) AS d FROM $table',
    ),
  ).toEqual([{ n: '5', d: '5' }]);
  expect(await lake.rows(tables.get('quarantine'), 'SELECT count(*) AS n FROM $table')).toEqual([{ n: '5' }]);
});
