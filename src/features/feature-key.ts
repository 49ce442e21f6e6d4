// The key that features are asked for: every column of it, each of its type, or a Problem that names the column.

import { keyText, keyValue } from '../gold/key-text.ts';
import type { Model } from '../gold/model.ts';
import { isObject, type Json } from '../json.ts';
import { badParameter } from '../problem.ts';
import { type SqlType, typeName } from '../sql-expression/types.ts';

export const maxKeyCharacters = 200;

/**
 * `path` is the request's: its last segment is the first column of the key, percent-encoded. Further columns come by their
 * names in the query.
 */
export function keyOfRequest({ name, plan }: Model, path: string, query: URLSearchParams): string[] {
  const [first, ...others] = plan.key;
  for (const parameter of new Set(query.keys()))
    if (!others.some(column => column.name === parameter) || query.getAll(parameter).length > 1)
      throw badParameter(
        parameter,
        `"${parameter}" is ${query.getAll(parameter).length > 1 ? 'given twice' : `no further column of the key of ${name}`}`,
      );
  return plan.key.map(column =>
    parsePart(column, column === first ? lastSegment(path, column.name) : query.get(column.name)),
  );
}

/** An object with every column of the key, and nothing else. `place` is where it stands in the request. */
export function keyOfObject({ name, plan }: Model, key: Json | undefined, place: string): string[] {
  if (!isObject(key)) throw badParameter(place, `${place} must be an object with the key's columns`);
  const unknown = Object.keys(key).find(field => !plan.key.some(column => column.name === field));
  if (unknown !== undefined)
    throw badParameter(`${place}.${unknown}`, `"${unknown}" is no column of the key of ${name}`);
  return plan.key.map(({ name: column, type }) =>
    parsePart({ name: `${place}.${column}`, type }, key[column] ?? null),
  );
}

function lastSegment(path: string, parameter: string): string {
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  } catch {
    throw badParameter(parameter, `"${parameter}" is not percent-encoded UTF-8`);
  }
}

/** As gold's documents write it. */
function parsePart({ name, type }: { name: string; type: SqlType }, given: Json): string {
  if (given === null || given === '') throw badParameter(name, `"${name}" is needed`);
  const text = typeof given === 'object' ? '' : String(given);
  const isText = type.id === 'VARCHAR' || type.id === 'DATE';
  if (typeof given === 'object' || (isText && typeof given !== 'string') || !isOfType(type, text))
    throw badParameter(name, `"${name}" must be ${typeName(type)}, not ${JSON.stringify(given)}`);
  if (text.length > maxKeyCharacters)
    throw badParameter(name, `"${name}" must have at most ${maxKeyCharacters} characters`);
  return keyText(type, keyValue(type, text) ?? text);
}

function isOfType({ id }: SqlType, text: string): boolean {
  if (id === 'VARCHAR') return true;
  if (id === 'BOOLEAN') return text === 'true' || text === 'false';
  if (id === 'DATE') return isDate(text);
  return /^-?\d{1,39}$/.test(text);
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function isDate(text: string): boolean {
  const timeMs = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(text);
}
