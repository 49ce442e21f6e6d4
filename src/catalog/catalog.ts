// The catalog: what the platform knows about each source. Data only; files are read by load.ts.

import type { Expression } from '../expression/expression.ts';
import type { JsonObject } from '../json.ts';

/** How a source's event bodies are encoded. */
export type Encoding = 'cloudevents' | 'debezium' | 'json';

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
  /** For `json` sources: JSON pointer to the event's identity. */
  identity: string | null;
  expectations: Expectation[];
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
  /** Partition keys that the source's claims are spread over, each good for some 2,000 events a second. Never changed. */
  claimBuckets: number;
  types: EventType[];
};

export type Catalog = { sources: Source[] };
