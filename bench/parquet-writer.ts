// What the committer and compaction ask of a Parquet writer, so that libraries can be compared at it.

import type { StructType } from '../src/delta/schema.ts';
import { sourceTables } from '../src/tables/table-definitions.ts';
import { sourceNamed } from './landed-files.ts';

export type WriterName = string;

export const cases = ['bronze', 'silver', 'compaction'] as const;
export type Case = (typeof cases)[number];

/** Reads the files from the local disk and writes their rows as one file of the table, zstd unless told otherwise. */
export type ParquetWriter = { [task in Case]: (files: readonly string[], output: string) => Promise<void> };

export const table = 'pos_sale';
const tables = sourceTables(sourceNamed('pos'));

/** The columns of `silver.pos_sale` and of `bronze.pos` that lie in a data file. */
export const silverSchema = stored(
  tables.silver.find(({ type }) => type.table === table)?.table.definition.schema,
);
export const bronzeSchema = stored(tables.bronze.definition.schema);

function stored(schema: StructType | undefined): StructType {
  return { type: 'struct', fields: (schema?.fields ?? []).filter(({ name }) => !name.endsWith('_date')) };
}
