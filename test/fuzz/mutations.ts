// Events of every format, and what goes wrong with bytes on their way: bits flipped, pieces lost, doubled or swapped, values of
// other types, names taken from other envelopes, properties gone.

import type { RawEvent } from '../../src/events/raw-event.ts';
import type { Json } from '../../src/json.ts';
import { cloudEvent, frame, position, raw, row } from '../events/sources.ts';

/** A number from 0 to 1, without 1. */
export type Random = () => number;

const changed = { ...row, units: 5 };
const binary = (prefix: string) => ({
  [`${prefix}specversion`]: '1.0',
  [`${prefix}id`]: '1',
  [`${prefix}source`]: '/till/1',
  [`${prefix}type`]: 'sale',
});

export const salesEvents: readonly RawEvent[] = [
  raw(cloudEvent(row), { contentType: 'application/cloudevents+json' }),
  raw(cloudEvent(row, { time: '2026-01-01T11:00:00Z', subject: 'x' })),
  raw(cloudEvent(undefined, { data_base64: Buffer.from(JSON.stringify(row)).toString('base64') })),
  raw(row, { properties: binary('cloudEvents:'), contentType: 'application/json' }),
  raw(row, { properties: binary('ce_') }),
  raw(row),
  raw(frame(7, cloudEvent(row))),
  raw(frame(7, row)),
];

export const stockEvents: readonly RawEvent[] = [
  raw({ op: 'c', before: null, after: row, source: position, ts_ms: 1 }),
  raw({ op: 'u', before: row, after: changed, source: { ...position, snapshot: 'false' }, ts_ms: 1 }),
  raw({ op: 'd', before: row, after: null, source: position }),
  raw({ op: 'r', before: null, after: row, source: { ...position, snapshot: 'last' } }),
  raw({
    schema: { type: 'struct', fields: [] },
    payload: { op: 'u', before: row, after: changed, source: position },
  }),
  raw({ op: 't', source: position }),
  raw({ schema: null, payload: null }),
  raw({ ts_ms: 1 }),
  raw(frame(9, { op: 'c', before: null, after: row, source: position })),
];

const oddValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  '',
  '1.0',
  'u',
  'd',
  '\ud800',
  '/a~b',
  [],
  {},
  [[]],
  { op: 'c' },
  'x'.repeat(300),
];

export function mutate(event: RawEvent, random: Random): RawEvent {
  const kind = random();
  if (kind < 0.1) return withoutProperty(event, random);
  return { ...event, body: kind < 0.45 ? mutateJson(event.body, random) : mutateBytes(event.body, random) };
}

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const oneOf = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T;

function withoutProperty(event: RawEvent, random: Random): RawEvent {
  const { [oneOf(random, [...Object.keys(event.properties), ''])]: _gone, ...properties } = event.properties;
  const contentType = oneOf(random, [
    event.contentType,
    null,
    'application/json',
    'application/cloudevents+json',
    'text/plain',
  ]);
  return { ...event, properties, contentType };
}

function mutateBytes(body: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = Buffer.from(body);
  for (let rounds = 1 + below(random, 4); rounds > 0; rounds--) {
    const at = below(random, bytes.length + 1);
    const piece = bytes.subarray(at, at + below(random, 20));
    const kind = below(random, 5);
    if (kind === 0 && bytes.length > 0) bytes[at % bytes.length] = below(random, 256);
    else if (kind === 1) bytes = bytes.subarray(0, at);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    else
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(oneOf(random, ['\0', '"', '{', '}', ',', '\\u', '9'.repeat(20)])),
        bytes.subarray(at),
      ]);
  }
  return bytes;
}

/** Puts another value somewhere; the frame, if there is one, stays. */
function mutateJson(body: Uint8Array, random: Random): Uint8Array {
  const header = body.subarray(0, body[0] === 0 ? 5 : 0);
  const json = changeNode(JSON.parse(Buffer.from(body.subarray(header.length)).toString()), random, 0);
  return Buffer.concat([header, Buffer.from(JSON.stringify(json))]);
}

function changeNode(node: Json, random: Random, depth: number): Json {
  if (typeof node !== 'object' || node === null || random() < 0.15 * depth) return oneOf(random, oddValues);
  if (Array.isArray(node))
    return node.map((element, i) => (i === 0 ? changeNode(element, random, depth + 1) : element));
  const chosen = oneOf(random, Object.keys(node));
  const entries = Object.entries(node).map(([name, value]): [string, Json] =>
    name === chosen ? [name, changeNode(value, random, depth + 1)] : [name, value],
  );
  // Now and then a name moves to another envelope's.
  return Object.fromEntries(
    random() < 0.1
      ? entries.map(([name, value]) => [
          name === chosen ? oneOf(random, ['op', 'data', 'before', '__proto__', 'specversion']) : name,
          value,
        ])
      : entries,
  );
}
