// An event after decoding: typed rows with weights, an identity, and the time it happened.

import type { JsonObject } from '../json.ts';

/**
 * One row of a change with its weight in a Z-set (Budiu et al., DBSP, 2023): a new row is +1, the row it
 * replaces or removes is −1. An event that is not a change of a table is one row of weight +1. Each row has its own
 * time: a −1 is taken from the windows its +1 was given to, also when the change moved the row to others.
 */
export type WeightedRow = { weight: 1 | -1; row: JsonObject; eventTimeMs: number };

export type SilverEvent = {
  /** The type's name in the catalog. */
  type: string;
  table: string;
  /** Two events with the same identity are one event, delivered twice. */
  identity: string;
  /** Of the last row: of an update, the time of its after-image. */
  eventTimeMs: number;
  rows: WeightedRow[];
  /** Names of `warn` expectations that the event does not meet. */
  warnings: string[];
};

/** Why an event cannot enter silver: a code for machines, a detail for people, a pointer into the body. */
export type Rejection = {
  reason: RejectionReason;
  detail: string;
  /** RFC 6901 pointer into the decoded body; empty when the whole body is meant. */
  pointer: string;
  /** The expectation that failed, of the silver table that the event would be in. */
  expectation?: { table: string; name: string };
};

export type RejectionReason =
  | 'malformed_body'
  | 'malformed_envelope'
  | 'malformed_value'
  | 'unknown_type'
  | 'unknown_schema_id'
  | 'not_a_row_change'
  | 'truncated_table'
  | 'missing_before_image'
  | 'missing_identity'
  | 'schema_violation'
  | 'invalid_event_time'
  | 'expectation_failed';
