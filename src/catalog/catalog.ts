// The catalog: what the platform knows about each source. Data only; files are read by load.ts.

import type { Expression } from '../expression/expression.ts';
import type { JsonObject } from '../json.ts';

/** How a source's event bodies are encoded. */
export type Encoding = 'cloudevents' | 'debezium' | 'json';

/**
 * How an event is written on the wire: a CloudEvent in structured or in binary content mode, a Debezium envelope, a row as
 * plain JSON, and `confluent`: any of the source's others behind Confluent's magic byte and schema id (docs/wire-formats.md).
 */
export type WireFormat = 'cloudevents' | 'cloudevents-binary' | 'debezium' | 'json' | 'confluent';

/** What a column of a change event holds, by the name of its Kafka Connect type, where no schema block says so. */
export type ColumnType = {
  /** `io.debezium.time.Date`, `org.apache.kafka.connect.data.Decimal`, `bytes`, … */
  name: string;
  /** Of a decimal: its digits after the point. */
  scale?: number;
  /** Of bytes: what Debezium's `binary.handling.mode` makes of them, when it is not base64. */
  mode?: 'hex' | 'base64-url-safe';
};

/** As in Delta Live Tables: keep and count, quarantine, or stop the partition until someone acts. */
export type ExpectationAction = 'warn' | 'drop' | 'fail';

export type Expectation = { name: string; expect: Expression; action: ExpectationAction };

export type EventType = {
  /** CloudEvents `type`; for Debezium `<db>.<schema>.<table>`. */
  name: string;
  /** Silver table. */
  table: string;
  description: string;
  schema: JsonObject;
  /** Columns that identify the row or the business object. */
  key: string[];
  /** JSON pointer to the event time in the data (RFC 3339). */
  time: string;
  /** JSON pointer to the event's identity, of a type that comes as plain JSON. */
  identity: string | null;
  /** Columns of a change event whose type must be told, by name. */
  columns?: Readonly<Record<string, ColumnType>>;
  expectations: Expectation[];
  /** Released versions of the schema before the present one, newest first; events of them are still accepted. */
  older?: readonly OlderVersion[];
};

export type OlderVersion = {
  version: number;
  schema: JsonObject;
  /** What the present version has otherwise: fields, by the expressions that give them out of an old row. */
  upgrade: Readonly<Record<string, Expression>>;
};

export type Source = {
  /** The folder's name. */
  name: string;
  title: string;
  description: string;
  owner: string;
  hub: string;
  partitions: number;
  encoding: Encoding;
  /** What the hub may hold, in any mixture; absent: what goes with the encoding (`wireFormats`). */
  formats?: readonly WireFormat[];
  /** Partition keys that the source's claims are spread over, each good for some 2,000 events a second. Never changed. */
  claimBuckets: number;
  types: EventType[];
};

export type Catalog = { sources: Source[] };

const formatsOf: Record<Encoding, readonly WireFormat[]> = {
  cloudevents: ['cloudevents', 'cloudevents-binary'],
  debezium: ['debezium'],
  json: ['json'],
};

/** What a source's hub may hold: what it declares, else what goes with its encoding. */
export function wireFormats({ formats, encoding }: Source): readonly WireFormat[] {
  return formats ?? formatsOf[encoding];
}
