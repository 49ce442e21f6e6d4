// The edge of the Event Hubs trigger: parses what the Functions host hands over (cardinality many, binary)
// into an EventBatch, once. The host's shapes vary: sequence numbers are Long objects, numbers or text,
// offsets may be numbers, enqueued times lack their Z. What is none of the known shapes is refused.

import { isObject, type JsonObject } from '../json.ts';
import type { EventBatch, RawEvent } from './raw-event.ts';

/** Throws a TypeError that names the field when the metadata is not that of an Event Hubs batch. */
export function parseTriggerBatch(
  hub: string,
  bodies: unknown,
  metadata: Record<string, unknown>,
): EventBatch {
  if (!Array.isArray(bodies))
    throw new TypeError('the Event Hubs trigger handed over no array: is its cardinality "many"?');
  const partitionId = parsePartitionId(metadata.partitionContext ?? metadata.triggerPartitionContext);
  const column = (name: string): unknown[] => {
    const values = metadata[name];
    if (!Array.isArray(values) || values.length !== bodies.length)
      throw new TypeError(
        `trigger metadata "${name}" must have one entry for each of the ${bodies.length} events`,
      );
    return values;
  };
  const sequenceNumbers = column('sequenceNumberArray');
  const offsets = column('offsetArray');
  const enqueuedTimes = column('enqueuedTimeUtcArray');
  const partitionKeys = column('partitionKeyArray');
  const properties = column('propertiesArray');
  const systemProperties = column('systemPropertiesArray');
  const [first, ...rest] = bodies.map((body, i): RawEvent => {
    const system = asObject(systemProperties[i]);
    return {
      sequenceNumber: parseSequenceNumber(sequenceNumbers[i]),
      offset: String(offsets[i]),
      enqueuedTimeMs: parseEnqueuedTime(enqueuedTimes[i]),
      partitionKey: textOrNull(partitionKeys[i]),
      contentType: textOrNull(system['content-type'] ?? system.contentType),
      properties: asObject(properties[i]),
      systemProperties: system,
      body: parseBody(body),
    };
  });
  if (!first) throw new TypeError('the Event Hubs trigger handed over an empty batch');
  return { hub, partitionId, events: [first, ...rest] };
}

function parsePartitionId(context: unknown): string {
  const partitionId = isObject(context) ? context.partitionId : undefined;
  if (typeof partitionId !== 'string' && typeof partitionId !== 'number')
    throw new TypeError('trigger metadata "partitionContext.partitionId" is missing');
  return String(partitionId);
}

/** Long.js objects hold two signed 32-bit halves. */
function parseSequenceNumber(value: unknown): number {
  const number = isObject(value)
    ? Number((BigInt(Number(value.high)) << 32n) | BigInt(Number(value.low) >>> 0))
    : Number(value ?? Number.NaN);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new TypeError(
      `trigger metadata "sequenceNumberArray" holds ${JSON.stringify(value)}, which is no sequence number`,
    );
  return number;
}

function parseEnqueuedTime(value: unknown): number {
  const text = value instanceof Date ? value.toISOString() : String(value);
  const timeMs = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(timeMs))
    throw new TypeError(
      `trigger metadata "enqueuedTimeUtcArray" holds ${JSON.stringify(value)}, which is no time`,
    );
  return timeMs;
}

function parseBody(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  throw new TypeError('the Event Hubs trigger handed over a parsed body: register it with dataType "binary"');
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
