// Unions and products: `oneOf`, `anyOf`, `allOf`.
import type { Json } from '../../../../src/json.ts';
import { closed, integer, number, object, type Rule, rule, string } from './rule.ts';

const oneOf = (...schemas: Json[]): Json => ({ oneOf: schemas });
const anyOf = (...schemas: Json[]): Json => ({ anyOf: schemas });
const allOf = (...schemas: Json[]): Json => ({ allOf: schemas });
const short = { maxLength: 5 };
const colours = { enum: ['red', 'green'] };

// biome-ignore format: one rule a line
const sameCriterion: readonly Rule[] = [
  rule('oneOf is reordered', oneOf(string, number), oneOf(number, string), 'compatible'),
  rule('oneOf gets a choice', oneOf(string), oneOf(number, string), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('oneOf loses a choice', oneOf(number, string), oneOf(string), 'breaking', 'SUM_TYPE_NARROWED #/'),
  rule('anyOf gets a choice', anyOf(string, { type: 'null' }), anyOf(string, { type: 'null' }, number), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('anyOf loses a choice', anyOf(number, string), anyOf(string), 'breaking', 'SUM_TYPE_NARROWED #/'),
  rule('a choice changes', oneOf(string), oneOf(number), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a choice narrows', oneOf(string, number), oneOf(string, integer), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a choice widens while another is added', oneOf({ ...string, maxLength: 5 }), oneOf({ type: 'boolean' }, { ...string, maxLength: 8, title: 'text' }), 'compatible', 'SUM_TYPE_EXTENDED #/', 'TITLE_CHANGED #/oneOf/0', 'MAX_LENGTH_INCREASED #/oneOf/0/maxLength'),
  rule('a choice changes while another is added', oneOf(string, { type: 'null' }), oneOf(number, { type: 'null' }, { type: 'boolean' }), 'breaking', 'SUM_TYPE_EXTENDED #/', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('choices are matched so that all find one', oneOf({ ...string, maxLength: 2 }, { ...string, maxLength: 3 }), oneOf({ ...string, maxLength: 3 }, { ...string, maxLength: 2 }), 'compatible'),
  rule('two choices may not share one', oneOf(integer, number), oneOf(number, string), 'breaking', 'TYPE_EXTENDED #/oneOf/0', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a choice that is written twice is one', oneOf(string, string), oneOf(string), 'compatible'),
  rule('allOf is reordered', allOf(colours, string, short), allOf(short, colours, string), 'compatible'),
  rule('allOf loses a factor', allOf(colours, string), allOf(string), 'compatible', 'PRODUCT_TYPE_NARROWED #/'),
  rule('allOf gets a factor', allOf(string), allOf(colours, string), 'breaking', 'PRODUCT_TYPE_EXTENDED #/'),
  rule('a factor changes', allOf(colours, string, short), allOf(short, colours, number), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a factor widens', allOf(string, { enum: ['red'] }), allOf({ enum: ['red', 'blue'] }, string), 'compatible', 'ENUM_ARRAY_EXTENDED #/allOf/1/enum'),
  rule('a factor that is written twice is one', allOf(string, string), allOf(string), 'compatible'),
  rule('a union deep inside narrows', object({ p: oneOf(number, string) }), object({ p: oneOf(string) }), 'breaking', 'SUM_TYPE_NARROWED #/properties/p'),
];

// biome-ignore format: one rule a line
const otherCriterion: readonly Rule[] = [
  rule('oneOf becomes anyOf', oneOf(string, number), anyOf(string, number), 'compatible', 'COMBINED_TYPE_EXTENDED #/'),
  rule('oneOf becomes anyOf with one more', oneOf(string), anyOf(number, string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'SUM_TYPE_EXTENDED #/'),
  rule('oneOf becomes anyOf with one less', oneOf(number, string), anyOf(string), 'breaking', 'COMBINED_TYPE_EXTENDED #/', 'SUM_TYPE_NARROWED #/'),
  rule('allOf becomes anyOf', allOf(string), anyOf(string), 'compatible', 'COMBINED_TYPE_EXTENDED #/'),
  rule('allOf becomes anyOf with one more', allOf(string), anyOf(number, string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'SUM_TYPE_EXTENDED #/'),
  rule('allOf becomes anyOf with one less', allOf(number, string), anyOf(string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'PRODUCT_TYPE_NARROWED #/'),
  rule('anyOf of one becomes oneOf with one more', anyOf(string), oneOf(number, string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'SUM_TYPE_EXTENDED #/'),
  rule('anyOf becomes oneOf', anyOf(number, string), oneOf(number, string), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('anyOf becomes oneOf with one less', anyOf(number, string), oneOf(string), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('allOf of one becomes oneOf with one more', allOf(number), oneOf(number, string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'SUM_TYPE_EXTENDED #/'),
  rule('allOf becomes oneOf with one less', allOf(number, string), oneOf(string), 'compatible', 'COMBINED_TYPE_EXTENDED #/', 'PRODUCT_TYPE_NARROWED #/'),
  rule('allOf becomes oneOf', allOf(number, string), oneOf(number, string), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('anyOf of one becomes allOf of one', anyOf(string), allOf(string), 'compatible', 'COMBINED_TYPE_EXTENDED #/'),
  rule('oneOf of one becomes allOf of one', oneOf(string), allOf(string), 'compatible', 'COMBINED_TYPE_EXTENDED #/'),
  rule('anyOf of one becomes allOf with one more', anyOf(string), allOf(number, string), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('oneOf becomes allOf', oneOf(string, integer), allOf(string), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
];

// biome-ignore format: one rule a line
const wrapped: readonly Rule[] = [
  rule('a schema becomes a choice of oneOf', string, oneOf(number, string), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('a schema becomes a choice of anyOf', string, anyOf(number, string), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('a schema becomes a wider choice', { ...string, maxLength: 3 }, oneOf(number, string), 'compatible', 'MAX_LENGTH_REMOVED #/maxLength', 'SUM_TYPE_EXTENDED #/'),
  rule('a schema becomes a union without it', string, oneOf(number, integer), 'breaking', 'TYPE_CHANGED #/'),
  rule('a schema becomes the only one of allOf', string, allOf(string), 'compatible'),
  rule('a schema becomes the only one of oneOf', string, oneOf(string), 'compatible'),
  rule('a schema becomes a factor of allOf', string, allOf(number, string), 'breaking', 'TYPE_CHANGED #/'),
  rule('the only one of oneOf becomes the schema', oneOf(string), string, 'compatible'),
  rule('the only one of allOf becomes another', allOf(string), number, 'breaking', 'TYPE_CHANGED #/'),
  rule('a choice becomes the schema', oneOf(number, string), string, 'breaking', 'TYPE_CHANGED #/'),
  rule('a factor becomes the schema', allOf(string, { maxLength: 3 }), string, 'compatible', 'PRODUCT_TYPE_NARROWED #/'),
  rule('a typed enum becomes nullable by oneOf, which is wider but not seen as such', { ...string, ...colours }, oneOf({ type: 'null' }, { ...string, ...colours }), 'breaking', 'COMBINED_TYPE_CHANGED #/'),
  rule('a union becomes anything', oneOf(string, number), {}, 'compatible'),
  rule('anything becomes a union', {}, oneOf(string, number), 'breaking', 'TYPE_CHANGED #/'),
];

const circle = object({ kind: { const: 'circle' }, r: number }, { required: ['kind'], ...closed });
const square = object({ kind: { const: 'square' }, a: number }, { required: ['kind'], ...closed });
const disc = object({ kind: { const: 'disc' }, r: number }, { required: ['kind'], ...closed });
const wideSquare = object(
  { kind: { const: 'square' }, a: number, b: number },
  { required: ['kind'], ...closed },
);

// biome-ignore format: one rule a line
const tagged: readonly Rule[] = [
  rule('a tagged union gets a kind', oneOf(circle), oneOf(circle, square), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('a tagged union loses a kind', oneOf(circle, square), oneOf(circle), 'breaking', 'SUM_TYPE_NARROWED #/'),
  rule('a kind is renamed', oneOf(circle, square), oneOf(disc, square), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('a kind gets an optional property', oneOf(circle, square), oneOf(circle, wideSquare), 'compatible', 'OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/oneOf/1/properties/b'),
  rule('a kind loses a property', oneOf(circle, wideSquare), oneOf(circle, square), 'lenient', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
];

export const combinedRules: readonly Rule[] = [...sameCriterion, ...otherCriterion, ...wrapped, ...tagged];
