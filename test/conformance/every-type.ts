// A table with columns of every type that a table may have, and rows with values at their edges.

import type { TableDefinition } from '../../src/delta/create-table.ts';
import type { DataType, StructField, StructType } from '../../src/delta/schema.ts';
import type { Canonical, Row } from './canonical.ts';

const longText = `${'🛒'.repeat(40)} is longer than a statistic may be`;

const column = (name: string, type: DataType, comment?: string): StructField => ({
  name,
  type,
  nullable: true,
  metadata: comment ? { comment } : {},
});

const struct = (...fields: StructField[]): StructType => ({ type: 'struct', fields });
const list = (elementType: DataType): DataType => ({ type: 'array', elementType, containsNull: true });
const map = (keyType: DataType, valueType: DataType): DataType => ({
  type: 'map',
  keyType,
  valueType,
  valueContainsNull: true,
});

const line = struct(
  column('sku', 'string', 'Inside of a list.'),
  column('quantity', 'long'),
  column('unitPrice', 'decimal(9,2)'),
  column('soldAt', 'timestamp'),
  column('notes', list('string')),
);

/** Each column with its values, which rows take in turn. */
const columns: [StructField, Canonical[]][] = [
  [
    column('text', 'string', "It's “quoted” – näïve ☕."),
    ['', 'plain', 'tab\tand\nline', longText, "it's", null],
  ],
  [column('aLong', 'long'), ['0', '-9223372036854775808', '9223372036854775807', '9007199254740993', null]],
  [column('anInteger', 'integer'), ['-2147483648', '2147483647', null]],
  [column('aShort', 'short'), ['-32768', '32767', null]],
  [column('aByte', 'byte'), ['-128', '127', null]],
  [column('aFloat', 'float'), [0.10000000149011612, 'NaN', '-Infinity', 3.4028234663852886e38, null]],
  [column('aDouble', 'double'), [0.1, 'NaN', 'Infinity', 5e-324, 1.7976931348623157e308, null]],
  [column('aBoolean', 'boolean'), [true, false, null]],
  [column('someBytes', 'binary'), ['', '00ff', '5c7800', 'c328', null]],
  [column('aDay', 'date'), ['1970-01-01', '1900-02-28', '9999-12-31', '2026-11-26', null]],
  [
    column('at', 'timestamp', 'Microseconds in UTC.'),
    ['1970-01-01T00:00:00.000000Z', '1969-12-31T23:59:59.999999Z', '2026-11-26T09:30:00.123456Z', null],
  ],
  [column('aPrice', 'decimal(9,2)'), ['0', '-9999999.99', '9999999.99', null]],
  [column('anAmount', 'decimal(18,4)'), ['0.0001', '-99999999999999.9999', null]],
  [
    column('aBigAmount', 'decimal(38,10)'),
    ['9999999999999999999999999999.9999999999', '-0.0000000001', null],
  ],
  [column('tags', list('string')), [[], ['a', null, 'ü'], null]],
  [column('nested', list(list('long'))), [[['1', null], []], [null], null]],
  [
    column('address', struct(column('street', 'string'), column('geo', struct(column('lat', 'double'))))),
    [{ street: 'High St', geo: { lat: 51.5 } }, { street: null, geo: null }, null],
  ],
  [
    column('lines', list(line)),
    [
      [
        { sku: 'A', quantity: '2', unitPrice: '9.99', soldAt: '2026-11-26T09:30:00.000001Z', notes: ['x'] },
        { sku: null, quantity: null, unitPrice: null, soldAt: null, notes: null },
      ],
      [],
      null,
    ],
  ],
  [
    column('labels', map('string', 'string')),
    [
      [],
      [
        ['a', 'b'],
        ['ключ', null],
      ],
      null,
    ],
  ],
  [
    column('byStore', map('string', struct(column('stock', 'long')))),
    [
      [
        ['S1', { stock: '4' }],
        ['S2', null],
      ],
      null,
    ],
  ],
  [column('größe_名前', 'string', 'A name beyond ASCII.'), ['ß', '名', null]],
];

export const everyType: TableDefinition = {
  name: 'every type',
  description: 'Columns of “every” type – with values at their edges.',
  schema: struct(column('id', 'long', 'Counts the rows.'), ...columns.map(([field]) => field)),
  partitionColumns: [],
  configuration: { 'delta.checkpointInterval': '5' },
};

/** The same table some time later: a column more, and one inside of a struct. */
export const grown: TableDefinition = {
  ...everyType,
  description: 'Grown.',
  schema: struct(
    ...everyType.schema.fields.map(field =>
      field.name === 'address'
        ? column('address', struct(column('street', 'string'), column('geo', geoWithAltitude())))
        : field,
    ),
    column('added', 'timestamp', 'Came later.'),
  ),
};

function geoWithAltitude(): StructType {
  return struct(column('lat', 'double'), column('altitude', 'double', 'Metres.'));
}

/** Rows with the ids from `first`; every value of every column comes up within six of them. */
export function everyTypeRows(first: number, count: number): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const id = first + i;
    const values = columns.map(([{ name }, choices]) => [name, choices[id % choices.length] ?? null]);
    return { id: String(id), ...Object.fromEntries(values) };
  });
}

export function grownRows(first: number, count: number): Row[] {
  return everyTypeRows(first, count).map((row, i) => ({
    ...row,
    address: { street: 'Hill', geo: { lat: 57.1, altitude: i } },
    added: '2026-11-26T12:00:00.000000Z',
  }));
}
