// References inside a document, recursion among them.
import type { Json, JsonObject } from '../../../../src/json.ts';
import { closed, number, object, type Rule, rule, string } from './rule.ts';

const refer = { $ref: '#/definitions/it' };
const defined = (it: Json, more: JsonObject = {}): JsonObject => ({ ...more, definitions: { it } });
const node = (value: Json) => object({ value, next: refer }, closed);
const tree = (value: Json) => object({ value, children: { type: 'array', items: refer } }, closed);

// biome-ignore format: one rule a line
export const referenceRules: readonly Rule[] = [
  rule('a schema moves behind a reference', string, defined(string, refer), 'compatible'),
  rule('a schema moves out from behind a reference', defined(string, refer), string, 'compatible'),
  rule('what is referred to changes', defined(string, { type: 'array', items: refer }), defined(number, { type: 'array', items: refer }), 'breaking', 'TYPE_CHANGED #/items'),
  rule('what is not referred to changes', { ...string, definitions: { other: string } }, { ...string, definitions: { other: number } }, 'compatible'),
  rule('a definition is renamed', defined(string, { type: 'array', items: refer }), { type: 'array', items: { $ref: '#/definitions/that' }, definitions: { that: string } }, 'compatible'),
  rule('a reference leads to a reference', { ...refer, definitions: { it: { $ref: '#/definitions/deep' }, deep: string } }, { ...refer, definitions: { it: { $ref: '#/definitions/deep' }, deep: number } }, 'breaking', 'TYPE_CHANGED #/'),
  rule('a reference by $defs finds definitions', { ...refer, definitions: { it: string } }, { $ref: '#/$defs/it', definitions: { it: string } }, 'compatible'),
  rule('a reference leads to a place in the schema', object({ a: string, b: { $ref: '#/properties/a' } }), object({ a: string, b: number }), 'breaking', 'TYPE_CHANGED #/properties/b'),
  rule('a name in a reference is escaped', { $ref: '#/definitions/a~1b%20c', definitions: { 'a/b c': string } }, number, 'breaking', 'TYPE_CHANGED #/'),
  rule('recursion stays', defined(node(string), refer), defined(node(string), refer), 'compatible'),
  rule('recursion finds a change once', defined(node(string), refer), defined(node(number), refer), 'breaking', 'TYPE_CHANGED #/properties/value'),
  rule('recursion through items finds a change', defined(tree(string), refer), defined(tree({ ...string, maxLength: 3 }), refer), 'breaking', 'MAX_LENGTH_ADDED #/properties/value/maxLength'),
  rule('recursion to the root finds a change', object({ value: string, next: { $ref: '#' } }), object({ value: number, next: { $ref: '#' } }), 'breaking', 'TYPE_CHANGED #/properties/value'),
  rule('recursion through a union stays', defined({ oneOf: [string, node(string)] }, refer), defined({ oneOf: [string, node(string)] }, refer), 'compatible'),
  rule('recursion through a union gets a choice', defined({ oneOf: [string, node(string)] }, refer), defined({ oneOf: [string, node(string), { type: 'null' }] }, refer), 'compatible', 'SUM_TYPE_EXTENDED #/'),
  rule('recursion through a union finds a change', defined({ oneOf: [string, node(string)] }, refer), defined({ oneOf: [string, node(number)] }, refer), 'breaking', 'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'),
  rule('recursion is unrolled by one step', defined(node(string), refer), { ...node(string), definitions: { it: node(string) } }, 'compatible'),
];

/** From 2019-09 on: what stands beside a reference counts. */
// biome-ignore format: one rule a line
export const modernReferenceRules: readonly Rule[] = [
  rule('a keyword beside a reference is added', defined(string, refer), defined(string, { ...refer, maxLength: 3 }), 'breaking', 'TYPE_CHANGED #/'),
  rule('a keyword beside a reference is removed', defined(string, { ...refer, maxLength: 3 }), defined(string, refer), 'compatible', 'PRODUCT_TYPE_NARROWED #/'),
  rule('a description beside a reference is none of the schema', defined(string, refer), defined(string, { ...refer, description: 'it' }), 'compatible'),
  rule('a default beside a reference saves a required property', defined(string, object({}, closed)), defined(string, object({ a: { ...refer, default: '' } }, { ...closed, required: ['a'] })), 'compatible', 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/a'),
  rule('an anchor is referred to', { $ref: '#it', $defs: { x: { $anchor: 'it', ...string } } }, { $ref: '#it', $defs: { x: { $anchor: 'it', ...number } } }, 'breaking', 'TYPE_CHANGED #/'),
  rule('a dynamic anchor is referred to', { $dynamicRef: '#it', $defs: { x: { $dynamicAnchor: 'it', ...string } } }, string, 'compatible'),
];

/** Up to draft 7: a reference stands alone. */
// biome-ignore format: one rule a line
export const legacyReferenceRules: readonly Rule[] = [
  rule('a keyword beside a reference says nothing', defined(string, refer), defined(string, { ...refer, maxLength: 3 }), 'compatible'),
  rule('a default beside a reference saves nothing', defined(string, object({}, closed)), defined(string, object({ a: { ...refer, default: '' } }, { ...closed, required: ['a'] })), 'breaking', 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/a'),
  rule('an anchor by id is referred to', { $ref: '#it', definitions: { x: { $id: '#it', ...string } } }, { $ref: '#it', definitions: { x: { $id: '#it', ...number } } }, 'breaking', 'TYPE_CHANGED #/'),
];
