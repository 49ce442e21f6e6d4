// One event in both protocols, as Event Hubs maps them:
//   key      the message annotation x-opt-kafka-key (binary); the AMQP partition key is another thing, and absent
//   value    the body, as one data section; null is a message without a body
//   headers  application properties of type binary, which AMQP readers get as bytes. From AMQP, a property is a header
//            whose value is its AMQP encoding, type included; binary has its bytes, so that Kafka's own come back.
//   message-id, user-id, to, reply-to, content-type, content-encoding, creation-time   headers with their text
//   timestamp   the enqueued time (log append time): Event Hubs' default
// https://learn.microsoft.com/azure/event-hubs/event-hubs-exchange-events-different-protocols
import { contentStart, DecodeError, elements, skipValue, textAt } from '../amqp-values.ts';
import { DATA, type EncodedEvent, MESSAGE_ANNOTATIONS, sectionAt } from '../message-sections.ts';
import type { Header, KafkaRecord } from './record-batch.ts';

const KEY_ANNOTATION = 'x-opt-kafka-key';
const TIME_ANNOTATION = 'x-opt-enqueued-time';
const PROPERTIES = 0x73;
const APPLICATION_PROPERTIES = 0x74;
const VALUE = 0x77;
const NULL = 0x40;

const propertyNames: (string | undefined)[] = [
  'message-id',
  'user-id',
  'to',
  undefined,
  'reply-to',
  undefined,
  'content-type',
  'content-encoding',
  undefined,
  'creation-time',
];

const none = Buffer.alloc(0);
const keySymbol = Buffer.concat([Buffer.from([0xa3, KEY_ANNOTATION.length]), Buffer.from(KEY_ANNOTATION)]);
const nullValue = Buffer.from([NULL]);

/** The event that a produced record becomes. Of headers with one name the last stays: a map has each key once. */
export function eventOfRecord({ key, value, headers }: KafkaRecord): EncodedEvent {
  const rest: Buffer[] = [];
  if (headers.length > 0) rest.push(applicationProperties(headers));
  if (value !== null) rest.push(Buffer.from([0, 0x53, DATA]), binary(value));
  return {
    header: none,
    annotations: key === null ? none : Buffer.concat([keySymbol, binary(key)]),
    annotationPairs: key === null ? 0 : 1,
    partitionKey: undefined,
    rest: Buffer.concat(rest),
  };
}

function applicationProperties(headers: Header[]): Buffer {
  const pairs = [...new Map(headers.map(({ name, value }) => [name, value]))].flatMap(([name, value]) => [
    sized(0xa1, 0xb1, Buffer.from(name, 'utf8')),
    value === null ? nullValue : binary(value),
  ]);
  const content = Buffer.concat(pairs);
  const start = Buffer.from([0, 0x53, APPLICATION_PROPERTIES, 0xd1, 0, 0, 0, 0, 0, 0, 0, 0]);
  start.writeUInt32BE(content.length + 4, 4);
  start.writeUInt32BE(pairs.length, 8);
  return Buffer.concat([start, content]);
}

function binary(bytes: Buffer): Buffer {
  return sized(0xa0, 0xb0, bytes);
}

function sized(small: number, large: number, bytes: Buffer): Buffer {
  if (bytes.length <= 255) return Buffer.concat([Buffer.from([small, bytes.length]), bytes]);
  const start = Buffer.from([large, 0, 0, 0, 0]);
  start.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([start, bytes]);
}

/** The record that a stored event is for a consumer, and when it was enqueued (epoch ms). */
export function recordOfEvent(event: Buffer): { record: KafkaRecord; enqueuedTime: number } {
  const record: KafkaRecord = { key: null, value: null, headers: [] };
  const data: Buffer[] = [];
  let enqueuedTime = 0;
  for (let at = 0; at < event.length; ) {
    const { code, value } = sectionAt(event, at);
    if (code === MESSAGE_ANNOTATIONS) {
      for (const [name, valueAt] of pairs(event, value)) {
        if (name === KEY_ANNOTATION) record.key = contentOf(event, valueAt);
        else if (name === TIME_ANNOTATION) enqueuedTime = Number(event.readBigInt64BE(valueAt + 1));
      }
    } else if (code === PROPERTIES) record.headers.push(...wellFormed(() => propertyHeaders(event, value)));
    else if (code === APPLICATION_PROPERTIES)
      record.headers.push(...wellFormed(() => applicationHeaders(event, value)));
    else if (code === DATA) data.push(event.subarray(contentStart(event, value), skipValue(event, value)));
    else if (code === VALUE) record.value = bodyValue(event, value);
    at = skipValue(event, value);
  }
  if (data.length > 0) record.value = data.length === 1 ? (data[0] as Buffer) : Buffer.concat(data);
  return { record, enqueuedTime };
}

/** What is inside a section was not looked at when the event came: one that is not well-formed has no headers. */
function wellFormed(read: () => Header[]): Header[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) return [];
    throw error;
  }
}

function applicationHeaders(event: Buffer, mapAt: number): Header[] {
  return [...pairs(event, mapAt)].map(([name, at]) => ({ name, value: contentOf(event, at) }));
}

function* pairs(event: Buffer, mapAt: number): Generator<[string, number]> {
  const positions = elements(event, mapAt);
  for (let i = 0; i + 1 < positions.length; i += 2)
    yield [textAt(event, positions[i] as number) ?? '', positions[i + 1] as number];
}

/** Binary has its bytes, null is null, and all else is as AMQP encodes it. */
function contentOf(event: Buffer, at: number): Buffer | null {
  const code = event[at];
  if (code === NULL) return null;
  return event.subarray(code === 0xa0 || code === 0xb0 ? contentStart(event, at) : at, skipValue(event, at));
}

/** Text has its bytes too. */
function bodyValue(event: Buffer, at: number): Buffer | null {
  if (textAt(event, at) === undefined) return contentOf(event, at);
  return event.subarray(contentStart(event, at), skipValue(event, at));
}

function propertyHeaders(event: Buffer, listAt: number): Header[] {
  return elements(event, listAt).flatMap((at, i) => {
    const name = propertyNames[i];
    const text = name === undefined ? undefined : plainText(event, at);
    return name === undefined || text === undefined ? [] : [{ name, value: Buffer.from(text, 'utf8') }];
  });
}

/** Text, bytes as text, numbers and times (epoch ms) in digits. */
function plainText(event: Buffer, at: number): string | undefined {
  const code = event[at];
  if (code === 0xa0 || code === 0xb0) return contentOf(event, at)?.toString('utf8');
  if (code === 0x44) return '0';
  if (code === 0x53) return String(event[at + 1]);
  if (code === 0x80 || code === 0x83) return String(event.readBigInt64BE(at + 1));
  return textAt(event, at);
}
