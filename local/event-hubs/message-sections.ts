// Finds the sections of an encoded AMQP message (spec part 3, section 3.2) by position.
import { contentStart, DecodeError, mapElements, skipValue, textAt } from './amqp-values.ts';

export const HEADER = 0x70;
export const DELIVERY_ANNOTATIONS = 0x71;
export const MESSAGE_ANNOTATIONS = 0x72;
export const DATA = 0x75;

const symbols: Record<string, number> = {
  'amqp:header:list': HEADER,
  'amqp:delivery-annotations:map': DELIVERY_ANNOTATIONS,
  'amqp:message-annotations:map': MESSAGE_ANNOTATIONS,
  'amqp:properties:list': 0x73,
  'amqp:application-properties:map': 0x74,
  'amqp:data:binary': DATA,
  'amqp:amqp-sequence:list': 0x76,
  'amqp:value:*': 0x77,
  'amqp:footer:map': 0x78,
};

const PARTITION_KEY = 'x-opt-partition-key';
const assignedByService = new Set([
  'x-opt-sequence-number',
  'x-opt-offset',
  'x-opt-enqueued-time',
  PARTITION_KEY,
]);

/** An event as its sender encoded it, cut where the service puts its annotations. */
export interface EncodedEvent {
  /** The header section, descriptor included; empty when there is none. */
  header: Buffer;
  /** Key and value pairs of the sender's message annotations that the service does not assign, encoded. */
  annotations: Buffer;
  annotationPairs: number;
  partitionKey: string | undefined;
  /** Properties, application properties, body and footer. */
  rest: Buffer;
}

const none = Buffer.alloc(0);

/** Code of the section at `at`, and where its value starts. */
export function sectionAt(bytes: Buffer, at: number): { code: number; value: number } {
  if (bytes[at] !== 0) throw new DecodeError(`expected a section at ${at}`);
  if (bytes[at + 1] === 0x53) return { code: bytes[at + 2] as number, value: at + 3 };
  const value = skipValue(bytes, at + 1);
  if (bytes[at + 1] === 0x80) return { code: bytes[at + 9] as number, value };
  const code = symbols[textAt(bytes, at + 1) ?? ''];
  if (code === undefined) throw new DecodeError(`unknown section at ${at}`);
  return { code, value };
}

/** Cuts one encoded message; throws DecodeError when it is not well-formed. */
export function cutEvent(bytes: Buffer): EncodedEvent {
  const event: EncodedEvent = {
    header: none,
    annotations: none,
    annotationPairs: 0,
    partitionKey: undefined,
    rest: none,
  };
  let at = 0;
  while (at < bytes.length) {
    const { code, value } = sectionAt(bytes, at);
    const end = skipValue(bytes, value);
    if (code === HEADER) event.header = bytes.subarray(at, end);
    else if (code === MESSAGE_ANNOTATIONS) takeAnnotations(bytes, value, event);
    else if (code !== DELIVERY_ANNOTATIONS) break;
    at = end;
  }
  event.rest = bytes.subarray(at);
  for (; at < bytes.length; ) at = skipValue(bytes, sectionAt(bytes, at).value);
  return event;
}

function takeAnnotations(bytes: Buffer, mapAt: number, event: EncodedEvent): void {
  const { count, start } = mapElements(bytes, mapAt);
  const kept: Buffer[] = [];
  let at = start;
  for (let i = 0; i < count; i += 2) {
    const value = skipValue(bytes, at);
    const end = skipValue(bytes, value);
    const name = textAt(bytes, at);
    if (name === PARTITION_KEY) event.partitionKey = textAt(bytes, value);
    if (name === undefined || !assignedByService.has(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  event.annotationPairs = kept.length;
  event.annotations = kept.length > 0 ? Buffer.concat(kept) : none;
}

/**
 * The messages inside a batch (message format 0x80013700: each data section is an encoded message) and the
 * partition key of the envelope. Throws DecodeError.
 */
export function cutBatch(bytes: Buffer): { events: EncodedEvent[]; partitionKey: string | undefined } {
  const events: EncodedEvent[] = [];
  const envelope = cutEvent(bytes);
  const body = envelope.rest;
  for (let at = 0; at < body.length; ) {
    const { code, value } = sectionAt(body, at);
    const end = skipValue(body, value);
    if (code === DATA) events.push(cutEvent(body.subarray(contentStart(body, value), end)));
    at = end;
  }
  return { events, partitionKey: envelope.partitionKey ?? events[0]?.partitionKey };
}
