// Events as the real host hands them to a Node function: bodies over the worker channel, and the trigger metadata with
// all its quirks. Sources: azure-sdk-for-net EventHubTriggerBindingStrategy, azure-functions-host
// GrpcMessageConversionExtensions; seen on the real host.
import type { ReceivedEventData } from '@azure/event-hubs';
import type { TypedData } from './core-types.ts';

export interface PartitionIdentity {
  fullyQualifiedNamespace: string;
  eventHubName: string;
  consumerGroup: string;
  partitionId: string;
}

/** The input of a function of cardinality many. */
export function batchInput(events: ReceivedEventData[], binary: boolean): TypedData {
  return binary
    ? { collectionBytes: { bytes: events.map(bodyBytes) } }
    : { collectionString: { string: events.map(bodyText) } };
}

/** The input of a function of cardinality one. */
export function singleInput(event: ReceivedEventData, binary: boolean): TypedData {
  return binary ? { bytes: bodyBytes(event) } : { string: bodyText(event) };
}

/** The metadata arrays of a batch; values that need no conversion pass as `int`, without a trip through JSON. */
export function batchMetadata(
  events: ReceivedEventData[],
  partition: PartitionIdentity,
  checkpointing: boolean,
): Record<string, TypedData> {
  return {
    ...contexts(partition, checkpointing),
    partitionKeyArray: { int: events.map(event => parsedText(event.partitionKey ?? '')) },
    offsetArray: { int: events.map(event => parsedText(String(event.offset))) },
    sequenceNumberArray: { collectionSint64: { sint64: events.map(event => long(event.sequenceNumber)) } },
    enqueuedTimeUtcArray: { int: events.map(event => unspecifiedTime(event.enqueuedTimeUtc)) },
    propertiesArray: { int: events.map(properties) },
    systemPropertiesArray: { int: events.map(systemProperties) },
  };
}

/** The metadata of one event, into which its own top-level fields are merged. */
export function singleMetadata(
  event: ReceivedEventData,
  partition: PartitionIdentity,
  checkpointing: boolean,
): Record<string, TypedData> {
  const metadata: Record<string, TypedData> = {
    ...contexts(partition, checkpointing),
    partitionKey:
      event.partitionKey === null || event.partitionKey === undefined ? {} : { string: event.partitionKey },
    offset: { string: String(event.offset) },
    sequenceNumber: { int: event.sequenceNumber },
    enqueuedTimeUtc: { int: unspecifiedTime(event.enqueuedTimeUtc) },
    properties: { int: properties(event) },
    systemProperties: { int: systemProperties(event) },
  };
  const taken = new Set(Object.keys(metadata).map(name => name.toLowerCase()));
  for (const [name, value] of Object.entries(ownFields(event)))
    if (!taken.has(name.toLowerCase())) metadata[name] = { int: value };
  return metadata;
}

function contexts(partition: PartitionIdentity, checkpointing: boolean): Record<string, TypedData> {
  const { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId } = partition;
  const identity = { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId };
  const context = { isCheckpointingAfterInvocation: checkpointing, ...identity };
  return { partitionContext: { int: context }, triggerPartitionContext: { int: context } };
}

function bodyBytes(event: ReceivedEventData): Uint8Array {
  const body: unknown = event.body;
  if (body instanceof Uint8Array) return body;
  if (Array.isArray(body) && body.every(part => part instanceof Uint8Array)) return Buffer.concat(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? null));
}

function bodyText(event: ReceivedEventData): string {
  const bytes = bodyBytes(event);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** A 64-bit number as protobuf.js hands it over. */
function long(value: number): { low: number; high: number; unsigned: boolean } {
  return { low: value | 0, high: Math.floor(value / 4_294_967_296), unsigned: false };
}

/**
 * What the library makes of a string on the worker channel: JSON where it parses, else the string. Most keys are no
 * JSON, and an exception for each of them would cost more than the whole rest of the batch.
 */
function parsedText(text: string): unknown {
  if (!/^\s*["[{\d\-tfn]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

let lastTime = Number.NaN;
let lastText = '';

/** A .NET DateTime of kind Unspecified: no zone, no trailing zeros. Events of a batch mostly share their time. */
function unspecifiedTime(time: Date): string {
  const ms = time.getTime();
  if (ms === lastTime) return lastText;
  const iso = time.toISOString();
  const milliseconds = iso.slice(20, 23).replace(/0+$/, '');
  lastTime = ms;
  lastText = milliseconds === '' ? iso.slice(0, 19) : `${iso.slice(0, 20)}${milliseconds}`;
  return lastText;
}

function properties(event: ReceivedEventData): Record<string, unknown> {
  const values: Record<string, unknown> = event.properties ?? {};
  // The SDK takes bytes apart, field by field; the message as it came has them whole.
  for (const name in values)
    if (!isPlain(values[name])) {
      const whole = event.getRawAmqpMessage().applicationProperties ?? {};
      return Object.fromEntries(Object.entries(whole).map(asJson));
    }
  return values;
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

function asJson([name, value]: [string, unknown]): [string, unknown] {
  if (value instanceof Uint8Array) return [name, Buffer.from(value).toString('base64')];
  return [name, isPlain(value) ? value : JSON.parse(JSON.stringify(value))];
}

function wholeAnnotation(event: ReceivedEventData, name: string, given: unknown): unknown {
  return event.getRawAmqpMessage().messageAnnotations?.[name] ?? given;
}

const propertySection: Record<string, string> = {
  messageId: 'message-id',
  userId: 'user-id',
  to: 'to',
  subject: 'subject',
  replyTo: 'reply-to',
  correlationId: 'correlation-id',
  contentType: 'content-type',
  contentEncoding: 'content-encoding',
  absoluteExpiryTime: 'absolute-expiry-time',
  creationTime: 'creation-time',
  groupId: 'group-id',
  groupSequence: 'group-sequence',
  replyToGroupId: 'reply-to-group-id',
};

function systemProperties(event: ReceivedEventData): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const given: Record<string, unknown> = event.systemProperties ?? {};
  for (const name in given) {
    const value = isPlain(given[name]) ? given[name] : wholeAnnotation(event, name, given[name]);
    found[propertySection[name] ?? name] = asJson([name, value])[1];
  }
  const partitionKey = event.partitionKey ?? null;
  const time = unspecifiedTime(event.enqueuedTimeUtc);
  found['x-opt-sequence-number'] = event.sequenceNumber;
  found['x-opt-offset'] = String(event.offset);
  found['x-opt-enqueued-time'] = `${time}+00:00`;
  if (partitionKey !== null) found['x-opt-partition-key'] = partitionKey;
  found.sequenceNumber = event.sequenceNumber;
  found.offset = String(event.offset);
  found.partitionKey = partitionKey;
  found.enqueuedTimeUtc = time;
  return found;
}

function ownFields(event: ReceivedEventData): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(bodyText(event));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}
