// What must hold of any judgement, whatever the bytes were: it is one, it says where and why, and what is accepted is what a
// plain reading of the same bytes finds.

import { isDeepStrictEqual } from 'node:util';
import type { Judgement } from '../../src/events/judge.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import { isObject, type Json, type JsonObject, pointerTokens } from '../../src/json.ts';

/** Null when all of it holds; else what does not. */
export function faultOf(event: RawEvent, judgement: Judgement): string | null {
  if (judgement.ok !== true) {
    const { reason, detail, pointer } = judgement.rejection;
    if (reason.length === 0 || detail.length === 0) return 'a rejection without its reason';
    pointerTokens(pointer);
    return null;
  }
  const { rows, identity, eventTimeMs, type } = judgement.event;
  if (identity === '') return 'no identity';
  if (!Number.isFinite(eventTimeMs)) return 'no time';
  const expected = rowsIn(event, type === 'db.public.stock');
  const found = rows.map(({ weight, row }) => [weight, row]);
  return isDeepStrictEqual(found, expected)
    ? null
    : `rows ${JSON.stringify(found)}, must be ${JSON.stringify(expected)}`;
}

/** The rows of an event that was accepted, read with nothing of the decoders. Only for columns that need no conversion. */
function rowsIn(event: RawEvent, isChange: boolean): [number, Json][] {
  const { body, properties, contentType } = event;
  const text = Buffer.from(body.subarray(body[0] === 0 ? 5 : 0)).toString();
  const json = readJson(text, isChange) as JsonObject;
  if (isChange) return changedRows(json);
  const structured = contentType?.startsWith('application/cloudevents') === true;
  const binary = Object.keys(properties).some(name => name.endsWith('specversion'));
  if (typeof json.specversion === 'string' && (structured || !binary))
    return [[1, json.data ?? base64Data(json)]];
  return [[1, json]];
}

function changedRows(json: JsonObject): [number, Json][] {
  const change = 'payload' in json && 'schema' in json && isObject(json.payload) ? json.payload : json;
  const { op, before = null, after = null } = change;
  if (op === 'd') return [[-1, before]];
  return op === 'u'
    ? [
        [-1, before],
        [1, after],
      ]
    : [[1, after]];
}

const base64Data = ({ data_base64 }: JsonObject): Json =>
  readJson(Buffer.from(String(data_base64), 'base64').toString());

/** Halves of surrogate pairs are U+FFFD, in values and in names. */
const readJson = (text: string, longIntegersAsText = false): Json =>
  (JSON.parse as ParseWithSource)(text, (_name, value, { source }) => {
    if (longIntegersAsText && Number(value) !== 0 && source && /^-?\d+$/.test(source))
      return Number.isSafeInteger(value) ? value : source;
    if (typeof value === 'string') return value.toWellFormed();
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toWellFormed(), field]));
  });

type ParseWithSource = (
  text: string,
  reviver: (name: string, value: Json, context: { source?: string }) => Json,
) => Json;
