// Application properties as text. A Kafka header is bytes, which AMQP consumers get as binary; the Functions host hands
// binary over as base64, and others as a list of bytes or as Node's JSON of a Buffer.

import { isObject, type Json, type JsonObject } from '../json.ts';

/** Null when there is no such property, or it is nothing that can be text. */
export function textProperty(properties: JsonObject, name: string): string | null {
  const value = properties[name];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? null : bytesAsText(value);
}

function bytesAsText(value: Json): string | null {
  const bytes = isObject(value) && value.type === 'Buffer' ? value.data : value;
  if (bytes instanceof Uint8Array) return Buffer.from(bytes).toString('utf8');
  if (!Array.isArray(bytes) || !bytes.every(byte => Number.isInteger(byte))) return null;
  return Buffer.from(bytes as number[]).toString('utf8');
}
