// A schema as text: what makes two of them the same schema.

import { isObject, type Json } from '../json.ts';

/** Characters; two of them fit an entity of Table storage, with its references. */
export const MAX_SCHEMA_LENGTH = 200_000;

/**
 * The text without blanks between tokens. The order of keys and the digits of numbers stay as they were written, as in
 * Confluent's registry: two schemas that differ in them are two schemas unless they are normalized. The text must be JSON.
 */
export function compactJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
}

/** Keys sorted, and blanks removed. */
export function normalizeJson(json: Json): string {
  return JSON.stringify(sorted(json));
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([name, value]): [string, Json] => [name, sorted(value)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
