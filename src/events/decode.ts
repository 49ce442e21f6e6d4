// From bytes to a typed, weighted event, or to the reason why not. One decoder per encoding.

import type { Encoding } from '../catalog/catalog.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { decodeCloudEvent } from './decode-cloud-event.ts';
import { decodeDebezium } from './decode-debezium.ts';
import type { Rejection, WeightedRow } from './silver-event.ts';

/** What a decoder finds in a body, before the type's schema has been looked at. */
export type Decoded = {
  /** Name of the event type, to be looked up in the catalog. */
  type: string;
  rows: [WeightedRow, ...WeightedRow[]];
  /** Identity as the envelope gives it; null when it must be read from the data. */
  identity: string | null;
  /** Time as the envelope gives it, RFC 3339; the type's own time field comes first. */
  time: string | null;
  /** Pointer from the body to the rows: `/data`, `/after`, … so that rejections point into the body. */
  rowPointers: string[];
};

export type DecodeResult = { ok: true; decoded: Decoded } | { ok: false; rejection: Rejection };

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

export function reject(
  reason: Rejection['reason'],
  detail: string,
  pointer: string,
): { ok: false; rejection: Rejection } {
  return { ok: false, rejection: { reason, detail, pointer } };
}

function parseJson(body: Uint8Array): { ok: true; json: Json } | { ok: false; rejection: Rejection } {
  try {
    return {
      ok: true,
      json: JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')),
    };
  } catch (error) {
    return reject(
      'malformed_body',
      `the body is not JSON: ${error instanceof Error ? error.message : error}`,
      '',
    );
  }
}

/** A plain JSON source has one type, whose identity and time are fields of the body itself. */
function decodePlain(body: JsonObject, keysByType: ReadonlyMap<string, string[]>): DecodeResult {
  const [type] = keysByType.keys();
  if (type === undefined || keysByType.size !== 1)
    return reject('unknown_type', 'a plain JSON source must declare exactly one type', '');
  return {
    ok: true,
    decoded: { type, rows: [{ weight: 1, row: body }], identity: null, time: null, rowPointers: [''] },
  };
}
