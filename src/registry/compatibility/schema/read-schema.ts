// Turns a schema of any draft into the rules' view of it.
import { isObject, type Json } from '../../../json.ts';
import { canonical } from './canonical.ts';
import {
  arrayKeywords,
  idKeyword,
  isModern,
  NUMBER_KEYWORDS,
  objectKeywords,
  STRING_KEYWORDS,
} from './draft.ts';
import { itemsOf, keyword, listOf, type ObjectPlace, type Read, stringOf } from './keywords.ts';
import { child, type Place, pointer } from './place.ts';
import { readArray } from './read-array.ts';
import { readObject } from './read-object.ts';
import { readNumber, readString } from './read-scalar.ts';
import type { Annotations, CombinedSchema, Criterion, ReferenceSchema, Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

/** Called for every reference that is read; the target is set later. */
export type OnReference = (reference: ReferenceSchema, from: Place) => void;

/** Reads one schema with all that is inside it. Throws a SchemaError where a keyword has a wrong type. */
export function readSchema(place: Place, onReference: OnReference): Schema {
  const { value } = place;
  if (typeof value === 'boolean') return { kind: value ? 'anything' : 'nothing' };
  if (!isObject(value)) throw new SchemaError(pointer(place), 'a schema must be an object, true or false');
  const at = { ...place, value };
  const read = (inner: Place) => readSchema(inner, onReference);
  const reference = referenceAt(at);
  // Up to draft 7 nothing beside a reference counts, not even a default.
  const alone = reference !== null && !isModern(place.document.draft);
  const schema = alone
    ? reference
    : together([...(reference ? [reference] : []), ...readParts(at, read)], at);
  if (reference !== null) onReference(schema.kind === 'reference' ? schema : reference, at);
  return schema;
}

function together(parts: readonly Schema[], at: ObjectPlace): Schema {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: 'anything', ...annotationsOf(at) };
  return { ...(others.length === 0 ? first : product(parts)), ...annotationsOf(at) };
}

function referenceAt(at: ObjectPlace): ReferenceSchema | null {
  const names = isModern(at.document.draft) ? ['$ref', '$dynamicRef', '$recursiveRef'] : ['$ref'];
  const ref = names.map(name => stringOf(at, name)).find(found => found !== undefined);
  return ref === undefined ? null : { kind: 'reference', ref, target: null };
}

/** One part for each kind of keyword. A type takes the keywords of its kind to itself; the rest stand on their own. */
function readParts(at: ObjectPlace, read: Read): Schema[] {
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

function readCombined(at: ObjectPlace, criterion: Criterion, read: Read): CombinedSchema {
  const places = itemsOf(at, criterion);
  const subschemas = places.map(read);
  const whole = combined(
    criterion,
    subschemas,
    places.map(place => canonical(place.value)),
  );
  return criterion === 'allOf' && isModern(at.document.draft) ? flattened(whole) : whole;
}

/** A product inside `allOf` is as good as its factors. */
function flattened(whole: CombinedSchema): CombinedSchema {
  const factors = (schemas: readonly Schema[]) =>
    schemas.flatMap(schema =>
      schema.kind === 'combined' && schema.synthetic ? schema.subschemas : [schema],
    );
  return { ...whole, subschemas: factors(whole.subschemas), distinct: factors(whole.distinct) };
}

function product(parts: readonly Schema[]): CombinedSchema {
  return { kind: 'combined', criterion: 'allOf', synthetic: true, subschemas: parts, distinct: parts };
}

/** Subschemas with the same text are one. */
function combined(
  criterion: Criterion,
  subschemas: readonly Schema[],
  texts: readonly string[],
): CombinedSchema {
  const distinct = subschemas.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
  return { kind: 'combined', criterion, synthetic: false, subschemas, distinct };
}

function annotationsOf(at: ObjectPlace): Annotations {
  const id = stringOf(at, idKeyword(at.document.draft));
  const title = stringOf(at, 'title');
  const description = stringOf(at, 'description');
  const byDefault = keyword(at, 'default');
  const connectType = keyword(at, 'connect.type');
  return {
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(byDefault !== undefined && { default: byDefault }),
    ...(typeof connectType === 'string' && { connectType }),
  };
}
