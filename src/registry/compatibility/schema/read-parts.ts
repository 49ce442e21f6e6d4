// The parts of a schema, kind by kind.
import { isObject, type Json } from '../../../json.ts';
import { arrayKeywords, isModern, NUMBER_KEYWORDS, objectKeywords, STRING_KEYWORDS } from './draft.ts';
import { keyword, listOf, type ObjectPlace, type Read } from './keywords.ts';
import { child, pointer } from './place.ts';
import { readArray } from './read-array.ts';
import { combined, readCombined } from './read-combined.ts';
import { readObject } from './read-object.ts';
import { readNumber, readString } from './read-scalar.ts';
import type { Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

/** One part for each kind of keyword. A type takes the keywords of its kind to itself; the rest stand on their own. */
export function readParts(at: ObjectPlace, read: Read): Schema[] {
  const parts: Schema[] = [];
  const values = listOf(at, 'enum');
  if (values !== undefined) parts.push({ kind: 'enum', values });
  for (const criterion of ['allOf', 'anyOf', 'oneOf'] as const)
    if (keyword(at, criterion) !== undefined) parts.push(readCombined(at, criterion, read));
  const not = keyword(at, 'not');
  if (not !== undefined) parts.push({ kind: 'not', schema: read(child(at, not, 'not')) });
  const constant = keyword(at, 'const');
  if (constant !== undefined && at.document.draft !== 'draft-04')
    parts.push({ kind: 'const', value: constant });
  const types = typesOf(at);
  if (typeof types === 'string') parts.push(readType(at, types, read));
  else if (types !== null)
    parts.push(
      combined(
        'anyOf',
        types.map(type => readType(at, type, read)),
        types,
      ),
    );
  return [...parts, ...readUntyped(at, new Set(typeof types === 'string' ? [types] : types), read)];
}

function typesOf(at: ObjectPlace): string | readonly string[] | null {
  const type = keyword(at, 'type');
  if (type === undefined) return null;
  if (Array.isArray(type)) return type.map(item => (typeof item === 'string' ? item : unknownType(at, item)));
  return typeof type === 'string' ? type : unknownType(at, type);
}

function unknownType(at: ObjectPlace, type: Json): never {
  throw new SchemaError(pointer(at, 'type'), `${JSON.stringify(type)} is not a type of JSON Schema`);
}

function readType(at: ObjectPlace, type: string, read: Read): Schema {
  switch (type) {
    case 'string':
      return readString(at);
    case 'integer':
    case 'number':
      return readNumber(at, type === 'integer');
    case 'array':
      return readArray(at, read);
    case 'object':
      return readObject(at, read);
    case 'boolean':
    case 'null':
      return { kind: type };
    default:
      return unknownType(at, type);
  }
}

/** Keywords of a kind that no type has claimed. They hold for values of their kind only, which the rules do not tell apart. */
function readUntyped(at: ObjectPlace, types: ReadonlySet<string>, read: Read): Schema[] {
  const { draft } = at.document;
  const modern = isModern(draft);
  const has = (names: readonly string[]) => names.some(name => asserts(at, name, modern));
  const parts: Schema[] = [];
  if (!types.has('array') && has(arrayKeywords(draft))) parts.push(readArray(at, read));
  if (!types.has('object') && has(objectKeywords(draft))) parts.push(readObject(at, read));
  if (!types.has('number') && !types.has('integer') && has(NUMBER_KEYWORDS))
    parts.push(readNumber(at, false));
  if (!types.has('string') && has(modern ? STRING_KEYWORDS : [...STRING_KEYWORDS, 'format']))
    parts.push(readString(at));
  if (has(conditionals(at))) parts.push(readConditional(at, read));
  return parts;
}

/** From 2019-09 on an empty map of properties says nothing, and does not make a schema one of objects. */
function asserts(at: ObjectPlace, name: string, modern: boolean): boolean {
  const value = keyword(at, name);
  if (value === undefined) return false;
  const map = name === 'properties' || name === 'patternProperties';
  return !(modern && map && isObject(value) && Object.keys(value).length === 0);
}

function conditionals(at: ObjectPlace): readonly string[] {
  if (isModern(at.document.draft)) return ['if'];
  return at.document.draft === 'draft-07' ? ['if', 'then', 'else'] : [];
}

/** Only that there is a condition counts, as in Confluent's rules; its schemas are read to find what is wrong in them. */
function readConditional(at: ObjectPlace, read: Read): Schema {
  for (const name of ['if', 'then', 'else']) {
    const value = keyword(at, name);
    if (value !== undefined) read(child(at, value, name));
  }
  return { kind: 'conditional' };
}
