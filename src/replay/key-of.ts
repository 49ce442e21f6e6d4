// The partition key of an event as its source gives it: the catalog's key of the type, read from the body.

import type { Source } from '../catalog/catalog.ts';
import { isObject, type Json } from '../json.ts';

/** Null for a body that cannot be read: it goes to any partition, and to quarantine. */
export function keyOf({ encoding, types }: Source, body: Uint8Array): string | null {
  let event: Json;
  try {
    event = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
  if (!isObject(event)) return null;
  const { type, row } = encoding === 'debezium' ? change(event) : { type: event.type, row: event.data };
  const known = types.find(({ name }) => name === type) ?? (encoding === 'json' ? types[0] : undefined);
  const fields = encoding === 'json' ? event : row;
  const values = known?.key.map(name => (isObject(fields) ? fields[name] : undefined)) ?? [];
  if (values.length === 0 || values.some(value => value === undefined || value === null)) return null;
  return values.join(':');
}

function change(event: { [name: string]: Json }): { type: string; row: Json | undefined } {
  const payload = isObject(event.payload) ? event.payload : event;
  const { db, schema, table } = isObject(payload.source) ? payload.source : {};
  const type = [db, schema, table].filter(part => typeof part === 'string' && part !== '').join('.');
  return { type, row: isObject(payload.after) ? payload.after : payload.before };
}
