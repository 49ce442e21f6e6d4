// Delta types as DuckDB spells them.

import type { DataType, StructType } from '../delta/schema.ts';
import { deltaTypes } from '../sql-expression/delta-types.ts';

/** Those that no expression has, and the short name of a long one. */
const names: Record<string, string> = { ...deltaTypes, binary: 'BLOB', timestamp: 'TIMESTAMPTZ' };

export function duckdbType(type: DataType): string {
  if (typeof type === 'string') return names[type] ?? type.toUpperCase();
  if (type.type === 'array') return `${duckdbType(type.elementType)}[]`;
  if (type.type === 'map') return `MAP(${duckdbType(type.keyType)}, ${duckdbType(type.valueType)})`;
  return `STRUCT(${type.fields.map(field => `${quoteName(field.name)} ${duckdbType(field.type)}`).join(', ')})`;
}

/** An identifier, as SQL quotes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal, as SQL quotes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Reads data files of a table with all of its columns, in the table's order and types, whatever each file has: columns
 * that a file lacks are null. `partitions` are the values of the partition columns, the same for all of the files.
 */
export function readFilesSql(
  files: readonly string[],
  schema: StructType,
  partitions: Record<string, string | null>,
): string {
  const stored = schema.fields.filter(({ name }) => !(name in partitions));
  const columns = stored.map(
    ({ name, type }) =>
      `${quoteText(name)}: {name: ${quoteText(name)}, type: ${quoteText(duckdbType(type))}, default_value: NULL}`,
  );
  const select = schema.fields.map(({ name, type }) => {
    if (!(name in partitions)) return quoteName(name);
    const value = partitions[name];
    const literal = value === null || value === undefined ? 'NULL' : quoteText(value);
    return `CAST(${literal} AS ${duckdbType(type)}) AS ${quoteName(name)}`;
  });
  return `SELECT ${select.join(', ')} FROM read_parquet([${files.map(quoteText).join(', ')}], schema = MAP {${columns.join(', ')}}, hive_partitioning = false)`;
}
