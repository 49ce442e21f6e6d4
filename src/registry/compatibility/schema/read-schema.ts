// Turns a schema of any draft into the rules' view of it.
import { isObject, type JsonObject } from '../../../json.ts';
import { canonical } from './canonical.ts';
import { idKeyword, isModern } from './draft.ts';
import { keyword, type ObjectPlace, stringOf } from './keywords.ts';
import { type Place, pointer } from './place.ts';
import { productOf } from './read-combined.ts';
import { readParts } from './read-parts.ts';
import type { Annotations, ReferenceSchema, Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

export type Reading = {
  /** Called for every reference that is read; the target is set later. */
  onReference(reference: ReferenceSchema, from: Place): void;
  /** Unions by their text: those that are written alike are one node, so that they are compared once. */
  readonly unions: Map<string, Schema>;
};

/** Reads one schema with all that is inside it. Throws a SchemaError where a keyword has a wrong type. */
export function readSchema(place: Place, reading: Reading): Schema {
  const key = isObject(place.value) && isUnion(place.value) ? unionKey(place) : null;
  const known = key === null ? undefined : reading.unions.get(key);
  if (known !== undefined) return known;
  const schema = readAnew(place, reading);
  if (key !== null) reading.unions.set(key, schema);
  return schema;
}

function isUnion(value: JsonObject): boolean {
  return value.oneOf !== undefined || value.anyOf !== undefined;
}

function unionKey({ document, base, value }: Place): string {
  return `${document.draft} ${base} ${canonical(value)}`;
}

function readAnew(place: Place, reading: Reading): Schema {
  const { value } = place;
  if (typeof value === 'boolean') return { kind: value ? 'anything' : 'nothing' };
  if (!isObject(value)) throw new SchemaError(pointer(place), 'a schema must be an object, true or false');
  const at = { ...place, value };
  const read = (inner: Place) => readSchema(inner, reading);
  const reference = referenceAt(at);
  // Up to draft 7 nothing beside a reference counts, not even a default.
  const alone = reference !== null && !isModern(place.document.draft);
  const schema = alone
    ? reference
    : together([...(reference ? [reference] : []), ...readParts(at, read)], at);
  if (reference !== null) reading.onReference(schema.kind === 'reference' ? schema : reference, at);
  return schema;
}

function together(parts: readonly Schema[], at: ObjectPlace): Schema {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: 'anything', ...annotationsOf(at) };
  return { ...(others.length === 0 ? first : productOf(parts)), ...annotationsOf(at) };
}

function referenceAt(at: ObjectPlace): ReferenceSchema | null {
  const names = isModern(at.document.draft) ? ['$ref', '$dynamicRef', '$recursiveRef'] : ['$ref'];
  const ref = names.map(name => stringOf(at, name)).find(found => found !== undefined);
  return ref === undefined ? null : { kind: 'reference', ref, target: null };
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
