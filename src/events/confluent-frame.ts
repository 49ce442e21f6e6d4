// Confluent's wire format: magic byte 0, the schema's id in four bytes, big-endian, and then the payload
// (Confluent Schema Registry, "Wire format"). Schema ids in headers, the newer way, leave the body as it is.

import { type DecodeResult, reject } from './decoded.ts';

const magicByte = 0;
const headerBytes = 5;

/** JSON never begins with a zero byte, so a frame is never taken for it, nor it for a frame. */
export function isFramed(body: Uint8Array): boolean {
  return body[0] === magicByte;
}

export type Frame =
  | { ok: true; schemaId: number; payload: Uint8Array }
  | Extract<DecodeResult, { ok: false }>;

/** Takes the payload out of a frame, without copying it. */
export function readFrame(body: Uint8Array): Frame {
  if (body.length <= headerBytes)
    return reject(
      'malformed_body',
      `a frame of Confluent's wire format has a payload after its ${headerBytes} bytes, and this body has ${body.length} in all`,
      '',
    );
  const schemaId = new DataView(body.buffer, body.byteOffset, headerBytes).getUint32(1);
  return { ok: true, schemaId, payload: body.subarray(headerBytes) };
}
