// Which pointers a schema allows, branch by branch.

import { expect, test } from 'vitest';
import { elementsOf, lookUp } from '../../scripts/schemas/schema-fields.ts';
import { type JsonObject, pointerTokens } from '../../src/json.ts';

const has = (schema: JsonObject, pointer: string) => lookUp(schema, pointerTokens(pointer), schema).found;
const fields = (...names: string[]) => ({ properties: Object.fromEntries(names.map(name => [name, {}])) });

test('an object that lists fields has no other, unless it says that there are some', () => {
  expect(has(fields('a'), '/a')).toBe(true);
  expect(has(fields('a'), '/b')).toBe(false);
  expect(has({ ...fields('a'), additionalProperties: { type: 'string' } }, '/b')).toBe(true);
  expect(has({ ...fields('a'), additionalProperties: true }, '/b')).toBe(true);
  expect(has({ ...fields('a'), additionalProperties: false }, '/b')).toBe(false);
  expect(has({ ...fields('a'), patternProperties: { '^x': {} } }, '/x1')).toBe(true);
  expect(has({ ...fields('a'), patternProperties: { '^x': {} } }, '/y1')).toBe(false);
});

test('an object that lists none may have any, and one that is closed has none', () => {
  expect(has({ type: 'object' }, '/any/thing')).toBe(true);
  expect(has({ type: 'object', additionalProperties: false }, '/any')).toBe(false);
  expect(has({ type: 'object', unevaluatedProperties: false }, '/any')).toBe(false);
});

test('what is text, a number or a list has no fields', () => {
  const row = {
    properties: { name: { type: ['string', 'null'] }, list: { type: 'array', items: fields('a') } },
  };
  expect(has(row, '/name/first')).toBe(false);
  expect(has(row, '/list/a')).toBe(false);
  expect(has(row, '/list/0/a')).toBe(true);
  expect(has(row, '/list/00/a')).toBe(false);
  expect(has(row, '/list/0/b')).toBe(false);
});

test('references are followed, also in a circle; one out of the document may be anything', () => {
  const tree = { $ref: '#/$defs/node', $defs: { node: { properties: { next: { $ref: '#/$defs/node' } } } } };
  expect(has(tree, '/next/next/next')).toBe(true);
  expect(has(tree, '/next/last')).toBe(false);
  expect(has({ $ref: '#' }, '/any')).toBe(true);
  expect(has({ ...fields('a'), $ref: 'https://example.org/other' }, '/b')).toBe(true);
});

test('one branch that may have the field is enough', () => {
  const kinds = { ...fields('kind'), oneOf: [fields('kind', 'card'), fields('kind', 'cash')] };
  for (const pointer of ['/kind', '/card', '/cash']) expect(has(kinds, pointer)).toBe(true);
  expect(has(kinds, '/cheque')).toBe(false);
  expect(has({ anyOf: [fields('a'), { type: 'object' }] }, '/b')).toBe(true);
  expect(has({ anyOf: [fields('a'), { type: 'null' }] }, '/b')).toBe(false);
});

test('branches that only demand fields open nothing', () => {
  const either = { ...fields('a', 'b'), anyOf: [{ required: ['a'] }, { required: ['b'] }] };
  expect(has(either, '/a')).toBe(true);
  expect(has(either, '/c')).toBe(false);
});

test('what one branch says of a field does not bind another', () => {
  const row = {
    ...fields('value'),
    anyOf: [{ properties: { value: { type: 'string' } } }, fields('other')],
  };
  expect(has(row, '/value/inner')).toBe(true);
  const bound = {
    properties: { value: fields('inner') },
    anyOf: [{ properties: { value: { required: ['inner'] } } }, fields('other')],
  };
  expect(has(bound, '/value/inner')).toBe(true);
  expect(has(bound, '/value/iner')).toBe(false);
});

test('parts of allOf, if, then and else, and dependent schemas add their fields', () => {
  expect(has({ allOf: [fields('a'), fields('b')] }, '/b')).toBe(true);
  // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's word.
  const conditional = { ...fields('a'), if: fields('kind'), then: fields('b'), else: fields('c') };
  for (const pointer of ['/a', '/b', '/c', '/kind']) expect(has(conditional, pointer)).toBe(true);
  expect(has(conditional, '/d')).toBe(false);
  expect(has({ ...fields('a'), dependentSchemas: { a: fields('b') } }, '/b')).toBe(true);
});

test('the elements of a list are those of any branch; what can be no list has none', () => {
  const list = {
    oneOf: [
      { type: 'array', items: fields('a') },
      { type: 'array', items: fields('b') },
    ],
  };
  const elements = elementsOf(list, list);
  for (const [name, found] of Object.entries({ a: true, b: true, c: false }))
    expect(lookUp(elements, [name], list).found).toBe(found);
  expect(elementsOf({ type: 'string' }, {})).toBeNull();
  expect(elementsOf({ type: 'array' }, {})).toBe(true);
});

test('names are unescaped, and many choices are not looked into', () => {
  expect(has(fields('a/b', 'c~d'), '/a~1b')).toBe(true);
  expect(has(fields('a/b', 'c~d'), '/c~0d')).toBe(true);
  const many = Array.from({ length: 9 }, (_, i) => ({ oneOf: [fields(`a${i}`), fields(`b${i}`)] }));
  expect(has({ allOf: many }, '/c')).toBe(true);
});
