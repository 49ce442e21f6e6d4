import { describe, expect, test } from 'vitest';
import { ensureTable, type TableDefinition } from '../../src/delta/create-table.ts';
import { evolveSchema } from '../../src/delta/evolve-schema.ts';
import { checkWritable } from '../../src/delta/protocol.ts';
import { type DataType, parseSchema, type StructField, type StructType } from '../../src/delta/schema.ts';
import { openTable } from '../../src/delta/table.ts';
import { commitsOf, steadyClock } from './history.ts';
import { memoryStore } from './memory-store.ts';
import { definitionOf, structOf } from './rows.ts';

const field = (name: string, type: DataType, more: Partial<StructField> = {}): StructField => ({
  name,
  type,
  nullable: true,
  metadata: {},
  ...more,
});
const struct = (...fields: StructField[]): StructType => ({ type: 'struct', fields });
const array = (elementType: DataType, containsNull = true): DataType => ({
  type: 'array',
  elementType,
  containsNull,
});
const map = (valueType: DataType): DataType => ({
  type: 'map',
  keyType: 'string',
  valueType,
  valueContainsNull: true,
});

describe('a schema evolves', () => {
  test('into itself when nothing is new, also when columns are no longer wanted', () => {
    const current = struct(field('a', 'long'), field('b', array(struct(field('c', map('date'))))));
    expect(evolveSchema(current, structuredClone(current))).toBe(current);
    expect(evolveSchema(current, struct(field('a', 'long')))).toBe(current);
  });

  test('by columns at any depth, which are null in files that are there', () => {
    const inner = (...fields: StructField[]) =>
      struct(
        field('s', struct(...fields)),
        field('l', array(struct(...fields))),
        field('m', map(struct(...fields))),
      );
    const [old, wanted, added] = [
      field('x', 'long'),
      field('y', 'date', { nullable: false }),
      field('y', 'date'),
    ];
    expect(evolveSchema(inner(old), inner(wanted, old))).toEqual(inner(old, added));
    expect(evolveSchema(struct(old), struct(wanted))).toEqual(struct(old, added));
  });

  test('to allow nulls, and never to forbid them', () => {
    const strict = struct(field('a', array('long', false), { nullable: false }));
    const loose = struct(field('a', array('long', true)));
    expect(evolveSchema(strict, loose)).toEqual(loose);
    expect(evolveSchema(loose, strict)).toBe(loose);
  });

  test('in its comments, and keeps what else is known of a column', () => {
    const current = struct(field('a', 'long', { metadata: { comment: 'old', other: 1 } }));
    const wanted = struct(field('a', 'long', { metadata: { comment: 'new' } }));
    expect(evolveSchema(current, wanted)).toEqual(
      struct(field('a', 'long', { metadata: { comment: 'new', other: 1 } })),
    );
    expect(evolveSchema(current, struct(field('a', 'long')))).toBe(current);
  });

  test('never by another type of a column, or a name that differs by case', () => {
    const fails = (from: StructType, to: StructType) => (message: string) =>
      expect(() => evolveSchema(from, to)).toThrow(message);
    fails(
      struct(field('a', 'long')),
      struct(field('a', 'string')),
    )('the column a is long in the table and cannot become string: give the new values a new name');
    fails(
      struct(field('a', array(struct(field('b', 'long'))))),
      struct(field('a', array(struct(field('b', array('long')))))),
    )('the column a[].b is long in the table and cannot become array');
    fails(struct(field('a', map('long'))), struct(field('a', map('date'))))('the column a.value is long');
    fails(struct(field('a', struct())), struct(field('a', map('date'))))('the column a is struct');
    fails(
      struct(field('a', 'long')),
      struct(field('A', 'long')),
    )('the column A differs from a only by the case of its letters');
    fails(struct(), struct(field('a', 'long'), field('A', 'long')))('the column A differs from a');
  });
});

describe('a schema of another engine', () => {
  test('is read with the defaults that it leaves out', () => {
    const theirs =
      '{"type":"struct","fields":[{"name":"p","type":"decimal(10, 2)"},{"name":"l","type":{"type":"array","elementType":"long"}}]}';
    expect(parseSchema(theirs)).toEqual(struct(field('p', 'decimal(10,2)'), field('l', array('long'))));
  });

  test('is refused with the name of a column whose type we do not know', () => {
    const typed = (type: unknown) => JSON.stringify({ type: 'struct', fields: [{ name: 'a', type }] });
    for (const type of ['timestamp_ntz', 'void', { type: 'variant' }, { type: 'array' }, null])
      expect(() => parseSchema(typed(type)), String(type)).toThrow('the column a');
    expect(() => parseSchema('{')).toThrow("the table's schema is not JSON");
    expect(() => parseSchema('"long"')).toThrow("the table's schema is not a struct");
  });

  test('is not written to when a column has an invariant, at any depth', () => {
    const guarded = field('x', 'long', { metadata: { 'delta.invariants': '{}' } });
    const protocol = { minReaderVersion: 1, minWriterVersion: 2 };
    for (const schema of [struct(guarded), struct(field('l', array(map(struct(guarded)))))])
      expect(() => checkWritable({ protocol, schema })).toThrow('the column x has an invariant');
    expect(() => checkWritable({ protocol, schema: struct(field('l', array(map('long')))) })).not.toThrow();
  });
});

describe('a table', () => {
  const makeTable = async (definition: TableDefinition) => {
    const store = memoryStore();
    const table = openTable(store, 'rows', steadyClock());
    await ensureTable(table, definition, 7);
    return { store, table };
  };

  test('is created for every engine to read and write', async () => {
    const { table } = await makeTable(definitionOf(undefined, { 'delta.appendOnly': 'true' }));
    expect(await table.snapshot()).toMatchObject({
      version: 0,
      protocol: { minReaderVersion: 1, minWriterVersion: 2 },
      metadata: {
        name: 'rows',
        description: 'Rows of a test.',
        format: { provider: 'parquet', options: {} },
        partitionColumns: ['day'],
        configuration: { 'delta.appendOnly': 'true' },
        createdTime: 7,
      },
      schema: definitionOf().schema,
    });
  });

  test('is left alone when all is as wanted, and evolved when not', async () => {
    const { store, table } = await makeTable(definitionOf(undefined, { a: '1', b: '2' }));
    await ensureTable(table, definitionOf(undefined, { a: '1' }), 8);
    expect(await commitsOf(store)).toHaveLength(1);
    await ensureTable(table, { ...definitionOf(undefined, { b: '3' }), description: 'New.' }, 9);
    await ensureTable(table, definitionOf({ day: 'date', more: 'long' }), 10);
    const snapshot = await table.snapshot();
    expect(snapshot?.metadata).toMatchObject({
      description: 'Rows of a test.',
      configuration: { a: '1', b: '3' },
      createdTime: 7,
    });
    expect(snapshot?.schema).toEqual(structOf({ day: 'date', row: 'string', more: 'long' }));
    expect((await table.at(1)).metadata.description).toBe('New.');
  });

  test('has the partition columns that it was made with', async () => {
    const { table } = await makeTable(definitionOf());
    await expect(ensureTable(table, { ...definitionOf(), partitionColumns: [] }, 8)).rejects.toThrow(
      'rows: the table is partitioned by (day) and not by (), which cannot change',
    );
    await expect(makeTable({ ...definitionOf(), partitionColumns: ['x'] })).rejects.toThrow(
      'rows: the partition column x is not a column of the table',
    );
  });
});
