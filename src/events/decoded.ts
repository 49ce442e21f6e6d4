// What a decoder finds in a body, or why it finds nothing.

import type { JsonObject } from '../json.ts';
import type { Rejection } from './silver-event.ts';

/** `pointer` leads from the body to the row: `/data`, `/after`, … so that rejections point into the body. */
export type DecodedRow = { weight: 1 | -1; row: JsonObject; pointer: string };

/** Of a change, the row as it was comes before the row as it is. */
export type DecodedRows = [DecodedRow, ...DecodedRow[]];

/** What a decoder finds in a body, before the type's schema has been looked at. */
export type Decoded = {
  /** Name of the event type, to be looked up in the catalog. */
  type: string;
  rows: DecodedRows;
  /** Identity as the envelope gives it; null when it must be read from the data. */
  identity: string | null;
  /** Time as the envelope gives it, RFC 3339; the type's own time field comes first. */
  time: string | null;
  /** Of an event in Confluent's frame: the id that it has its schema by. */
  schemaId?: number;
};

export type DecodeResult = { ok: true; decoded: Decoded } | { ok: false; rejection: Rejection };

export function reject(
  reason: Rejection['reason'],
  detail: string,
  pointer: string,
): { ok: false; rejection: Rejection } {
  return { ok: false, rejection: { reason, detail, pointer } };
}
