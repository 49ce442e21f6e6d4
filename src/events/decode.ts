// From bytes to a typed, weighted event, or to the reason why not. One decoder per encoding.

import type { Encoding } from '../catalog/catalog.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { decodeCloudEvent } from './decode-cloud-event.ts';
import { decodeDebezium } from './decode-debezium.ts';
import { type DecodeResult, reject } from './decoded.ts';
import type { Rejection } from './silver-event.ts';

export function decodeBody(
  body: Uint8Array,
  encoding: Encoding,
  keysByType: ReadonlyMap<string, string[]>,
): DecodeResult {
  const parsed = parseJson(body);
  if (!parsed.ok) return parsed;
  if (!isObject(parsed.json)) return reject('malformed_envelope', 'the body is JSON but not an object', '');
  if (encoding === 'cloudevents') return decodeCloudEvent(parsed.json);
  if (encoding === 'debezium') return decodeDebezium(parsed.json, keysByType);
  return decodePlain(parsed.json, keysByType);
}

function parseJson(body: Uint8Array): { ok: true; json: Json } | { ok: false; rejection: Rejection } {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    // JSON can escape half of a surrogate pair, which no UTF-8 can hold: it is read as U+FFFD, as lone bytes are.
    return { ok: true, json: escapedSurrogate.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text) };
  } catch (error) {
    return reject(
      'malformed_body',
      `the body is not JSON: ${error instanceof Error ? error.message : error}`,
      '',
    );
  }
}

const escapedSurrogate = /\\u[dD][89a-fA-F]/;

function wellFormed(_name: string, value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (!isObject(value) || Object.keys(value).every(name => name.isWellFormed())) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toWellFormed(), field]));
}

/** A plain JSON source has one type, whose identity and time are fields of the body itself. */
function decodePlain(body: JsonObject, keysByType: ReadonlyMap<string, string[]>): DecodeResult {
  const [type] = keysByType.keys();
  if (type === undefined || keysByType.size !== 1)
    return reject('unknown_type', 'a plain JSON source must declare exactly one type', '');
  return {
    ok: true,
    decoded: { type, rows: [{ weight: 1, row: body, pointer: '' }], identity: null, time: null },
  };
}
