// CloudEvents 1.0 in JSON. Structured content mode has all of the event in the body (json-format.md); binary content mode
// has its attributes beside it: in AMQP's application properties as `cloudEvents:` or `cloudEvents_`
// (amqp-protocol-binding.md), in Kafka's headers as `ce_` (kafka-protocol-binding.md). Both make the same event.

import { isObject, type JsonObject } from '../json.ts';
import { type DecodeResult, reject } from './decoded.ts';
import { textProperty } from './event-properties.ts';
import { parseJson } from './parse-json.ts';
import type { RawEvent } from './raw-event.ts';

export function decodeCloudEvent(envelope: JsonObject): DecodeResult {
  const { specversion, id, source, type, time = null, data } = envelope;
  if (specversion !== '1.0')
    return reject(
      'malformed_envelope',
      `"specversion" must be "1.0", not ${JSON.stringify(specversion ?? null)}`,
      '/specversion',
    );
  if (typeof type !== 'string' || type === '') return missing('type');
  if (typeof source !== 'string' || source === '') return missing('source');
  if (typeof id !== 'string' || id === '') return missing('id');
  if (time !== null && typeof time !== 'string')
    return reject('malformed_envelope', '"time" must be RFC 3339 text', '/time');
  if (!isObject(data)) {
    if (data === undefined && typeof envelope.data_base64 === 'string') return decodeBase64Data(envelope);
    return reject('malformed_envelope', '"data" must be a JSON object', '/data');
  }
  // A space cannot be part of a URI reference, so source and id cannot run into each other.
  return {
    ok: true,
    decoded: {
      type,
      rows: [{ weight: 1, row: data, pointer: '/data' }],
      identity: `${source} ${id}`,
      time,
    },
  };
}

function missing(attribute: string): DecodeResult {
  return reject(
    'malformed_envelope',
    `the CloudEvents attribute "${attribute}" must be a non-empty string`,
    `/${attribute}`,
  );
}

/** JSON that a gateway took for bytes. */
function decodeBase64Data({ data_base64, ...envelope }: JsonObject): DecodeResult {
  const parsed = parseJson(Buffer.from(String(data_base64), 'base64'));
  if (!parsed.ok || !isObject(parsed.json))
    return reject('malformed_envelope', '"data_base64" must hold a JSON object', '/data_base64');
  return decodeCloudEvent({ ...envelope, data: parsed.json });
}

const prefixes = ['cloudEvents:', 'cloudEvents_', 'ce_'];
const attributes = ['id', 'source', 'type', 'time'];

/** The prefix of an event in binary content mode; null when the event is not in this mode. */
export function binaryModePrefix({ properties }: RawEvent): string | null {
  for (const prefix of prefixes) if (properties[`${prefix}specversion`] !== undefined) return prefix;
  return null;
}

/** `body` is the event's, or the payload of its frame. Pointers lead into the event as structured mode would have it. */
export function decodeBinaryCloudEvent(event: RawEvent, prefix: string, body: Uint8Array): DecodeResult {
  const version = textProperty(event.properties, `${prefix}specversion`);
  // Kafka's headers come through the Functions host as base64; no version of CloudEvents is written like this.
  const text = version === base64Version ? fromBase64 : asIs;
  const contentType =
    event.contentType ?? text(textProperty(event.properties, 'content-type')) ?? 'application/json';
  if (!jsonMediaType.test(contentType))
    return reject('malformed_envelope', `the data must be JSON, not ${contentType}`, '/datacontenttype');
  const parsed = parseJson(body);
  if (!parsed.ok) return reject('malformed_body', parsed.rejection.detail, '/data');
  const envelope: JsonObject = { specversion: text(version), data: parsed.json };
  for (const attribute of attributes) {
    const value = text(textProperty(event.properties, prefix + attribute));
    if (value !== null) envelope[attribute] = value;
  }
  return decodeCloudEvent(envelope);
}

const jsonMediaType = /^(application|text)\/([a-z0-9.!#$&^_-]+\+)?json\s*(;|$)/i;
const base64Version = Buffer.from('1.0').toString('base64');
const asIs = (value: string | null): string | null => value;
const fromBase64 = (value: string | null): string | null =>
  value === null ? null : Buffer.from(value, 'base64').toString('utf8');
