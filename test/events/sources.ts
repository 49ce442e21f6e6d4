// Two small sources for the tests of decoders: sales, which come in every format of an event, and stock, which comes as
// changes of a table.

import type { EventType, Source } from '../../src/catalog/catalog.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';

export const enqueuedTimeMs = Date.UTC(2026, 0, 1, 12);

const type: Omit<EventType, 'name' | 'table'> = {
  description: '',
  schema: {
    type: 'object',
    required: ['id', 'at', 'units'],
    properties: {
      id: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
      units: { type: 'integer' },
    },
  },
  key: ['id'],
  time: '/at',
  identity: null,
  expectations: [],
};

const source: Omit<Source, 'encoding' | 'types'> = {
  name: 'shop',
  title: '',
  description: '',
  owner: '',
  hub: 'shop',
  partitions: 1,
  claimBuckets: 1,
};

export const sales: Source = {
  ...source,
  encoding: 'cloudevents',
  formats: ['cloudevents', 'cloudevents-binary', 'json', 'confluent'],
  types: [
    { ...type, name: 'sale', table: 'sale', identity: '/id' },
    { ...type, name: 'void', table: 'void' },
  ],
};

export const stock: Source = {
  ...source,
  name: 'stock',
  encoding: 'debezium',
  formats: ['debezium', 'confluent'],
  types: [{ ...type, name: 'db.public.stock', table: 'stock' }],
};

export const row = { id: 'x', at: '2026-01-01T11:59:00Z', units: 3 };

export const position = { connector: 'postgresql', db: 'db', schema: 'public', table: 'stock', lsn: 42 };

/** An event as a hub delivers it; a body that is not bytes is written as JSON. */
export function raw(body: unknown, given: Partial<RawEvent> = {}): RawEvent {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    sequenceNumber: 0,
    offset: '0',
    enqueuedTimeMs,
    partitionKey: null,
    contentType: null,
    properties: {},
    systemProperties: {},
    body: bytes,
    ...given,
  };
}

export const cloudEvent = (data: unknown, envelope = {}) => ({
  specversion: '1.0',
  id: '1',
  source: '/till/1',
  type: 'sale',
  data,
  ...envelope,
});

/** Confluent's magic byte, the id in four bytes, and the payload. */
export function frame(schemaId: number, payload: unknown): Uint8Array {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(schemaId, 1);
  return Buffer.concat([header, raw(payload).body]);
}
