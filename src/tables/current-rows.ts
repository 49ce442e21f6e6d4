// The present rows of a relational source's table, from its changes: what came and did not go again. Times of the broker
// and coordinates belong to changes, and a row that is there has none.

import type { StructType } from '../delta/schema.ts';
import { quoteName } from './duckdb-type.ts';

const ofChanges: ReadonlySet<string> = new Set([
  '_identity',
  '_enqueued_time',
  '_hub',
  '_partition_id',
  '_sequence_number',
  '_warnings',
  '_change_type',
  '_weight',
  '_enqueued_date',
]);

/** The columns of present rows: those of the source, and `_event_time`. */
export function currentSchema({ fields }: StructType): StructType {
  return { type: 'struct', fields: fields.filter(({ name }) => !ofChanges.has(name)) };
}

/** `changes` is a SELECT of the table's changes. A row that came twice and went once is there once. */
export function currentRowsSql(changes: string, schema: StructType): string {
  const columns = currentSchema(schema)
    .fields.map(({ name }) => quoteName(name))
    .join(', ');
  return `SELECT ${columns} FROM (
      SELECT ${columns}, unnest(range(greatest(_weight, 0))) FROM (
        SELECT ${columns}, CAST(sum(changes._weight) AS BIGINT) AS _weight FROM (${changes}) AS changes GROUP BY ALL))`;
}
