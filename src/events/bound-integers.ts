// An integer of a schema is one that a double holds exactly: JSON.parse rounds others before anybody can look at them.

import { isObject, type Json } from '../json.ts';

/** Keywords whose values are data, not schemas. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples']);

/** The schema, with 2^53 − 1 as the bound of every integer that has none. A longer number must be text in the schema. */
export function boundIntegers(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(boundIntegers);
  if (!isObject(schema)) return schema;
  const bounded = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      dataKeywords.has(name) ? value : boundIntegers(value),
    ]),
  );
  const { type } = schema;
  if (type !== 'integer' && !(Array.isArray(type) && type.includes('integer'))) return bounded;
  return { maximum: Number.MAX_SAFE_INTEGER, minimum: Number.MIN_SAFE_INTEGER, ...bounded };
}
