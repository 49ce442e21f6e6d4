// From JSON to a schema with every reference resolved, or to the reason why there is none.
import type { Json } from '../../../json.ts';
import { type Documents, lookUp, openDocuments, type References } from './documents.ts';
import { type Place, pointer } from './place.ts';
import { type Reading, readSchema } from './read-schema.ts';
import type { ReferenceSchema, Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

export type ParsedSchema =
  | { readonly ok: true; readonly schema: Schema }
  | { readonly ok: false; readonly path: string; readonly reason: string };

/**
 * Reads a schema of draft 4, 6, 7, 2019-09 or 2020-12; `$schema` says which, and it is draft 7 where it is missing.
 * A schema that cannot be read is a value with a path and a reason; nothing is fetched and nothing is thrown.
 */
export function parseSchema(schema: Json, references: References = {}): ParsedSchema {
  try {
    return { ok: true, schema: readAll(openDocuments(schema, references)) };
  } catch (error) {
    if (error instanceof SchemaError) return { ok: false, path: error.path, reason: error.message };
    throw error;
  }
}

type Pending = { readonly reference: ReferenceSchema; readonly from: Place };

/** A schema that is referred to is read once, so that recursion meets the node that it started from. */
function readAll(documents: Documents): Schema {
  const pending: Pending[] = [];
  const references: Pending[] = [];
  const reading: Reading = {
    onReference: (reference, from) => pending.push({ reference, from }),
    unions: new Map(),
  };
  const byPlace = new Map<Json, Map<string, Schema>>();
  const read = (place: Place): Schema => {
    const inDocument = byPlace.get(place.document.root) ?? new Map<string, Schema>();
    byPlace.set(place.document.root, inDocument);
    const key = pointer(place);
    const known = inDocument.get(key);
    if (known !== undefined) return known;
    const schema = readSchema(place, reading);
    inDocument.set(key, schema);
    return schema;
  };
  const root = read(documents.root);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    next.reference.target = read(lookUp(documents, next.from, next.reference.ref));
    references.push(next);
  }
  for (const reference of references) refuseLoop(reference);
  return root;
}

function refuseLoop({ reference, from }: Pending): void {
  const seen = new Set<Schema>();
  for (let schema: Schema | null = reference; schema?.kind === 'reference'; schema = schema.target) {
    if (seen.has(schema))
      throw new SchemaError(
        pointer(from, '$ref'),
        `"${reference.ref}" leads back to itself and to no schema`,
      );
    seen.add(schema);
  }
}
