// Silver's rows as JSON text, with everything that an event's row had: text that a fold reads as it read the event.

import type { DataType, StructType } from '../delta/schema.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';

/** A SELECT of the table's coordinates, `_weight` (1 for events) and `row`. `schema` is the table's. */
export function eventRowsSql(table: string, schema: StructType): string {
  const weight = schema.fields.some(({ name }) => name === '_weight') ? '_weight' : '1 AS _weight';
  const fields = schema.fields.map(
    ({ name, type }) => `${quoteName(name)} := ${jsonSql(quoteName(name), type)}`,
  );
  return `SELECT _hub, _partition_id, _sequence_number, ${weight},
    CAST(to_json(struct_pack(${fields.join(', ')})) AS VARCHAR) AS row FROM ${table}`;
}

/** An expression for the value of an expression, in which times are RFC 3339. */
function jsonSql(value: string, type: DataType, depth = 0): string {
  if (type === 'timestamp') return `strftime(${value}, ${quoteText('%Y-%m-%dT%H:%M:%S.%fZ')})`;
  if (typeof type === 'string') return value;
  const item = `item_${depth}`;
  if (type.type === 'array')
    return `list_transform(${value}, lambda ${item}: ${jsonSql(item, type.elementType, depth + 1)})`;
  if (type.type === 'map') return value;
  const fields = type.fields.map(
    ({ name, type: field }) =>
      `${quoteName(name)} := ${jsonSql(`struct_extract(${value}, ${quoteText(name)})`, field, depth)}`,
  );
  return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
}
