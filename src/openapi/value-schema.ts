// The JSON Schema of a SQL value as answers show it: what src/gold/json-value.ts writes.

import type { JsonObject } from '../json.ts';
import { type SqlType, typeName } from '../sql-expression/types.ts';

/** Null is always possible: SQL's columns have no promise against it. */
export function valueSchema(type: SqlType): JsonObject {
  return { ...shape(type), 'x-sql-type': typeName(type) };
}

function shape(type: SqlType): JsonObject {
  switch (type.id) {
    case 'BOOLEAN':
      return { type: ['boolean', 'null'] };
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
      return { type: ['integer', 'null'] };
    case 'BIGINT':
    case 'HUGEINT':
      return { type: ['integer', 'string', 'null'], description: 'text where a double would round it' };
    case 'DECIMAL':
      return { type: ['number', 'string', 'null'], description: 'text where it has more than 15 digits' };
    case 'FLOAT':
    case 'DOUBLE':
      return { type: ['number', 'string', 'null'], description: 'text for NaN and the infinities' };
    case 'DATE':
    case 'TIME':
    case 'INTERVAL':
    case 'VARCHAR':
      return { type: ['string', 'null'] };
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH TIME ZONE':
      return { type: ['string', 'null'], description: 'RFC 3339, UTC' };
    case 'LIST':
      return { type: ['array', 'null'], items: valueSchema(type.element) };
    case 'STRUCT':
      return {
        type: ['object', 'null'],
        properties: Object.fromEntries(type.fields.map(field => [field.name, valueSchema(field.type)])),
      };
    default:
      return {};
  }
}
