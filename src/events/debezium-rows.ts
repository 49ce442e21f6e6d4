// The columns of a row: their types are those of the schema block where the event has one, else those that the catalog
// declares. A value that is none of its type, and a whole number whose digits JSON lost, are never passed on as they are.

import type { ColumnType } from '../catalog/catalog.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { converters, type Parameters } from './debezium-values.ts';
import { hasLongInteger } from './parse-json.ts';

/** Of one column: how a value is made ours. Undefined when it is none of its type. */
type ConvertColumn = (value: Json) => Json | undefined;
export type Columns = readonly (readonly [name: string, convert: ConvertColumn])[];

/** Throws when the catalog names a type that there is no need to declare, as a misspelt one is. */
export function compileColumns(declared: Readonly<Record<string, ColumnType>>): Columns {
  return Object.entries(declared).map(([column, { name, ...parameters }]) => {
    const convert = converters.get(name);
    if (!convert)
      throw new Error(`column "${column}": the type "${name}" is not known, or needs no declaration`);
    return [column, value => convert(value, parameters)];
  });
}

/** The columns of `before` or `after` in the schema block of an envelope; null when it does not say. */
export function columnsOfBlock(block: Json | undefined, image: 'before' | 'after'): Columns | null {
  const row = fieldsOf(block).find(({ field }) => field === image);
  if (!row) return null;
  const columns: [string, ConvertColumn][] = [];
  for (const column of fieldsOf(row)) {
    const convert = converterOf(column);
    if (convert && typeof column.field === 'string') columns.push([column.field, convert]);
  }
  return columns;
}

function fieldsOf(block: Json | undefined): JsonObject[] {
  return isObject(block) && Array.isArray(block.fields) ? block.fields.filter(isObject) : [];
}

/** Null when the values of the column are right as they come. */
function converterOf({ type, name, parameters, items }: JsonObject): ConvertColumn | null {
  if (type === 'array') {
    const convert = isObject(items) ? converterOf(items) : null;
    return convert && (value => convertList(value, convert));
  }
  const convert = converters.get(typeof name === 'string' ? name : String(type));
  return convert ? value => convert(value, readParameters(parameters)) : null;
}

/** Kafka Connect writes parameters as text. */
function readParameters(parameters: Json | undefined): Parameters {
  return isObject(parameters) && parameters.scale !== undefined ? { scale: Number(parameters.scale) } : {};
}

function convertList(value: Json, convert: ConvertColumn): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const converted = value.map(element => (element === null ? null : convert(element)));
  return converted.some(element => element === undefined) ? undefined : (converted as Json[]);
}

/** Converts the row in place. Returns the column whose value is none of its type, or null. */
export function convertRow(row: JsonObject, columns: Columns): string | null {
  for (const [name, convert] of columns) {
    const value = row[name];
    if (value === null || value === undefined || !Object.hasOwn(row, name)) continue;
    const converted = convert(value);
    if (converted === undefined) return name;
    row[name] = converted;
  }
  return null;
}

/** What PostgreSQL's connector puts where an update left a long value alone, unless `unavailable.value.placeholder` is set. */
const unavailable = '__debezium_unavailable_value';
const unavailableBytes = Buffer.from(unavailable).toString('base64');

/** What there is to do before a row can be taken as it is; for most rows, nothing. */
export type Care = { longIntegers: boolean; unavailable: boolean };

/** One look at every value of a row. Sets what it finds. */
export function inspectRow(row: JsonObject, care: Care): void {
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'number') {
      if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) care.longIntegers = true;
    } else if (typeof value === 'string') {
      if (value.length >= unavailable.length && isUnavailable(value)) care.unavailable = true;
    } else if (typeof value === 'object' && value !== null && hasLongInteger(value)) care.longIntegers = true;
  }
}

const isUnavailable = (value: Json | undefined): boolean =>
  value === unavailable || value === unavailableBytes;

/**
 * Puts back, from the row as it was, values that the database did not log because they did not change. Returns the column
 * whose value nobody has, or null.
 */
export function restoreUnchanged(after: JsonObject, before: JsonObject | null): string | null {
  for (const name of Object.keys(after).filter(column => isUnavailable(after[column]))) {
    const known = before?.[name];
    if (known === undefined || isUnavailable(known)) return name;
    after[name] = known;
  }
  return null;
}

/** Whether an image has more than the key: without a full before-image, databases send the key, and nulls or nothing. */
export function hasMoreThanKey(row: JsonObject, key: readonly string[]): boolean {
  for (const name in row) if (row[name] !== null && !key.includes(name)) return true;
  return false;
}
