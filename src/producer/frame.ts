// An event as it goes on the wire, in a format that its source declares. Debezium writes its own.

import { type EventType, type Source, type WireFormat, wireFormats } from '../catalog/catalog.ts';
import { compilePointer, type JsonObject } from '../json.ts';

/** An event as its producer knows it. */
export type OutgoingEvent<Type extends string = string, Data = JsonObject> = {
  type: Type;
  data: Data;
  /** CloudEvents `id`: the same when the event is sent again, for so it is told from another. */
  id: string;
  /** CloudEvents `source`: where it happened, a URI reference. */
  source: string;
};

/** What is handed to Event Hubs. */
export type HubMessage = {
  body: Buffer;
  contentType: string;
  properties: Record<string, string>;
  /** Events of one business object stay in order: they share a key. */
  partitionKey: string;
};

export type ProducerFormat = Exclude<WireFormat, 'debezium' | 'confluent'>;

export type Framing = {
  format: ProducerFormat;
  /** Puts the body behind Confluent's magic byte and this id of its schema. */
  schemaId?: number;
};

/** The first format of the source that a producer writes. Throws for a source of change events. */
export function defaultFormat(source: Source): ProducerFormat {
  const found = wireFormats(source).find(format => format !== 'debezium' && format !== 'confluent');
  if (found === undefined)
    throw new Error(`the source "${source.name}" is written by Debezium, not by producers`);
  return found;
}

/** Throws an Error for a format that the source does not declare. */
export function demandFormat(source: Source, { format, schemaId }: Framing): void {
  const wanted: WireFormat[] = schemaId === undefined ? [format] : [format, 'confluent'];
  const missing = wanted.find(name => !wireFormats(source).includes(name));
  if (missing !== undefined)
    throw new Error(
      `the source "${source.name}" declares ${wireFormats(source).join(', ')}, and not "${missing}"`,
    );
}

export function frameEvent(event: OutgoingEvent, type: EventType, { format, schemaId }: Framing): HubMessage {
  const attributes = attributesOf(event, type);
  const partitionKey = type.key.map(name => String(event.data[name])).join(':');
  const message = { ...bodies[format](event, attributes), partitionKey };
  return schemaId === undefined ? message : { ...message, body: behindSchemaId(schemaId, message.body) };
}

type Body = Pick<HubMessage, 'body' | 'contentType' | 'properties'>;
type Attributes = Record<string, string>;

const jsonType = 'application/json';
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

const bodies: Record<ProducerFormat, (event: OutgoingEvent, attributes: Attributes) => Body> = {
  cloudevents: ({ data }, attributes) => ({
    body: bytes({ ...attributes, datacontenttype: jsonType, data }),
    contentType: 'application/cloudevents+json; charset=utf-8',
    properties: {},
  }),
  // AMQP binding of CloudEvents 1.0: every attribute is an application property with this prefix.
  'cloudevents-binary': ({ data }, attributes) => ({
    body: bytes(data),
    contentType: jsonType,
    properties: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`cloudEvents:${name}`, value]),
    ),
  }),
  json: ({ data, type }) => ({ body: bytes(data), contentType: jsonType, properties: { type } }),
};

function attributesOf({ id, source, data }: OutgoingEvent, { name, time, schema }: EventType): Attributes {
  const happened = compilePointer(time)(data);
  return {
    ...{ specversion: '1.0', id, source, type: name },
    ...(typeof happened === 'string' ? { time: happened } : {}),
    ...(typeof schema.$id === 'string' ? { dataschema: schema.$id } : {}),
  };
}

/** Confluent's wire format: 0, four bytes of the id, big-endian, the payload. */
function behindSchemaId(schemaId: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(schemaId, 1);
  return Buffer.concat([header, payload]);
}
