// How a column reads in a JSON answer: times as RFC 3339, and null for the numbers that JSON has not (NaN, infinities).

import { DuckDBListType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';

const instant = quoteText('%Y-%m-%dT%H:%M:%S.%fZ');

/** An expression for the value of `value`, itself an expression of the type `type`. */
export function jsonValue(value: string, type: DuckDBType, depth = 0): string {
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) return `strftime(${value}, ${instant})`;
  if (type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT)
    return `CASE WHEN isfinite(${value}) THEN ${value} END`;
  if (!differs(type)) return value;
  if (type instanceof DuckDBListType) {
    const item = `item_${depth}`;
    return `list_transform(${value}, lambda ${item}: ${jsonValue(item, type.valueType, depth + 1)})`;
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((name, i) => {
      const fieldType = type.entryTypes[i];
      const field = `struct_extract(${value}, ${quoteText(name)})`;
      return `${quoteName(name)} := ${fieldType ? jsonValue(field, fieldType, depth) : field}`;
    });
    return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
  }
  return value;
}

/** Whether a value of the type would read otherwise in a JSON answer. */
function differs(type: DuckDBType): boolean {
  if (type instanceof DuckDBListType) return differs(type.valueType);
  if (type instanceof DuckDBStructType) return type.entryTypes.some(differs);
  return [DuckDBTypeId.TIMESTAMP_TZ, DuckDBTypeId.DOUBLE, DuckDBTypeId.FLOAT].includes(type.typeId);
}
