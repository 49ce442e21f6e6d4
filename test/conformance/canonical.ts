// Values in one form, whichever engine read them: integers and decimals as text with no zeros at the end,
// bytes as hex, times in UTC microseconds, a map as its entries in order of key. The engines' side is engines/canonical.py.

import type { DataType, StructType } from '../../src/delta/schema.ts';
import { duckdbType, quoteName, quoteText } from '../../src/tables/duckdb-type.ts';

export type Canonical = null | boolean | number | string | Canonical[] | { [field: string]: Canonical };
export type Row = { [column: string]: Canonical };

/** From a value as DuckDB gives it in JSON, with its time zone set to UTC. */
export function fromDuckdb(value: unknown, type: DataType): Canonical {
  if (value === null || value === undefined) return null;
  if (typeof type === 'string') return fromPrimitive(value as string | number | boolean, type);
  if (type.type === 'array') return (value as unknown[]).map(entry => fromDuckdb(entry, type.elementType));
  if (type.type === 'struct') return rowFromDuckdb(value as Record<string, unknown>, type);
  const entries = (value as { key: unknown; value: unknown }[]).map(entry => [
    fromDuckdb(entry.key, type.keyType),
    fromDuckdb(entry.value, type.valueType),
  ]);
  return entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

export function rowFromDuckdb(value: Record<string, unknown>, { fields }: StructType): Row {
  return Object.fromEntries(fields.map(({ name, type }) => [name, fromDuckdb(value[name], type)]));
}

const wholeNumbers: readonly string[] = ['byte', 'short', 'integer', 'long'];

function fromPrimitive(value: string | number | boolean, type: string): Canonical {
  if (wholeNumbers.includes(type)) return String(value);
  if (type === 'timestamp') {
    const [, day, time, micros = ''] = /^(\S+) (\d\d:\d\d:\d\d)\.?(\d*)\+00$/.exec(String(value)) ?? [];
    return `${day}T${time}.${micros.padEnd(6, '0')}Z`;
  }
  if (type === 'binary') return Buffer.from(unescapeBlob(String(value)), 'latin1').toString('hex');
  if (type.startsWith('decimal'))
    return String(value)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  return value;
}

const unescapeBlob = (text: string) =>
  text.replace(/\\x([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A literal of DuckDB. */
export function toSql(value: Canonical | undefined, type: DataType): string {
  if (value === null || value === undefined) return `CAST(NULL AS ${duckdbType(type)})`;
  if (typeof type === 'string')
    return type === 'binary'
      ? `unhex(${quoteText(String(value))})`
      : `CAST(${quoteText(String(value))} AS ${duckdbType(type)})`;
  if (type.type === 'struct') {
    const fields = value as Row;
    const parts = type.fields.map(
      field => `${quoteName(field.name)}: ${toSql(fields[field.name], field.type)}`,
    );
    return `{${parts.join(', ')}}`;
  }
  if (type.type === 'array') {
    const entries = (value as Canonical[]).map(entry => toSql(entry, type.elementType));
    return `CAST([${entries.join(', ')}] AS ${duckdbType(type)})`;
  }
  const entries = value as [Canonical, Canonical][];
  const keys = entries.map(([key]) => toSql(key, type.keyType));
  const values = entries.map(([, entry]) => toSql(entry, type.valueType));
  return `CAST(map([${keys.join(', ')}], [${values.join(', ')}]) AS ${duckdbType(type)})`;
}

/** The row with every field that the schema names, at any depth: what it lacks is null. */
export function complete(row: Row, { fields }: StructType): Row {
  return Object.fromEntries(fields.map(({ name, type }) => [name, completeValue(row[name] ?? null, type)]));
}

function completeValue(value: Canonical, type: DataType): Canonical {
  if (value === null || typeof type === 'string') return value;
  if (type.type === 'struct') return complete(value as Row, type);
  if (type.type === 'array')
    return (value as Canonical[]).map(entry => completeValue(entry, type.elementType));
  return value;
}

/** Throws an Error that shows a row which is not in both, when the two are not the same rows in any order. */
export function sameRows(actual: readonly Row[], expected: readonly Row[]): void {
  const left = new Map<string, number>();
  for (const row of expected) add(left, JSON.stringify(row), 1);
  for (const row of actual) add(left, JSON.stringify(row), -1);
  const missing = [...left].find(([, count]) => count > 0)?.[0];
  const surplus = [...left].find(([, count]) => count < 0)?.[0];
  if (missing || surplus)
    throw new Error(
      `${actual.length} rows, of ${expected.length}; missing ${missing ?? 'none'}; in its place ${surplus ?? 'none'}`,
    );
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
