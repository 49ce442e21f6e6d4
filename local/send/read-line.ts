// Turns one line of a file into an event to send, or says why it cannot be sent.
import type { OutgoingEvent, PropertyValue } from './amqp-message.ts';
import type { SourceHub } from './hub-of-source.ts';

export interface LineOptions {
  source: SourceHub;
  /** JSON pointer to the partition key in the body; without one the catalog's key is used. */
  key: string | undefined;
  /** Lines that are no JSON are sent as they are. */
  raw: boolean;
  /** A line is `{"body": …, "key": …, "properties": …}`. */
  envelope: boolean;
}

export type ReadLine = { ok: true; event: OutgoingEvent } | { ok: false; reason: string };

interface Envelope {
  body?: unknown;
  key?: unknown;
  properties?: unknown;
}

/** RFC 6901; undefined when nothing is there. */
export function atPointer(value: unknown, pointer: string): unknown {
  let found = value;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return found;
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function asKey(value: unknown): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

function asProperties(value: unknown): Record<string, PropertyValue> | undefined {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const plain = Object.values(value).every(item => ['string', 'number', 'boolean'].includes(typeof item));
  return plain ? (value as Record<string, PropertyValue>) : undefined;
}

function fromEnvelope(value: unknown, options: LineOptions): ReadLine {
  const envelope = (typeof value === 'object' ? value : null) as Envelope | null;
  if (!envelope || envelope.body === undefined) return { ok: false, reason: 'the envelope has no body' };
  const properties = asProperties(envelope.properties);
  if (!properties)
    return { ok: false, reason: 'properties must be an object of texts, numbers and booleans' };
  // A text is the body itself, whatever it holds; anything else is sent as JSON.
  const { body } = envelope;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const partitionKey = asKey(envelope.key) ?? keyIn(body, options);
  const now = { 'produced-at': new Date().toISOString() };
  const { contentType } = options.source;
  return {
    ok: true,
    event: { body: bytes, contentType, partitionKey, properties: { ...now, ...properties } },
  };
}

function keyIn(body: unknown, { key, source }: LineOptions): string | undefined {
  return key === undefined ? source.keyOf(body) : asKey(atPointer(body, key));
}

/** @param line one line without its end */
export function readLine(line: string, options: LineOptions): ReadLine {
  const parsed = parse(line);
  if (!parsed.ok && (options.envelope || !options.raw)) return parsed;
  if (parsed.ok && options.envelope) return fromEnvelope(parsed.value, options);
  const partitionKey = parsed.ok ? keyIn(parsed.value, options) : undefined;
  if (parsed.ok && options.key !== undefined && partitionKey === undefined) {
    return { ok: false, reason: `nothing to use as a key at ${options.key}` };
  }
  const properties = { 'produced-at': new Date().toISOString() };
  const { contentType } = options.source;
  return { ok: true, event: { body: Buffer.from(line), contentType, partitionKey, properties } };
}
