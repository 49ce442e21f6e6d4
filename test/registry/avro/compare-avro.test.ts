// Avro's rules of resolution, each with its name and place, and Avro's library as their judge.

import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { checkAvro } from '../../../src/registry/avro/check-avro.ts';

const record = (fields: object[], more: object = {}): Json =>
  ({ type: 'record', name: 'R', fields, ...more }) as Json;
const field = (type: unknown, more: object = {}) => ({ name: 'a', type, ...more });
const letters = (symbols: string[], more: object = {}) => ({ type: 'enum', name: 'E', symbols, ...more });
const fixed = (size: number, name = 'F') => ({ type: 'fixed', name, size });
const list = (items: unknown) => ({ type: 'array', items });
const map = (values: unknown) => ({ type: 'map', values });
const tree = (value: unknown) => record([field(value), { name: 'next', type: ['null', 'R'], default: null }]);

const backward = (writer: unknown, reader: unknown) =>
  checkAvro({ json: reader as Json, references: [] }, [{ json: writer as Json, references: [] }], 'BACKWARD');

// biome-ignore format: one rule a line
const rules: [name: string, writer: unknown, reader: unknown, differences: string[]][] = [
  ['whole numbers become long', 'int', 'long', []],
  ['whole numbers become double', 'long', 'double', []],
  ['long becomes int', 'long', 'int', ['TYPE_MISMATCH /']],
  ['float becomes double, and not back', 'double', 'float', ['TYPE_MISMATCH /']],
  ['text becomes bytes', 'string', 'bytes', []],
  ['bytes become text', 'bytes', 'string', []],
  ['text becomes a number', 'string', 'int', ['TYPE_MISMATCH /']],
  ['a logical type comes', 'long', { type: 'long', logicalType: 'timestamp-millis' }, []],
  ['items widen', list('int'), list('long'), []],
  ['items narrow', list('long'), list('int'), ['TYPE_MISMATCH /items']],
  ['values narrow', map('long'), map('int'), ['TYPE_MISMATCH /values']],
  ['a list becomes a map', list('int'), map('int'), ['TYPE_MISMATCH /']],
  ['a field with a default is added', record([]), record([field('int', { default: 0 })]), []],
  ['a field without a default is added', record([]), record([field('int')]), ['READER_FIELD_MISSING_DEFAULT_VALUE /fields/0']],
  ['a nullable field without a default is added', record([]), record([field(['null', 'int'])]), ['READER_FIELD_MISSING_DEFAULT_VALUE /fields/0']],
  ['a field is removed', record([field('int')]), record([]), []],
  ['a field is renamed with an alias', record([field('int')]), record([{ name: 'b', type: 'int', aliases: ['a'] }]), []],
  ['a field is renamed without one', record([field('int')]), record([{ name: 'b', type: 'int' }]), ['READER_FIELD_MISSING_DEFAULT_VALUE /fields/0']],
  ['a field narrows', record([field('long')]), record([field('int')]), ['TYPE_MISMATCH /fields/0/type']],
  ['a field becomes nullable', record([field('int')]), record([field(['null', 'int'])]), []],
  ['a field is not nullable any more', record([field(['null', 'int'])]), record([field('int')]), ['TYPE_MISMATCH /fields/0/type']],
  ['a record is renamed', record([]), record([], { name: 'S' }), ['NAME_MISMATCH /name']],
  ['a record is renamed with an alias', record([]), record([], { name: 'S', aliases: ['R'] }), []],
  ['a record moves to a namespace', record([]), record([], { namespace: 'x.y' }), []],
  ['an enum gets a symbol', letters(['A']), letters(['A', 'B']), []],
  ['an enum loses a symbol', letters(['A', 'B']), letters(['A']), ['MISSING_ENUM_SYMBOLS /symbols']],
  ['an enum with a default loses a symbol', letters(['A', 'B']), letters(['A'], { default: 'A' }), []],
  ['a fixed gets longer', fixed(2), fixed(3), ['FIXED_SIZE_MISMATCH /size']],
  ['a fixed is renamed and gets longer', fixed(2), fixed(3, 'G'), ['NAME_MISMATCH /name', 'FIXED_SIZE_MISMATCH /size']],
  ['a union gets a branch', ['null', 'int'], ['null', 'int', 'string'], []],
  ['a union loses a branch', ['null', 'int', 'string'], ['null', 'int'], ['MISSING_UNION_BRANCH /2']],
  ['a branch widens', ['null', 'int'], ['null', 'long'], []],
  ['a union becomes one of its branches', ['null', 'int'], 'int', ['TYPE_MISMATCH /']],
  ['a type becomes a union without it', 'boolean', ['null', 'int'], ['MISSING_UNION_BRANCH /']],
  ['recursion stays', tree('int'), tree('long'), []],
  ['recursion finds a change once', tree('long'), tree('int'), ['TYPE_MISMATCH /fields/0/type']],
];

