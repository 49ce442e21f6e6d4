// Changes in which several rules meet: nullable unions, keywords of several kinds, and models inside models.
import type { Json } from '../../../../src/json.ts';
import { closed, integer, number, object, type Rule, rule, string } from './rule.ts';

const nothing = { type: 'null' };
const nullable = { type: ['string', 'null'] };
const a = { a: string };
const either = (...names: string[]) => ({ anyOf: names.map(name => ({ required: [name] })) });
const list = (items: Json): Json => ({ type: 'array', items });
const part = { $ref: '#/definitions/part' };

// biome-ignore format: one rule a line
const nullables: readonly Rule[] = [
  rule('a list of types becomes anyOf of the same', nullable, { anyOf: [string, nothing] }, 'compatible'),
  rule('anyOf becomes a list of the same types', { anyOf: [nothing, string] }, nullable, 'compatible'),
  rule('oneOf becomes a list of the same types', { oneOf: [nothing, string] }, nullable, 'compatible', 'COMBINED_TYPE_EXTENDED #/'),
  rule('a list of types becomes oneOf of the same', nullable, { oneOf: [string, nothing] }, 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('whole numbers become numbers or null', integer, { type: ['number', 'null'] }, 'compatible', 'TYPE_EXTENDED #/', 'SUM_TYPE_EXTENDED #/'),
  rule('whole numbers or null become whole numbers', { type: ['integer', 'null'] }, integer, 'breaking', 'TYPE_CHANGED #/'),
  rule('a property becomes nullable', object(a), object({ a: nullable }), 'compatible', 'SUM_TYPE_EXTENDED #/properties/a'),
  rule('a property is not nullable any more', object({ a: nullable }), object(a), 'breaking', 'TYPE_CHANGED #/properties/a'),
  rule('a list of types grows with keywords of one of them', { ...nullable, maxLength: 3 }, { type: ['string', 'null', 'number'], maxLength: 3 }, 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('null or a list of enums gets a value', { oneOf: [nothing, { enum: ['x'] }] }, { oneOf: [nothing, { enum: ['x', 'y'] }] }, 'compatible', 'ENUM_ARRAY_EXTENDED #/oneOf/1/enum'),
  rule('null or a list of enums loses a value', { oneOf: [nothing, { enum: ['x', 'y'] }] }, { oneOf: [nothing, { enum: ['x'] }] }, 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('partially open: a nullable property is added that covers the rest', object(a, { additionalProperties: string }), object({ ...a, b: nullable }, { additionalProperties: string }), 'compatible', 'SUM_TYPE_EXTENDED #/properties/b', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
];

// biome-ignore format: one rule a line
const severalKinds: readonly Rule[] = [
  rule('a typed enum loses its type', { ...string, enum: ['x'] }, { enum: ['x'] }, 'compatible', 'PRODUCT_TYPE_NARROWED #/'),
  rule('an enum gets its type', { enum: ['x'] }, { ...string, enum: ['x'] }, 'breaking', 'TYPE_CHANGED #/'),
  rule('an enum becomes the type of its values, which is wider but not seen as such', { enum: ['x'] }, string, 'breaking', 'TYPE_CHANGED #/'),
  rule('an enum of one becomes a const', { enum: ['x'] }, { const: 'x' }, 'breaking', 'TYPE_CHANGED #/'),
  rule('a choice is added beside properties', object(a, either('a', 'b')), object(a, either('a', 'b', 'c')), 'compatible', 'SUM_TYPE_EXTENDED #/allOf/0'),
  rule('a union is added beside properties', object(a), object(a, either('a', 'b')), 'breaking', 'TYPE_CHANGED #/'),
  rule('a union is taken away beside properties', object(a, either('a', 'b')), object(a), 'compatible', 'PRODUCT_TYPE_NARROWED #/'),
  rule('a property changes beside a union', object(a, either('a', 'b')), object({ a: number }, either('a', 'b')), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a condition is added beside properties', object(a), object(a, { if: { required: ['a'] }, else: { required: ['b'] } }), 'breaking', 'TYPE_CHANGED #/'),
  rule('whole numbers as steps of one become whole numbers', { ...number, multipleOf: 1 }, integer, 'breaking', 'MULTIPLE_OF_REMOVED #/multipleOf', 'TYPE_NARROWED #/'),
  rule('both limits narrow', { ...number, minimum: 0, maximum: 9 }, { ...number, minimum: 1, maximum: 8 }, 'breaking', 'MAXIMUM_DECREASED #/maximum', 'MINIMUM_INCREASED #/minimum'),
  rule('a limit is written as a fraction', { ...number, maximum: 10 }, { ...number, maximum: 10.0 }, 'compatible'),
  rule('marks that are not compared are added', string, { ...string, readOnly: true, deprecated: true, examples: ['x'], $comment: 'y' }, 'compatible'),
];

// biome-ignore format: one rule a line
const inside: readonly Rule[] = [
  rule('closed in closed: a property is added', object({ x: object(a, closed) }, closed), object({ x: object({ ...a, b: string }, closed) }, closed), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/x/properties/b'),
  rule('open in closed: a property is added', object({ x: object(a) }, closed), object({ x: object({ ...a, b: string }) }, closed), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/x/properties/b'),
  rule('closed in a list: a property is added', list(object(a, closed)), list(object({ ...a, b: string }, closed)), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/items/properties/b'),
  rule('closed in a list: a required property is added', list(object(a, closed)), list(object({ ...a, b: string }, { ...closed, required: ['b'] })), 'breaking', 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/items/properties/b'),
  rule('the rest is closed in closed: a property of it is removed', object({}, { additionalProperties: object({ ...a, b: string }, closed) }), object({}, { additionalProperties: object(a, closed) }), 'lenient', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/additionalProperties/properties/b'),
  rule('a required property is removed and the model is opened', object({ ...a, b: string }, { ...closed, required: ['b'] }), object(a), 'compatible', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('a property becomes anything', object(a), object({ a: {} }), 'compatible'),
  rule('a property becomes nothing', object(a), object({ a: false }), 'breaking', 'TYPE_CHANGED #/properties/a'),
  rule('a factor behind a reference gets a property', { allOf: [part, object(a)], definitions: { part: object({ p: string }) } }, { allOf: [part, object(a)], definitions: { part: object({ p: string, q: string }) } }, 'lenient', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
];

export const mixedRules: readonly Rule[] = [...nullables, ...severalKinds, ...inside];

/** Up to draft 7. */
// biome-ignore format: one rule a line
export const legacyMixedRules: readonly Rule[] = [
  rule('one schema for all items becomes a list of items', list(string), { type: 'array', items: [string] }, 'breaking', 'SCHEMA_REMOVED #/items', 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL #/items/0'),
  rule('a list of items becomes one schema for all', { type: 'array', items: [string] }, list(string), 'breaking', 'SCHEMA_ADDED #/items', 'ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL #/items/0'),
  rule('a need of names becomes one of a schema', object(a, { dependencies: { a: ['b'] } }), object(a, { dependencies: { a: { required: ['b'] } } }), 'breaking', 'DEPENDENCY_ARRAY_REMOVED #/dependencies/a', 'DEPENDENCY_SCHEMA_ADDED #/dependencies/a'),
];

/** In 2020-12. */
// biome-ignore format: one rule a line
export const modernMixedRules: readonly Rule[] = [
  rule('one schema for all items becomes the first one', list(string), { type: 'array', prefixItems: [string] }, 'breaking', 'SCHEMA_REMOVED #/items', 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL #/items/0'),
  rule('dependencies is a word of older drafts and says nothing', object(a), object(a, { dependencies: { a: ['b'] } }), 'compatible'),
];
