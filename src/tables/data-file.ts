// Writes rows as a data file of a table: Parquet, typed, compressed, with its statistics.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddFile, Metadata } from '../delta/actions.ts';
import type { StructField, StructType } from '../delta/schema.ts';
import type { DeltaTable } from '../delta/table.ts';
import { quoteName, quoteText } from './duckdb-type.ts';
import { computeStatistics } from './file-statistics.ts';
import type { Workbench } from './workbench.ts';

type Target = {
  table: DeltaTable;
  schema: StructType;
  metadata: Metadata;
  /** What the names of the files begin with; `part` unless something has to find them again. */
  prefix?: string;
};

/**
 * One file for each day that the relation has rows of, in the relation's order; none when it is empty. `relation` is a
 * table or view on the bench with the columns of the schema.
 */
export async function writeDataFiles(
  bench: Workbench,
  target: Target,
  relation: string,
  nowMs: number,
): Promise<AddFile[]> {
  const [day = ''] = target.metadata.partitionColumns;
  const days = await bench.rows(
    `SELECT DISTINCT CAST(${quoteName(day)} AS VARCHAR) AS day FROM ${relation} ORDER BY day`,
  );
  const files: AddFile[] = [];
  for (const { day: value } of days) {
    const rows = `(SELECT * FROM ${relation} WHERE ${quoteName(day)} = DATE ${quoteText(String(value))})`;
    files.push(await writeDataFile(bench, target, rows, { [day]: String(value) }, nowMs));
  }
  return files;
}

/** `relation` is a table or a select in parentheses, whose rows all lie in one partition. */
export async function writeDataFile(
  bench: Workbench,
  { table, schema, prefix = 'part' }: Pick<Target, 'table' | 'schema' | 'prefix'>,
  relation: string,
  partitionValues: Record<string, string | null>,
  nowMs: number,
): Promise<AddFile> {
  const stored = schema.fields.filter(({ name }) => !(name in partitionValues));
  const columns = stored.map(({ name }) => quoteName(name)).join(', ');
  const name = `${prefix}-${randomUUID()}.zstd.parquet`;
  const rows = await rowsPerGroup(bench, stored, relation);
  await bench.run(
    `COPY (SELECT ${columns} FROM ${relation}) TO ${quoteText(bench.path(name))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rows})`,
  );
  const written = `read_parquet(${quoteText(bench.path(name))}, hive_partitioning = false)`;
  const statistics = await computeStatistics(bench, written, stored);
  const content = await readFile(bench.path(name));
  const path = [...Object.entries(partitionValues).map(([key, value]) => `${key}=${value}`), name].join('/');
  await table.store.put(path, content);
  return {
    path,
    partitionValues,
    size: content.byteLength,
    modificationTime: nowMs,
    dataChange: true,
    stats: JSON.stringify(statistics),
  };
}

/** DuckDB's own, and the fewest that it takes. */
const [mostRows, fewestRows] = [122_880, 2_048];
const groupBytes = 32 * 1024 * 1024;

/** A row group lies in memory until it is written: fewer rows where their bytes are many. */
async function rowsPerGroup(
  bench: Workbench,
  fields: readonly StructField[],
  relation: string,
): Promise<number> {
  const binary = fields
    .filter(({ type }) => type === 'binary')
    .map(({ name }) => `octet_length(${quoteName(name)})`);
  if (binary.length === 0) return mostRows;
  const [row] = await bench.rows(
    `SELECT avg(${binary.map(length => `coalesce(${length}, 0)`).join(' + ')}) AS bytes FROM ${relation}`,
  );
  const rows = Math.floor(groupBytes / Math.max(1, Number(row?.bytes ?? 0)) / fewestRows) * fewestRows;
  return Math.min(mostRows, Math.max(fewestRows, rows));
}
