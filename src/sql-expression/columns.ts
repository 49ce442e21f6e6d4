// Columns of a parsed JSON document, with the values that the lake's tables have: the committer makes those with
// DuckDB's json_transform, under which a value that does not fit its column is NULL.

import type { DataType, StructField } from '../delta/schema.ts';
import { isObject, type Json } from '../json.ts';
import { numberCast } from './cast-number.ts';
import { fromText } from './cast-text.ts';
import { deltaTypes } from './delta-types.ts';
import { writeReal } from './json-tree.ts';
import { formatDouble } from './number-text.ts';
import { SqlRuntimeError } from './runtime-error.ts';
import {
  bigint,
  boolean,
  decimal,
  double,
  hugeint,
  isNumeric,
  list,
  type SqlType,
  simpleTypes,
  struct,
} from './types.ts';
import { type Struct, type Value, whole } from './value.ts';

/** Reads the column's own value in a document. */
export type DocumentColumn = { type: SqlType; read(value: Json): Value };

/** Throws a TypeError for a type that JSON documents do not fill: binary, and maps. */
export function documentColumn(type: DataType): DocumentColumn {
  if (typeof type === 'string')
    return scalarColumn(simpleTypes.get(deltaTypes[type] ?? '') ?? decimalOf(type));
  if (type.type === 'array') return listColumn(documentColumn(type.elementType));
  if (type.type === 'struct') return structColumn(type.fields);
  throw new TypeError('a column of maps is not read from JSON');
}

function decimalOf(name: string): SqlType {
  const match = /^decimal\((\d+),(\d+)\)$/.exec(name);
  if (!match) throw new TypeError(`a column of type ${name} is not read from JSON`);
  return decimal(Number(match[1]), Number(match[2]));
}

function listColumn({ type, read }: DocumentColumn): DocumentColumn {
  return { type: list(type), read: value => (Array.isArray(value) ? value.map(read) : null) };
}

/** What is no object has no fields: DuckDB makes it a struct of NULLs. */
function structColumn(fields: readonly StructField[]): DocumentColumn {
  const columns = fields.map(field => ({ name: field.name, ...documentColumn(field.type) }));
  const type = struct(columns.map(column => ({ name: column.name, type: column.type })));
  return {
    type,
    read: value => {
      if (value === null) return null;
      const result: Struct = {};
      for (const { name, read } of columns)
        result[name] = isObject(value) && Object.hasOwn(value, name) ? read(value[name] ?? null) : null;
      return result;
    },
  };
}

function scalarColumn(type: SqlType): DocumentColumn {
  if (type.id === 'VARCHAR') return { type, read: jsonText };
  const parse = fromText(type) as (text: string) => Value;
  const fromNumber = numericReader(type, parse);
  const fromBoolean = booleanReader(type);
  return {
    type,
    read: value => {
      switch (typeof value) {
        case 'string':
          return orNull(parse, value);
        case 'number':
          return fromNumber(value);
        case 'boolean':
          return fromBoolean(value);
        default:
          return null;
      }
    },
  };
}

/** A JSON number is an integer or a double, as it is written: without or with a fraction or an exponent. */
function numericReader(type: SqlType, parse: (text: string) => Value): (value: number) => Value {
  if (!isNumeric(type) && type.id !== 'BOOLEAN') return value => orNull(parse, numberText(value));
  const fromDouble = converterOf(double, type);
  const fromInteger = converterOf(bigint, type);
  const fromHuge = converterOf(hugeint, type);
  return value => {
    if (Number.isSafeInteger(value)) return orNull(fromInteger, value + 0);
    if (!isWholeInJson(value)) return orNull(fromDouble, value);
    const written = BigInt(String(value));
    if (written >= -(2n ** 63n) && written < 2n ** 64n) return orNull(fromHuge, whole(written));
    return orNull(parse, String(written)); // no integer type of JSON has room for it: DuckDB keeps it as text
  };
}

function converterOf(from: SqlType, to: SqlType): (value: Value) => Value {
  if (from.id === to.id) return value => value;
  return numberCast(from, to) as (value: Value) => Value;
}

function booleanReader(type: SqlType): (value: boolean) => Value {
  if (type.id === 'BOOLEAN') return value => value;
  const convert = numberCast(boolean, type) as ((value: boolean) => Value) | null;
  return convert ? value => orNull(convert, value) : () => null;
}

function orNull<T>(convert: (value: T) => Value, value: T): Value {
  try {
    return convert(value);
  } catch (error) {
    if (error instanceof SqlRuntimeError) return null;
    throw error;
  }
}

/** Text is kept without its quotes, an object or a list as its JSON. */
function jsonText(value: Json): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value) : writeValue(value);
}

function writeValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(',')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${writeValue(member)}`)
      .join(',')}}`;
  if (typeof value !== 'number') return JSON.stringify(value);
  return isWholeInJson(value) ? String(value + 0) : writeReal(value);
}

/** Whether JavaScript writes the number as an integer, and so JSON has one. */
function isWholeInJson(value: number): boolean {
  return /^-?\d+$/.test(String(value));
}

/** A number on its own is written as DuckDB writes numbers, one inside JSON as JSON does. */
function numberText(value: number): string {
  return isWholeInJson(value) ? String(value + 0) : formatDouble(value);
}
