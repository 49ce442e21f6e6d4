// Whether a reader's schema reads what a writer's has written, by Avro's rules of resolution, and what keeps it from that:
// by the names and places of Avro's own SchemaCompatibility.

import type { AvroSchema, EnumSchema, Field, NamedSchema, Primitive, RecordSchema } from './avro-schema.ts';

export type AvroDifference = {
  readonly type:
    | 'NAME_MISMATCH'
    | 'FIXED_SIZE_MISMATCH'
    | 'MISSING_ENUM_SYMBOLS'
    | 'READER_FIELD_MISSING_DEFAULT_VALUE'
    | 'TYPE_MISMATCH'
    | 'MISSING_UNION_BRANCH';
  /** A JSON pointer into the reader's schema; into the writer's, for a branch of a union. */
  readonly path: string;
  /** What it is about: a name, a symbol, a type. */
  readonly about: string;
};

/** Nothing when everything that the writer may write can be read. */
export function compareAvro(reader: AvroSchema, writer: AvroSchema): AvroDifference[] {
  return compare({ pairs: new Map(), taken: [] }, reader, writer, '');
}

type Run = {
  /** Of pairs that were compared: nothing, or the first difference. Inside itself a pair is taken to have none. */
  readonly pairs: Map<AvroSchema, Map<AvroSchema, AvroDifference[]>>;
  /** The pairs that are taken to have none, in the order they were met. */
  readonly taken: [AvroSchema, AvroSchema][];
};

function compare(run: Run, reader: AvroSchema, writer: AvroSchema, path: string): AvroDifference[] {
  const writers = run.pairs.get(reader) ?? new Map<AvroSchema, AvroDifference[]>();
  run.pairs.set(reader, writers);
  const known = writers.get(writer);
  if (known) return known;
  writers.set(writer, []);
  const met = run.taken.push([reader, writer]);
  const found = compareOnce(run, reader, writer, path);
  if (found.length === 0) return found;
  // What was found to be right inside may have been so only because this pair was taken to be.
  for (const [before, after] of run.taken.splice(met - 1)) run.pairs.get(before)?.delete(after);
  writers.set(writer, found.slice(0, 1));
  return found;
}

function compareOnce(run: Run, reader: AvroSchema, writer: AvroSchema, path: string): AvroDifference[] {
  if (writer.kind === 'union') {
    if (reader.kind !== 'union') return writer.branches.flatMap(branch => compare(run, reader, branch, path));
    return writer.branches.flatMap((branch, index) =>
      compare(run, reader, branch, path).length === 0
        ? []
        : [difference('MISSING_UNION_BRANCH', `${path}/${index}`, nameOf(branch))],
    );
  }
  if (reader.kind === 'union')
    return reader.branches.some(branch => compare(run, branch, writer, path).length === 0)
      ? []
      : [difference('MISSING_UNION_BRANCH', path, nameOf(writer))];
  if (reader.kind === 'array' && writer.kind === 'array')
    return compare(run, reader.items, writer.items, `${path}/items`);
  if (reader.kind === 'map' && writer.kind === 'map')
    return compare(run, reader.values, writer.values, `${path}/values`);
  if ('name' in reader && 'name' in writer && reader.kind === writer.kind)
    return [...compareNames(reader, writer, path), ...compareNamed(run, reader, writer, path)];
  return reader.kind === writer.kind || promotes(writer.kind, reader.kind)
    ? []
    : [difference('TYPE_MISMATCH', path, `${writer.kind} to ${reader.kind}`)];
}

const difference = (type: AvroDifference['type'], path: string, about: string): AvroDifference => ({
  ...{ type, about },
  path: path === '' ? '/' : path,
});

const nameOf = (schema: AvroSchema): string => ('name' in schema ? schema.name : schema.kind);

const promotions: Partial<Record<Primitive, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

const promotes = (from: string, to: string): boolean => promotions[from as Primitive]?.includes(to) ?? false;

/** Namespaces do not count, as in Avro's own check; aliases of the reader do, and are full names. */
function compareNames(reader: NamedSchema, writer: NamedSchema, path: string): AvroDifference[] {
  const same = bare(reader.name) === bare(writer.name) || reader.aliases.includes(writer.name);
  return same ? [] : [difference('NAME_MISMATCH', `${path}/name`, writer.name)];
}

const bare = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function compareNamed(run: Run, reader: NamedSchema, writer: NamedSchema, path: string): AvroDifference[] {
  if (reader.kind === 'record' && writer.kind === 'record')
    return reader.fields.flatMap((field, index) =>
      compareField(run, field, writer, `${path}/fields/${index}`),
    );
  if (reader.kind === 'enum' && writer.kind === 'enum') return compareSymbols(reader, writer, path);
  if (reader.kind === 'fixed' && writer.kind === 'fixed' && reader.size !== writer.size)
    return [difference('FIXED_SIZE_MISMATCH', `${path}/size`, `${writer.size} to ${reader.size}`)];
  return [];
}

function compareField(run: Run, field: Field, writer: RecordSchema, path: string): AvroDifference[] {
  const written =
    writer.fields.find(({ name }) => name === field.name) ??
    writer.fields.find(({ name }) => field.aliases.includes(name));
  if (written) return compare(run, field.schema, written.schema, `${path}/type`);
  return field.hasDefault ? [] : [difference('READER_FIELD_MISSING_DEFAULT_VALUE', path, field.name)];
}

function compareSymbols(reader: EnumSchema, writer: EnumSchema, path: string): AvroDifference[] {
  const missing = writer.symbols.filter(symbol => !reader.symbols.includes(symbol));
  if (missing.length === 0 || reader.hasDefault) return [];
  return [difference('MISSING_ENUM_SYMBOLS', `${path}/symbols`, missing.join(', '))];
}
