// From what the hub delivered to a typed, weighted event, or to the reason why not. An event is told by what cannot be
// mistaken, in this order: Confluent's magic byte, which no JSON begins with; the content type; the attributes of
// CloudEvents' binary mode; and then what the body says of itself. What the source does not declare is refused by name.

import { type Source, type WireFormat, wireFormats } from '../catalog/catalog.ts';
import { isObject } from '../json.ts';
import { isFramed, readFrame } from './confluent-frame.ts';
import { binaryModePrefix, decodeBinaryCloudEvent, decodeCloudEvent } from './decode-cloud-event.ts';
import { compileDebeziumDecoder } from './decode-debezium.ts';
import { compilePlainDecoder } from './decode-plain.ts';
import { type DecodeResult, reject } from './decoded.ts';
import { parseJson } from './parse-json.ts';
import type { RawEvent } from './raw-event.ts';

export type Decode = (event: RawEvent) => DecodeResult;

type DecodePayload = (event: RawEvent, payload: Uint8Array) => DecodeResult;

/** Compiles what a source declares into one function, once. It never throws: whatever comes has a result. */
export function compileDecoder(source: Source): Decode {
  const decodePayload =
    source.encoding === 'debezium' ? compileDebeziumDecoder(source) : mixedDecoder(source);
  const framed = wireFormats(source).includes('confluent');
  return event => {
    if (!isFramed(event.body)) return decodePayload(event, event.body);
    if (!framed) return undeclared('confluent', source);
    const frame = readFrame(event.body);
    if (!frame.ok) return frame;
    const result = decodePayload(event, frame.payload);
    return result.ok ? { ok: true, decoded: { ...result.decoded, schemaId: frame.schemaId } } : result;
  };
}

const undeclared = (format: WireFormat, source: Source): DecodeResult =>
  reject(
    'malformed_envelope',
    `the event is in the format "${format}", and the source "${source.name}" declares ${wireFormats(source).join(', ')}`,
    '',
  );

/** Structured and binary CloudEvents, and rows as plain JSON. */
function mixedDecoder(source: Source): DecodePayload {
  const [structured, binary, plain] = (['cloudevents', 'cloudevents-binary', 'json'] as const).map(format =>
    wireFormats(source).includes(format),
  );
  const decodePlain = compilePlainDecoder(source);
  return (event, payload) => {
    const declaredStructured = event.contentType?.startsWith('application/cloudevents') === true;
    const prefix = declaredStructured ? null : binaryModePrefix(event);
    if (prefix !== null)
      return binary
        ? decodeBinaryCloudEvent(event, prefix, payload)
        : undeclared('cloudevents-binary', source);
    const parsed = parseJson(payload);
    if (!parsed.ok) return parsed;
    const { json } = parsed;
    if (!isObject(json)) return reject('malformed_envelope', 'the body is JSON but not an object', '');
    // Where rows come plain too, a body is an envelope when it says so: a row could have a field of any other name.
    if (structured && (!plain || declaredStructured || typeof json.specversion === 'string'))
      return decodeCloudEvent(json);
    if (declaredStructured) return undeclared('cloudevents', source);
    return decodePlain(json, event);
  };
}