test.for(rules)('%s', ([, writer, reader, differences]) => {
  expect(backward(writer, reader).map(({ type, path }) => `${type} ${path}`)).toEqual(differences);
});

test('forward asks the older version to read, and transitive levels ask all', () => {
  const of = (type: unknown) => ({ json: record([field(type)]), references: [] });
  const found = (level: 'FORWARD' | 'FULL' | 'BACKWARD' | 'BACKWARD_TRANSITIVE') =>
    checkAvro(of('long'), [of('double'), of('int')], level).map(
      ({ direction, previous }) => `${direction} ${previous}`,
    );
  expect(found('BACKWARD')).toEqual([]);
  expect(found('FORWARD')).toEqual(['forward 1']);
  expect(found('FULL')).toEqual(['forward 1']);
  expect(found('BACKWARD_TRANSITIVE')).toEqual(['backward 0']);
});

test('records that lead to two of the same are compared once each, however deep', () => {
  const chain = (leaf: string): Json => {
    let text = `{"type":"record","name":"R0","fields":[{"name":"a","type":"${leaf}"}]}`;
    for (let n = 1; n < 40; n += 1)
      text = `{"type":"record","name":"R${n}","fields":[{"name":"l","type":${text}},{"name":"r","type":"R${n - 1}"}]}`;
    return JSON.parse(text);
  };
  expect(backward(chain('int'), chain('long'))).toEqual([]);
  expect(backward(chain('long'), chain('int')).length).toBeLessThanOrEqual(80);
});

describe("Avro's library", () => {
  const names = fc.constantFrom('a', 'b', 'c');
  const leaf = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');
  const uniqueBy = <T>(items: fc.Arbitrary<T>, selector: (item: T) => unknown, max: number) =>
    fc.uniqueArray(items, { selector, minLength: 1, maxLength: max });
  const symbols = uniqueBy(fc.constantFrom('A', 'B', 'C'), s => s, 3);
  /** One of each name, so that no name stands for two. */
  const { schema } = fc.letrec<{ schema: Json }>(tie => ({
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      tie('schema').map(items => list(items) as Json),
      tie('schema').map(values => map(values) as Json),
      uniqueBy(leaf, s => s, 3).map(branches => branches as Json),
    ),
  }));
  const fields = uniqueBy(fc.record({ name: names, type: schema }), ({ name }) => name, 3);
  const whole = fc.oneof(
    schema,
    fields.map(of => record(of)),
    symbols.map(of => letters(of) as Json),
    fc.integer({ min: 1, max: 2 }).map(size => fixed(size) as Json),
  );

  test('resolves what is compatible, and nothing else', () => {
    let both = 0;
    fc.assert(
      fc.property(whole, whole, (writer, reader) => {
        const resolves = () => {
          try {
            const types = [reader, writer].map(of => avro.Type.forSchema(of as avro.Schema));
            types[0]?.createResolver(types[1] as avro.Type);
            return true;
          } catch {
            return false;
          }
        };
        const compatible = backward(writer, reader).length === 0;
        if (compatible) both += 1;
        expect(compatible).toBe(resolves());
      }),
      { numRuns: 3_000 },
    );
    expect(both).toBeGreaterThan(50);
  });
});
