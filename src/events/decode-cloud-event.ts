// CloudEvents 1.0, JSON format, structured content mode (cloudevents/spec v1.0.2, json-format.md).

import { isObject, type JsonObject } from '../json.ts';
import { type DecodeResult, reject } from './decoded.ts';

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
  if (!isObject(data)) return reject('malformed_envelope', '"data" must be a JSON object', '/data');
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
