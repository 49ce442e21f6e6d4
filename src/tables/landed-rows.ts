// Landed files as rows of tables: the SQL that a committer runs over them.

import type { EventType, Source } from '../catalog/catalog.ts';
import { structOf } from '../catalog/json-schema-type.ts';
import type { DataType } from '../delta/schema.ts';
import { type Lane, laneName } from '../events/coordinate.ts';
import { duckdbType, quoteName, quoteText } from './duckdb-type.ts';

/** A landed file on the local disk, and the coordinates that are admitted from it. */
export type AdmittedFile = { path: string; first: number; last: number };

/** Every admitted coordinate of the files, once. */
export function landedSql(files: readonly AdmittedFile[]): string {
  const admitted = files.map(({ path, first, last }) => `(${quoteText(path)}, ${first}, ${last})`);
  return `SELECT landed.* EXCLUDE (filename)
    FROM read_parquet([${files.map(({ path }) => quoteText(path)).join(', ')}], filename = true, union_by_name = true) AS landed
    JOIN (VALUES ${admitted.join(', ')}) AS admitted(path, first, last)
      ON landed.filename = admitted.path AND landed.sequence_number BETWEEN admitted.first AND admitted.last`;
}

/** The rows that a table does not have yet. `through` is the last sequence number that it has, by lane. */
export function beyondSql(relation: string, through: readonly (Lane & { through: number })[]): string {
  const lanes = through.map(lane => `(${quoteText(laneName(lane))}, ${lane.through})`);
  return `SELECT rows.* FROM ${relation} AS rows
    JOIN (VALUES ${lanes.join(', ')}) AS lanes(lane, through)
      ON rows.hub || '-' || rows.partition_id = lanes.lane AND rows.sequence_number > lanes.through`;
}

const utc = (column: string) => `CAST(${column} AS TIMESTAMPTZ)`;
const day = (column: string) => `CAST(${column} AS DATE)`;

export function bronzeRowsSql(landed: string): string {
  return `SELECT hub, partition_id, sequence_number, ${utc('enqueued_time')} AS enqueued_time, "offset",
      ${utc('landed_time')} AS landed_time, partition_key, content_type, properties, system_properties, body,
      ${day('enqueued_time')} AS enqueued_date
    FROM (${landed}) ORDER BY partition_id, sequence_number`;
}

export function quarantineRowsSql(source: Source, landed: string): string {
  return `SELECT ${quoteText(source.name)} AS source, hub, partition_id, sequence_number,
      ${utc('enqueued_time')} AS enqueued_time, reason, detail, pointer, body, ${day('enqueued_time')} AS enqueued_date
    FROM (${landed}) WHERE verdict = 'quarantined' ORDER BY partition_id, sequence_number`;
}

/**
 * One row for each row of an event: a change has its before-image with weight −1, and its after-image with weight +1.
 * A value that its column's type cannot hold is null here; bronze has it.
 */
export function silverRowsSql(source: Source, type: EventType, landed: string): string {
  const schema = structOf(type.schema);
  const fields = schema.fields.map(({ name }) => `fields.${quoteName(name)} AS ${quoteName(name)}`);
  const changes = source.encoding === 'debezium' ? ['_change_type', '_weight'] : [];
  return `SELECT ${[...fields, metadataSql, ...changes, `${day('enqueued_time')} AS _enqueued_date`].join(', ')}
    FROM (
      SELECT *, CASE WHEN json_valid(row_json)
        THEN json_transform(row_json, ${quoteText(JSON.stringify(transformOf(schema)))}) END AS fields
      FROM (${changes.length > 0 ? changedRowsSql(landed) : newRowsSql(landed)}) WHERE "table" = ${quoteText(type.table)}
    ) ORDER BY partition_id, sequence_number${changes.length > 0 ? ', _weight' : ''}`;
}

const metadataSql = `"identity" AS _identity, ${utc('event_time')} AS _event_time,
      ${utc('enqueued_time')} AS _enqueued_time, hub AS _hub, partition_id AS _partition_id,
      sequence_number AS _sequence_number, coalesce(string_split(warnings, ','), []) AS _warnings`;

function newRowsSql(landed: string): string {
  return `SELECT *, after AS row_json FROM (${landed}) WHERE verdict = 'silver'`;
}

function changedRowsSql(landed: string): string {
  return `SELECT * EXCLUDE (after, before), after AS row_json, CAST(1 AS BIGINT) AS _weight,
      CASE WHEN before IS NULL THEN 'insert' ELSE 'update_postimage' END AS _change_type
    FROM (${landed}) WHERE verdict = 'silver' AND after IS NOT NULL
    UNION ALL
    SELECT * EXCLUDE (after, before) REPLACE (coalesce(before_event_time, event_time) AS event_time), before AS row_json, CAST(-1 AS BIGINT) AS _weight,
      CASE WHEN after IS NULL THEN 'delete' ELSE 'update_preimage' END AS _change_type
    FROM (${landed}) WHERE verdict = 'silver' AND before IS NOT NULL`;
}

/** The structure that DuckDB's json_transform takes: objects, lists and type names. */
export function transformOf(type: DataType): unknown {
  if (typeof type === 'string') return duckdbType(type);
  if (type.type === 'array') return [transformOf(type.elementType)];
  if (type.type === 'struct')
    return Object.fromEntries(type.fields.map(field => [field.name, transformOf(field.type)]));
  return 'JSON';
}
