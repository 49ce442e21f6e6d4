// A row as plain JSON. It says nothing of itself: its type is what the property `type` names, else the only type of the
// source that may come so; its identity and its time are fields that the catalog points to.

import type { Source } from '../catalog/catalog.ts';
import type { JsonObject } from '../json.ts';
import { type DecodeResult, reject } from './decoded.ts';
import { textProperty } from './event-properties.ts';
import type { RawEvent } from './raw-event.ts';

export function compilePlainDecoder({ types }: Source): (row: JsonObject, event: RawEvent) => DecodeResult {
  const plain = types.filter(type => type.identity !== null).map(type => type.name);
  return (row, event) => {
    const named = textProperty(event.properties, 'type');
    const type = named ?? (plain.length === 1 ? plain[0] : undefined);
    if (type === undefined)
      return reject(
        'unknown_type',
        `a plain JSON event must name its type in the property "type": one of ${plain.join(', ')}`,
        '',
      );
    if (!plain.includes(type))
      return reject('unknown_type', `the catalog has no type "${type}" that comes as plain JSON`, '');
    return {
      ok: true,
      decoded: { type, rows: [{ weight: 1, row, pointer: '' }], identity: null, time: null },
    };
  };
}
