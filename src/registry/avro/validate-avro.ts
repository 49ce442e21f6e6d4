// Whether a schema is one of Avro: asked of its library, avsc, which knows names, defaults and what may not be repeated.

import { createRequire } from 'node:module';
import type avsc from 'avsc';
import type { Json } from '../../json.ts';
import { type AvroSchema, readAvro } from './avro-schema.ts';

/** Loaded for the first schema of Avro: most hosts see none. */
let library: typeof avsc | undefined;
const require = createRequire(import.meta.url);

export type ParsedAvro = { ok: true; schema: AvroSchema } | { ok: false; reason: string };

const MAX_DEPTH = 200;
/** Comparing goes as deep as names lead. */
const MAX_NAMED = 500;

/** What it refers to comes in any order. Nothing is thrown for a schema that is none. */
export function parseAvro(json: Json, references: readonly Json[]): ParsedAvro {
  if (!isWithin(json, MAX_DEPTH))
    return { ok: false, reason: `it is nested deeper than ${MAX_DEPTH} levels` };
  // A type may have any name, also one that every object has.
  const named: object = Object.create(null);
  const known = new Map<string, AvroSchema>();
  let pending = [...references];
  while (pending.length > 0) {
    const left = pending.filter(reference => !parseOne(reference, named, known).ok);
    if (left.length === pending.length) break;
    pending = left;
  }
  const parsed = parseOne(json, named, known);
  if (known.size <= MAX_NAMED) return parsed;
  return { ok: false, reason: `it has ${known.size} named types, and ${MAX_NAMED} are the most` };
}

function parseOne(json: Json, registry: object, known: Map<string, AvroSchema>): ParsedAvro {
  const before = Object.entries(registry);
  try {
    library ??= require('avsc') as typeof avsc;
    // Its types take a schema that is known to be one; this is where that is found out.
    library.Type.forSchema(json as avsc.Schema, { registry: registry as never, noAnonymousTypes: true });
    return { ok: true, schema: readAvro(json, known) };
  } catch (error) {
    for (const name of Object.keys(registry)) Reflect.deleteProperty(registry, name);
    Object.assign(registry, Object.fromEntries(before));
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function isWithin(json: Json, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return true;
  return depth > 0 && Object.values(json).every(value => isWithin(value, depth - 1));
}
