import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataType, StructType } from '../../src/delta/schema.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { toText } from '../../src/sql-expression/cast-text.ts';
import { documentColumn } from '../../src/sql-expression/columns.ts';
import type { SqlType, Value } from '../../src/sql-expression/compile.ts';
import { quoteName, quoteText } from '../../src/tables/duckdb-type.ts';
import { transformOf } from '../../src/tables/landed-rows.ts';
import { type Judge, openJudge } from './duckdb.ts';
import { instantTexts } from './random-rows.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const types: DataType[] = [
  'string',
  'long',
  'integer',
  'short',
  'byte',
  'float',
  'double',
  'boolean',
  'date',
  'timestamp',
  'decimal(9,2)',
  'decimal(38,10)',
];

const field = (name: string, type: DataType) => ({ name, type, nullable: true, metadata: {} });
const list = (elementType: DataType): DataType => ({ type: 'array', elementType, containsNull: true });

const table: StructType = {
  type: 'struct',
  fields: [
    ...types.map((type, i) => field(`c${i}`, type)),
    field('texts', list('string')),
    field('longs', list('long')),
    field('line', {
      type: 'struct',
      fields: [field('sku', 'string'), field('quantity', 'long'), field('at', 'timestamp')],
    }),
  ],
};

const numbers = fc.oneof(
  fc.integer(),
  fc.integer({ min: -200, max: 200 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.constantFrom(
    0.5,
    1.5,
    2.5,
    127.5,
    1e20,
    1e21,
    1e22,
    1e40,
    2 ** 53,
    2 ** 63,
    2 ** 64,
    -(2 ** 63),
    2 ** 63 + 2 ** 61,
  ),
);

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'é😀',
    'true',
    'f',
    '1',
    ' 12 ',
    '2.5',
    '1e3',
    'nan',
    'inf',
    '0x1F',
    '-',
    'null',
    '{"a":1}',
  ),
  fc.constantFrom(
    '2024-02-29',
    '2024-02-30',
    '2024-07-01T10:00:00+02:00',
    '2024-07-01T10:00:00.123456789Z',
    '2024-07-01 10:00',
    'infinity',
  ),
  fc.double().map(String),
  instantTexts,
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);

const scalar: fc.Arbitrary<Json> = fc.oneof(numbers, texts, fc.boolean(), fc.constant(null));
const nested: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'sku', '10', 'é"'), scalar, { maxKeys: 3 }),
  },
);
const document: fc.Arbitrary<JsonObject> = fc.record(
  {
    ...Object.fromEntries(types.map((_, i) => [`c${i}`, nested])),
    texts: fc.oneof(fc.array(nested, { maxLength: 3 }), nested),
    longs: fc.oneof(fc.array(nested, { maxLength: 3 }), nested),
    line: fc.oneof(fc.record({ sku: nested, quantity: nested, at: nested }, { requiredKeys: [] }), nested),
  },
  { requiredKeys: [] },
);

test("a document's columns are those of the lake, whatever the document holds", async () => {
  const column = documentColumn(table);
  await fc.assert(
    fc.asyncProperty(fc.array(document, { minLength: 20, maxLength: 20 }), async documents => {
      const ours = documents.map(each =>
        shownValue(column.type, column.read(JSON.parse(JSON.stringify(each)))),
      );
      expect(ours).toEqual(await inTheLake(documents));
    }),
    { numRuns: 100 },
  );
});

/** The rows as a committer makes them, with every value as text. */
async function inTheLake(documents: readonly JsonObject[]): Promise<unknown[]> {
  const structure = quoteText(JSON.stringify(transformOf(table)));
  const values = documents.map((each, i) => `(${i}, ${quoteText(JSON.stringify(each))})`).join(', ');
  const rows = await judge.run(
    `SELECT ${table.fields.map(({ name, type }) => shown(`fields.${quoteName(name)}`, type)).join(', ')}
    FROM (SELECT i, json_transform(body, ${structure}) AS fields FROM (VALUES ${values}) AS documents(i, body)) ORDER BY i`,
  );
  return rows.map(row => Object.fromEntries(table.fields.map(({ name }, i) => [name, withoutSign(row[i])])));
}

function shown(column: string, type: DataType): string {
  if (type === 'float') return `${column}::DOUBLE::VARCHAR`;
  if (typeof type === 'string') return `${column}::VARCHAR`;
  return type.type === 'array'
    ? `${column}::VARCHAR[]`
    : `CASE WHEN ${column} IS NULL THEN NULL ELSE
        struct_pack(${(type as StructType).fields.map(each => `${each.name} := ${column}.${each.name}::VARCHAR`).join(', ')}) END`;
}

function withoutSign(value: unknown): unknown {
  return value === '-nan' ? 'nan' : value;
}

function shownValue(type: SqlType, value: Value): unknown {
  if (value === null) return null;
  if (type.id === 'LIST') return (value as Value[]).map(each => shownValue(type.element, each));
  if (type.id === 'STRUCT')
    return Object.fromEntries(
      type.fields.map(({ name, type: of }) => [
        name,
        shownValue(of, (value as Record<string, Value>)[name] ?? null),
      ]),
    );
  const convert = toText(type.id === 'FLOAT' ? { id: 'DOUBLE' } : type) as ((value: Value) => Value) | null;
  return convert ? convert(value) : value;
}
