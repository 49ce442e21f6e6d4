// The drafts of JSON Schema, and what differs between them for a reader of keywords.
import { isObject, type Json } from '../../../json.ts';

export type Draft = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';
const DRAFTS: readonly Draft[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** The draft that a schema names in `$schema`; draft 7 where it names none that is known, as Confluent does. */
export function draftOf(schema: Json, otherwise: Draft = 'draft-07'): Draft {
  const named = isObject(schema) ? schema.$schema : undefined;
  if (typeof named !== 'string') return otherwise;
  return DRAFTS.find(draft => named.includes(`/${draft}/`)) ?? otherwise;
}

/** From 2019-09 on keywords may stand beside `$ref`, and what is not evaluated can be closed. */
export function isModern(draft: Draft): boolean {
  return draft === '2019-09' || draft === '2020-12';
}

export function idKeyword(draft: Draft): '$id' | 'id' {
  return draft === 'draft-04' ? 'id' : '$id';
}

export const STRING_KEYWORDS = ['minLength', 'maxLength', 'pattern'];
export const NUMBER_KEYWORDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

const LEGACY_ARRAY = ['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems'];
const MODERN_ARRAY = [
  'items',
  'prefixItems',
  'unevaluatedItems',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
];

export function arrayKeywords(draft: Draft): readonly string[] {
  if (isModern(draft)) return MODERN_ARRAY;
  return draft === 'draft-04' ? LEGACY_ARRAY : [...LEGACY_ARRAY, 'contains'];
}

const EVERY_OBJECT = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'required',
  'minProperties',
  'maxProperties',
];

export function objectKeywords(draft: Draft): readonly string[] {
  if (isModern(draft))
    return [
      ...EVERY_OBJECT,
      'propertyNames',
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedProperties',
    ];
  return draft === 'draft-04'
    ? [...EVERY_OBJECT, 'dependencies']
    : [...EVERY_OBJECT, 'dependencies', 'propertyNames'];
}
