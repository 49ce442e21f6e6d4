// How a column reads in a JSON answer: times as RFC 3339, and null for the numbers that JSON has not (NaN, infinities).

import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';

const instant = quoteText('%Y-%m-%dT%H:%M:%S.%fZ');

/** An expression for the value of `value`, itself an expression of the type `type`. */
export function jsonValue(value: string, type: DuckDBType, depth = 0): string {
  if (!differs(type)) return value;
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) return `strftime(${value}, ${instant})`;
  const item = `item_${depth}`;
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType)
    return `list_transform(${value}, lambda ${item}: ${jsonValue(item, type.valueType, depth + 1)})`;
  if (type instanceof DuckDBMapType) {
    const mapped = jsonValue(`${item}.value`, type.valueType, depth + 1);
    return `map_from_entries(list_transform(map_entries(${value}), lambda ${item}: struct_pack(key := ${item}.key, value := ${mapped})))`;
  }
  if (type instanceof DuckDBStructType) return structValue(value, type, depth);
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

function structValue(value: string, { entryNames, entryTypes }: DuckDBStructType, depth: number): string {
  const fields = entryTypes.map((type, i) => {
    const name = entryNames[i] ?? '';
    return `${quoteName(name)} := ${jsonValue(`struct_extract(${value}, ${quoteText(name)})`, type, depth)}`;
  });
  return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
}

/** Whether a value of the type would read otherwise in a JSON answer. */
function differs(type: DuckDBType): boolean {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType || type instanceof DuckDBMapType)
    return differs(type.valueType);
  if (type instanceof DuckDBStructType) return type.entryTypes.some(differs);
  return [DuckDBTypeId.TIMESTAMP_TZ, DuckDBTypeId.DOUBLE, DuckDBTypeId.FLOAT].includes(type.typeId);
}
