// An Avro schema as the rules of resolution see it (Apache Avro 1.12, "Schema Resolution"): names are full ones, and a name
// that stands for a schema is that schema, so recursion is a loop.

import { isObject, type Json, type JsonObject } from '../../json.ts';

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export type AvroSchema =
  | { readonly kind: Primitive }
  | { readonly kind: 'array'; readonly items: AvroSchema }
  | { readonly kind: 'map'; readonly values: AvroSchema }
  | { readonly kind: 'union'; readonly branches: readonly AvroSchema[] }
  | NamedSchema;

type Named = { readonly name: string; readonly aliases: readonly string[] };
export type FixedSchema = Named & { readonly kind: 'fixed'; readonly size: number };
export type EnumSchema = Named & {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  /** Whether a symbol that it does not know is read as one that it does. */
  readonly hasDefault: boolean;
};
export type RecordSchema = Named & { readonly kind: 'record'; readonly fields: readonly Field[] };
export type NamedSchema = FixedSchema | EnumSchema | RecordSchema;

export type Field = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly schema: AvroSchema;
  readonly hasDefault: boolean;
};

/** Reads a schema that Avro's library has accepted. `known` has what it may refer to, and gets what it defines. */
export function readAvro(json: Json, known: Map<string, AvroSchema>, namespace = ''): AvroSchema {
  if (typeof json === 'string') return primitive(json) ?? lookUp(json, known, namespace);
  if (Array.isArray(json))
    return { kind: 'union', branches: json.map(branch => readAvro(branch, known, namespace)) };
  if (!isObject(json)) throw new SyntaxError('it is no schema of Avro');
  const { type } = json;
  if (type === 'array') return { kind: 'array', items: readAvro(json.items ?? null, known, namespace) };
  if (type === 'map') return { kind: 'map', values: readAvro(json.values ?? null, known, namespace) };
  if (type === 'record' || type === 'error' || type === 'enum' || type === 'fixed')
    return readNamed(json, known, namespace);
  return readAvro(type ?? null, known, namespace);
}

const primitive = (name: string): AvroSchema | undefined => {
  const kind = PRIMITIVES.find(candidate => candidate === name);
  return kind && { kind };
};

function lookUp(name: string, known: ReadonlyMap<string, AvroSchema>, namespace: string): AvroSchema {
  const found = known.get(fullName(name, namespace)) ?? known.get(name);
  if (found) return found;
  throw new SyntaxError(`there is no type "${name}"`);
}

const fullName = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;

const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

function readNamed(json: JsonObject, known: Map<string, AvroSchema>, enclosing: string): NamedSchema {
  const given = typeof json.namespace === 'string' ? json.namespace : enclosing;
  const name = fullName(String(json.name), given);
  const namespace = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  const named: Named = { name, aliases: textsOf(json.aliases).map(alias => fullName(alias, namespace)) };
  if (json.type === 'fixed') return remember({ ...named, kind: 'fixed', size: Number(json.size) }, known);
  if (json.type === 'enum') {
    const symbols = textsOf(json.symbols);
    const hasDefault = typeof json.default === 'string' && symbols.includes(json.default);
    return remember({ ...named, kind: 'enum', symbols, hasDefault }, known);
  }
  // A field may be of the record itself.
  const fields: Field[] = [];
  const record = remember({ ...named, kind: 'record', fields }, known);
  for (const field of Array.isArray(json.fields) ? json.fields : [])
    if (isObject(field)) fields.push(readField(field, known, namespace));
  return record;
}

function readField(field: JsonObject, known: Map<string, AvroSchema>, namespace: string): Field {
  return {
    name: String(field.name),
    aliases: textsOf(field.aliases),
    schema: readAvro(field.type ?? null, known, namespace),
    hasDefault: field.default !== undefined,
  };
}

function remember<T extends NamedSchema>(schema: T, known: Map<string, AvroSchema>): T {
  known.set(schema.name, schema);
  return schema;
}
