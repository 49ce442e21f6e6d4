// Values of PostgreSQL's types as Debezium really writes them, with the shipped settings and with others, decoded: each is what
// PostgreSQL itself writes of it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { debeziumFolder } from '../../../scripts/debezium-files.ts';
import type { Source } from '../../../src/catalog/catalog.ts';
import { compileDecoder } from '../../../src/events/decode.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import { readChanges } from './change-reader.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** A column, its type, its value, and what is decoded: with the shipped settings, and with a schema block. */
const columns: [name: string, type: string, value: string, shipped: unknown, withBlock: unknown][] = [
  ['day', 'date', "'2026-02-28'", '2026-02-28', '2026-02-28'],
  ['early', 'date', "'0001-01-01'", '0001-01-01', '0001-01-01'],
  ['clock', 'time', "'23:59:59.123456'", '23:59:59.123456', '23:59:59.123456'],
  [
    'moment',
    'timestamp',
    "'2026-02-28 12:00:00.123456'",
    '2026-02-28T12:00:00.123456Z',
    '2026-02-28T12:00:00.123456Z',
  ],
  [
    'moment_ms',
    'timestamp(3)',
    "'1969-12-31 23:59:59.999'",
    '1969-12-31T23:59:59.999Z',
    '1969-12-31T23:59:59.999Z',
  ],
  [
    'zoned',
    'timestamptz',
    "'2026-02-28 12:00:00.5+02'",
    '2026-02-28T10:00:00.500000Z',
    '2026-02-28T10:00:00.500000Z',
  ],
  ['price', 'numeric(10,2)', '-1234.50', '-1234.50', '-1234.50'],
  [
    'exact',
    'numeric',
    '123456789012345678901234567890.000000001',
    '123456789012345678901234567890.000000001',
    '123456789012345678901234567890.000000001',
  ],
  ['zero', 'numeric(4,0)', '0', '0', '0'],
  ['long', 'bigint', '9223372036854775807', '9223372036854775807', '9223372036854775807'],
  ['small', 'smallint', '-32768', -32768, -32768],
  ['ratio', 'double precision', '0.1', 0.1, 0.1],
  ['photo', 'bytea', "'\\x00ff10'", 'AP8Q', 'AP8Q'],
  ['mood', 'mood', "'glad'", 'glad', 'glad'],
  [
    'thing',
    'uuid',
    "'123e4567-e89b-12d3-a456-426614174000'",
    '123e4567-e89b-12d3-a456-426614174000',
    '123e4567-e89b-12d3-a456-426614174000',
  ],
  ['note', 'jsonb', `'{"a": 1}'`, '{"a": 1}', '{"a": 1}'],
  [
    'days',
    'date[]',
    "'{1970-01-01,1970-01-02}'",
    ['1970-01-01Z', '1970-01-02Z'],
    ['1970-01-01', '1970-01-02'],
  ],
  ['nothing', 'timestamp', 'NULL', null, null],
];

const source: Source = {
  name: 'types',
  title: '',
  description: '',
  owner: '',
  hub: 'types',
  partitions: 1,
  claimBuckets: 1,
  encoding: 'debezium',
  types: [
    {
      name: 'inventory.public.every_type',
      table: 'every_type',
      description: '',
      schema: { type: 'object', properties: { day: {} } },
      key: ['id'],
      time: '/zoned',
      identity: null,
      columns: {
        day: { name: 'io.debezium.time.IsoDate' },
        early: { name: 'io.debezium.time.IsoDate' },
        clock: { name: 'io.debezium.time.IsoTime' },
      },
      expectations: [],
    },
  ],
};

export async function everyPostgresTypeIsRead({ check, folder: parent }: Context): Promise<void> {
  const folder = join(parent, 'postgresql-types');
  mkdirSync(folder, { recursive: true });
  const postgres = await startPostgres('inventory');
  try {
    await createTable(postgres);
    await check('every type of PostgreSQL is read as Debezium writes it by the shipped settings', async () =>
      compare(await readRow(folder, postgres, 'shipped', {}), 3),
    );
    const precise = {
      'time.precision.mode': 'adaptive',
      'decimal.handling.mode': 'precise',
      'binary.handling.mode': 'bytes',
      'value.converter.schemas.enable': 'true',
    };
    await check(
      'every type of PostgreSQL is read by the schema block, with precise decimals and numeric times',
      async () => compare(await readRow(folder, postgres, 'precise', precise), 4),
    );
  } finally {
    await postgres.stop();
  }
}

async function createTable(postgres: Postgres): Promise<void> {
  const definitions = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  await postgres.query(`CREATE TYPE mood AS ENUM ('sad', 'glad');
    CREATE TABLE every_type (id integer PRIMARY KEY, ${definitions});
    ALTER TABLE every_type REPLICA IDENTITY FULL;
    INSERT INTO every_type VALUES (1, ${columns.map(([, , value]) => value).join(', ')})`);
}

async function readRow(
  folder: string,
  postgres: Postgres,
  name: string,
  own: Record<string, string>,
): Promise<Record<string, unknown>> {
  const [body = ''] = await readChanges(
    {
      folder,
      configuration: join(debeziumFolder, 'server', 'inventory.properties'),
      own: {
        name,
        'database.hostname': '127.0.0.1',
        'database.port': String(postgres.port),
        'database.user': 'postgres',
        'database.password': 'none',
        'database.sslmode': 'disable',
        'table.include.list': 'public.every_type',
        'slot.name': name,
        'publication.name': name,
        'offset.storage': 'org.apache.kafka.connect.storage.MemoryOffsetBackingStore',
        ...own,
      },
    },
    1,
  );
  const result = compileDecoder(source)({
    sequenceNumber: 0,
    offset: '0',
    enqueuedTimeMs: Date.now(),
    partitionKey: null,
    contentType: null,
    properties: {},
    systemProperties: {},
    body: Buffer.from(body),
  });
  if (!result.ok) throw new Error(`${result.rejection.detail} (${result.rejection.pointer}): ${body}`);
  return result.decoded.rows[0].row;
}

function compare(row: Record<string, unknown>, expected: 3 | 4): void {
  for (const column of columns) same(column[0], row[column[0]], column[expected]);
}
