// The rows of data files as SQL: all columns of the table, in its order and with its types, whatever each file has.

import type { StructType } from '../delta/schema.ts';
import { duckdbType, quoteName, quoteText } from '../tables/duckdb-type.ts';

export type ScannedFile = { path: string; partitionValues: Record<string, string | null> };

/**
 * A SELECT of the files' rows. Columns that a file lacks are null; partition columns, which no file holds, have the values
 * that its commit gives. One scan for all files: a UNION of partitions takes 1.4 ms for each of them to plan.
 */
export function scanSql(
  files: readonly ScannedFile[],
  schema: StructType,
  partitionColumns: readonly string[],
): string {
  if (files.length === 0) {
    const nulls = schema.fields.map(
      ({ name, type }) => `CAST(NULL AS ${duckdbType(type)}) AS ${quoteName(name)}`,
    );
    return `SELECT ${nulls.join(', ')} WHERE false`;
  }
  const stored = schema.fields.filter(({ name }) => !partitionColumns.includes(name));
  const columns = stored.map(
    ({ name, type }) =>
      `${quoteText(name)}: {name: ${quoteText(name)}, type: ${quoteText(duckdbType(type))}, default_value: NULL}`,
  );
  const select = schema.fields.map(({ name, type }) => {
    if (!partitionColumns.includes(name)) return quoteName(name);
    const values = files.map(({ partitionValues }) => partitionLiteral(partitionValues[name]));
    return `CAST([${values.join(', ')}] AS ${duckdbType(type)}[])[CAST(file_index AS BIGINT) + 1] AS ${quoteName(name)}`;
  });
  const paths = files.map(({ path }) => quoteText(path));
  return `SELECT ${select.join(', ')} FROM read_parquet([${paths.join(', ')}], schema = MAP {${columns.join(', ')}}, hive_partitioning = false)`;
}

/** In a partition value the empty text is null ("Partition Value Serialization"). */
function partitionLiteral(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? 'NULL' : quoteText(value);
}
