// Properties in open, closed and partially open content models.
import type { Json } from '../../../../src/json.ts';
import { closed, integer, number, object, type Rule, rule, string } from './rule.ts';

const a = { a: string };
const ab = { a: string, b: number };
const required = (...names: string[]) => ({ required: names });
const strings = { additionalProperties: string };
const numbers = { additionalProperties: number };
const byPrefix = { patternProperties: { '^s_': string, '^n_': integer } };

// biome-ignore format: one rule a line
const openModel: readonly Rule[] = [
  rule('open: an optional property is added', object(a), object(ab), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a required property is added', object(a), object(ab, required('b')), 'breaking', 'REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a required property with a default is added', object(a), object({ ...a, b: { ...number, default: 1 } }, required('b')), 'lenient', 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: an optional property with a default is added', object(a), object({ ...a, b: { ...number, default: 1 } }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a property that may be anything is added', object(a), object({ ...a, b: {} }), 'compatible', 'PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a property that is true is added', object(a), object({ ...a, b: true }), 'compatible', 'PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a property that is false is added', object(a), object({ ...a, b: false }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: an optional property is removed', object(ab), object(a), 'compatible', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a required property is removed', object(ab, required('b')), object(a), 'compatible', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a property that is false is removed', object({ ...a, b: false }), object(a), 'compatible', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open in so many words: a property is added', object(a, { additionalProperties: true }), object(ab, { additionalProperties: true }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('open: a property is renamed', object({ old: string }), object({ new: string }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/new', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/old'),
  rule('open: a property is added deep inside', object({ in: object(a) }), object({ in: object(ab) }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/in/properties/b'),
  rule('open in effect: a property is added and the model is closed', object(a), object(ab, closed), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b', 'ADDITIONAL_PROPERTIES_REMOVED #/additionalProperties'),
];

// biome-ignore format: one rule a line
const closedModel: readonly Rule[] = [
  rule('closed: an optional property is added', object(a, closed), object(ab, closed), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed: a required property is added', object(a, closed), object(ab, { ...closed, ...required('b') }), 'breaking', 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed: a required property with a default is added', object(a, closed), object({ ...a, b: { ...number, default: 1 } }, { ...closed, ...required('b') }), 'compatible', 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed: a required property with a default of null is added', object(a, closed), object({ ...a, b: { type: 'null', default: null } }, { ...closed, ...required('b') }), 'compatible', 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed: a property that is false is added', object(a, closed), object({ ...a, b: false }, closed), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed: an optional property is removed', object(ab, closed), object(a, closed), 'lenient', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b'),
  rule('closed: a required property is removed', object(ab, { ...closed, ...required('b') }), object(a, closed), 'lenient', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b'),
  rule('closed: a property that is false is removed', object({ ...a, b: false }, closed), object(a, closed), 'compatible', 'PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b'),
  rule('closed: a property is removed and the model is opened', object(ab, closed), object(a), 'compatible', 'PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('closed: a property is added and the model is opened', object(a, closed), object(ab), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('closed: a property is renamed', object({ old: string }, closed), object({ new: string }, closed), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/new', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/old'),
];

// biome-ignore format: one rule a line
const partiallyOpenModel: readonly Rule[] = [
  rule('partially open: a property that the schema covers is added', object(a, strings), object({ ...a, b: string }, strings), 'compatible', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a wider property than the schema is added', object(a, { additionalProperties: integer }), object(ab, { additionalProperties: integer }), 'compatible', 'TYPE_EXTENDED #/properties/b', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a property of another type is added', object(a, strings), object(ab, strings), 'breaking', 'TYPE_CHANGED #/properties/b', 'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a narrower property than the schema is added', object(a, strings), object({ ...a, b: { ...string, maxLength: 3 } }, strings), 'breaking', 'MAX_LENGTH_ADDED #/properties/b/maxLength', 'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a required property that the schema covers is added', object(a, strings), object({ ...a, b: string }, { ...strings, ...required('b') }), 'breaking', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a covered required property with a default is added', object(a, strings), object({ ...a, b: { ...string, default: '' } }, { ...strings, ...required('b') }), 'compatible', 'DEFAULT_CHANGED #/properties/b', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a property that the schema covers is removed', object({ ...a, b: string }, strings), object(a, strings), 'compatible', 'PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a property of another type is removed', object(ab, strings), object(a, strings), 'breaking', 'TYPE_CHANGED #/properties/b', 'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b'),
  rule('partially open: a property becomes one of a union for the rest', object({ ...a, b: string }, closed), object(a, { additionalProperties: { oneOf: [{ type: 'null' }, string] } }), 'compatible', 'SUM_TYPE_EXTENDED #/properties/b', 'PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('by pattern: a property that a pattern covers is added', object(a, { ...byPrefix, ...closed }), object({ ...a, n_1: number }, { ...byPrefix, ...closed }), 'compatible', 'TYPE_EXTENDED #/properties/n_1', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/n_1', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/n_1'),
  rule('by pattern: a property that differs from its pattern is added', object(a, { ...byPrefix, ...closed }), object({ ...a, s_1: number }, { ...byPrefix, ...closed }), 'breaking', 'TYPE_CHANGED #/properties/s_1', 'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/s_1', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/s_1'),
  rule('by pattern: a property that no pattern covers is added', object(a, { ...byPrefix, ...closed }), object(ab, { ...byPrefix, ...closed }), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('by pattern: a model with patterns is never open, be it not closed either', object(a, byPrefix), object(ab, byPrefix), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('by pattern: a property that a pattern covers is removed', object({ ...a, n_1: integer }, closed), object(a, { ...byPrefix, ...closed }), 'compatible', 'PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/n_1'),
  rule('by pattern: a property that no pattern covers is removed', object(ab, { ...byPrefix, ...closed }), object(a, { ...byPrefix, ...closed }), 'lenient', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b'),
  rule('by pattern: a pattern goes before the schema for the rest', object(a, { ...byPrefix, ...numbers }), object({ ...a, s_1: string }, { ...byPrefix, ...numbers }), 'compatible', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/s_1', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/s_1'),
  rule('by pattern: the schema of a pattern changes, which is not compared', object(a, { patternProperties: { '^s_': string } }), object(a, { patternProperties: { '^s_': number } }), 'compatible'),
  rule('by pattern: a pattern is added, which is not compared', object(a), object(a, byPrefix), 'compatible'),
];

// biome-ignore format: one rule a line
const rest: readonly Rule[] = [
  rule('additional properties are forbidden', object(a), object(a, closed), 'lenient', 'ADDITIONAL_PROPERTIES_REMOVED #/additionalProperties'),
  rule('additional properties are allowed', object(a, closed), object(a), 'compatible', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('additional properties are allowed with a schema', object(a, closed), object(a, strings), 'compatible', 'ADDITIONAL_PROPERTIES_ADDED #/additionalProperties'),
  rule('additional properties with a schema are forbidden', object(a, strings), object(a, closed), 'lenient', 'ADDITIONAL_PROPERTIES_REMOVED #/additionalProperties'),
  rule('additional properties get a schema', object(a), object(a, strings), 'lenient', 'ADDITIONAL_PROPERTIES_NARROWED #/additionalProperties'),
  rule('additional properties get the empty schema, which counts as one', object(a), object(a, { additionalProperties: {} }), 'lenient', 'ADDITIONAL_PROPERTIES_NARROWED #/additionalProperties'),
  rule('additional properties lose their schema', object(a, strings), object(a), 'compatible', 'ADDITIONAL_PROPERTIES_EXTENDED #/additionalProperties'),
  rule('the schema of additional properties changes', object(a, strings), object(a, numbers), 'breaking', 'TYPE_CHANGED #/additionalProperties'),
  rule('the schema of additional properties widens', object(a, { additionalProperties: integer }), object(a, numbers), 'compatible', 'TYPE_EXTENDED #/additionalProperties'),
  rule('additionalProperties: true is the default', object(a), object(a, { additionalProperties: true }), 'compatible'),

  rule('a property changes its type', object(a), object({ a: number }), 'breaking', 'TYPE_CHANGED #/properties/a'),
  rule('a property deep inside narrows', object({ x: object({ y: { ...number, maximum: 2 } }) }), object({ x: object({ y: { ...number, maximum: 1 } }) }), 'breaking', 'MAXIMUM_DECREASED #/properties/x/properties/y/maximum'),
  rule('names in a path are not escaped', object({ 'a/b': string }), object({ 'a/b': number }), 'breaking', 'TYPE_CHANGED #/properties/a/b'),
  rule('an optional property becomes required', object(a), object(a, required('a')), 'breaking', 'REQUIRED_ATTRIBUTE_ADDED #/required/a'),
  rule('an optional property becomes required and gets a default', object(a), object({ a: { ...string, default: '' } }, required('a')), 'compatible', 'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED #/required/a', 'DEFAULT_CHANGED #/properties/a'),
  rule('a required property becomes optional', object(a, required('a')), object(a), 'compatible', 'REQUIRED_ATTRIBUTE_REMOVED #/required/a'),
  rule('another property is required', object(ab, required('a')), object(ab, required('b')), 'breaking', 'REQUIRED_ATTRIBUTE_REMOVED #/required/a', 'REQUIRED_ATTRIBUTE_ADDED #/required/b'),
  rule('a name that is not described becomes required, which is not seen', object(a), object(a, required('z')), 'compatible'),
  rule('required is reordered', object(ab, required('a', 'b')), object(ab, required('b', 'a')), 'compatible'),

  rule('maxProperties is added', object(a), object(a, { maxProperties: 1 }), 'breaking', 'MAX_PROPERTIES_ADDED #/maxProperties'),
  rule('maxProperties is raised', object(a, { maxProperties: 1 }), object(a, { maxProperties: 2 }), 'compatible', 'MAX_PROPERTIES_INCREASED #/maxProperties'),
  rule('maxProperties is lowered', object(a, { maxProperties: 2 }), object(a, { maxProperties: 1 }), 'breaking', 'MAX_PROPERTIES_DECREASED #/maxProperties'),
  rule('maxProperties is removed', object(a, { maxProperties: 2 }), object(a), 'compatible', 'MAX_PROPERTIES_REMOVED #/maxProperties'),
  rule('minProperties is added', object(a), object(a, { minProperties: 1 }), 'breaking', 'MIN_PROPERTIES_ADDED #/minProperties'),
  rule('minProperties is raised', object(a, { minProperties: 1 }), object(a, { minProperties: 2 }), 'breaking', 'MIN_PROPERTIES_INCREASED #/minProperties'),
  rule('minProperties is lowered', object(a, { minProperties: 2 }), object(a, { minProperties: 1 }), 'compatible', 'MIN_PROPERTIES_DECREASED #/minProperties'),
  rule('minProperties is removed', object(a, { minProperties: 2 }), object(a), 'compatible', 'MIN_PROPERTIES_REMOVED #/minProperties'),
  rule('propertyNames changes, which is not compared', object(a, { propertyNames: { maxLength: 9 } }), object(a, { propertyNames: { maxLength: 3 } }), 'compatible'),
];

export const objectRules: readonly Rule[] = [...openModel, ...closedModel, ...partiallyOpenModel, ...rest];

type Keywords = { readonly names: string; readonly schemas: string };

/** The same in each draft's words. */
export function dependencyRules({ names, schemas }: Keywords): readonly Rule[] {
  const needs = (map: { [name: string]: string[] }) => object(ab, { [names]: map });
  const follows = (map: { [name: string]: Json }) => object(ab, { [schemas]: map });
  // biome-ignore format: one rule a line
  return [
    rule('a property comes to need another', object(ab), needs({ a: ['b'] }), 'breaking', 'DEPENDENCY_ARRAY_ADDED #/dependencies/a'),
    rule('a property needs no other any more', needs({ a: ['b'] }), object(ab), 'compatible', 'DEPENDENCY_ARRAY_REMOVED #/dependencies/a'),
    rule('a property needs more', needs({ a: ['b'] }), needs({ a: ['b', 'c'] }), 'breaking', 'DEPENDENCY_ARRAY_EXTENDED #/dependencies/a'),
    rule('a property needs less', needs({ a: ['b', 'c'] }), needs({ a: ['c'] }), 'compatible', 'DEPENDENCY_ARRAY_NARROWED #/dependencies/a'),
    rule('a property needs something else', needs({ a: ['b'] }), needs({ a: ['c'] }), 'breaking', 'DEPENDENCY_ARRAY_CHANGED #/dependencies/a'),
    rule('a property needs the same in another order', needs({ a: ['b', 'c'] }), needs({ a: ['c', 'b'] }), 'compatible'),
    rule('the need moves to another property', needs({ a: ['b'] }), needs({ b: ['a'] }), 'breaking', 'DEPENDENCY_ARRAY_REMOVED #/dependencies/a', 'DEPENDENCY_ARRAY_ADDED #/dependencies/b'),
    rule('a property that needs nothing is no need', object(ab), needs({ a: [] }), 'compatible'),
    rule('a property comes with a schema', object(ab), follows({ a: string }), 'breaking', 'DEPENDENCY_SCHEMA_ADDED #/dependencies/a'),
    rule('a property comes without its schema', follows({ a: string }), object(ab), 'compatible', 'DEPENDENCY_SCHEMA_REMOVED #/dependencies/a'),
    rule("a property's schema changes", follows({ a: string }), follows({ a: number }), 'breaking', 'TYPE_CHANGED #/dependencies/a'),
    rule("a property's schema widens", follows({ a: integer }), follows({ a: number }), 'compatible', 'TYPE_EXTENDED #/dependencies/a'),
  ];
}

/** From 2019-09 on. */
// biome-ignore format: one rule a line
export const unevaluatedPropertyRules: readonly Rule[] = [
  rule('unevaluated properties are forbidden', object(a), object(a, { unevaluatedProperties: false }), 'lenient', 'UNEVALUATED_PROPERTIES_REMOVED #/unevaluatedProperties'),
  rule('unevaluated properties get a schema', object(a), object(a, { unevaluatedProperties: string }), 'lenient', 'UNEVALUATED_PROPERTIES_NARROWED #/unevaluatedProperties'),
  rule('unevaluated properties are allowed in so many words', object(a), object(a, { unevaluatedProperties: true }), 'lenient', 'UNEVALUATED_PROPERTIES_NARROWED #/unevaluatedProperties'),
  rule('unevaluated properties are allowed', object(a, { unevaluatedProperties: false }), object(a), 'compatible', 'UNEVALUATED_PROPERTIES_ADDED #/unevaluatedProperties'),
  rule('unevaluated properties lose their schema', object(a, { unevaluatedProperties: string }), object(a), 'compatible', 'UNEVALUATED_PROPERTIES_EXTENDED #/unevaluatedProperties'),
  rule('unevaluated properties are allowed with a schema', object(a, { unevaluatedProperties: false }), object(a, { unevaluatedProperties: string }), 'compatible', 'UNEVALUATED_PROPERTIES_ADDED #/unevaluatedProperties'),
  rule('unevaluated properties with a schema are forbidden', object(a, { unevaluatedProperties: string }), object(a, { unevaluatedProperties: false }), 'lenient', 'UNEVALUATED_PROPERTIES_REMOVED #/unevaluatedProperties'),
  rule('unevaluated properties of any kind get a schema', object(a, { unevaluatedProperties: true }), object(a, { unevaluatedProperties: string }), 'lenient', 'UNEVALUATED_PROPERTIES_NARROWED #/unevaluatedProperties'),
  rule('unevaluated properties become of any kind', object(a, { unevaluatedProperties: string }), object(a, { unevaluatedProperties: true }), 'compatible', 'UNEVALUATED_PROPERTIES_EXTENDED #/unevaluatedProperties'),
  rule('the schema of unevaluated properties changes', object(a, { unevaluatedProperties: string }), object(a, { unevaluatedProperties: number }), 'breaking', 'TYPE_CHANGED #/unevaluatedProperties'),
  rule('closed to the unevaluated: a property is added', object(a, { unevaluatedProperties: false }), object(ab, { unevaluatedProperties: false }), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('closed to the unevaluated: a property is removed', object(ab, { unevaluatedProperties: false }), object(a, { unevaluatedProperties: false }), 'lenient', 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b'),
  rule('partially open to the unevaluated: a covered property is added', object(a, { unevaluatedProperties: number }), object(ab, { unevaluatedProperties: number }), 'compatible', 'PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b'),
  rule('open to the unevaluated: a property is added', object(a, { unevaluatedProperties: true }), object(ab, { unevaluatedProperties: true }), 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b'),
  rule('an empty map of properties says nothing', { properties: {}, maxProperties: 1 }, { properties: {} }, 'compatible'),
  rule('an empty map of properties gets its first, and is seen to become a schema of objects', { properties: {} }, { properties: a }, 'breaking', 'TYPE_CHANGED #/'),
];

/** Up to draft 7. */
// biome-ignore format: one rule a line
export const emptyPropertyRules: readonly Rule[] = [
  rule('an empty map of properties makes a schema one of objects', { properties: {}, maxProperties: 1 }, { properties: {} }, 'compatible', 'MAX_PROPERTIES_REMOVED #/maxProperties'),
  rule('an empty map of properties gets its first', { properties: {} }, { properties: a }, 'lenient', 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/a'),
  rule('the empty schema becomes one of objects', {}, { properties: {} }, 'breaking', 'TYPE_CHANGED #/'),
];
