// Rows of a table as data files, written and read by DuckDB.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type AddFile, dataFilePath } from '../../src/delta/actions.ts';
import type { StructType } from '../../src/delta/schema.ts';
import type { Snapshot } from '../../src/delta/snapshot.ts';
import type { DeltaTable } from '../../src/delta/table.ts';
import { quoteName, quoteText, readFilesSql } from '../../src/tables/duckdb-type.ts';
import { computeStatistics } from '../../src/tables/file-statistics.ts';
import { type Row, rowFromDuckdb, toSql } from './canonical.ts';
import type { Workbench } from './context.ts';

type PartitionValues = AddFile['partitionValues'];

export async function writeRows(
  bench: Workbench,
  { store }: DeltaTable,
  schema: StructType,
  rows: readonly Row[],
  partitionValues: PartitionValues = {},
): Promise<AddFile> {
  const stored = schema.fields.filter(({ name }) => !(name in partitionValues));
  const names = stored.map(({ name }) => quoteName(name)).join(', ');
  const values = rows.map(row => `(${stored.map(({ name, type }) => toSql(row[name], type)).join(', ')})`);
  const relation = `(SELECT * FROM (VALUES ${values.join(', ')}) AS rows(${names}))`;
  return writeRelation(bench, store, relation, schema, partitionValues);
}

async function writeRelation(
  bench: Workbench,
  store: DeltaTable['store'],
  relation: string,
  schema: StructType,
  partitionValues: PartitionValues,
): Promise<AddFile> {
  const stored = schema.fields.filter(({ name }) => !(name in partitionValues));
  const name = `part-${randomUUID()}.zstd.parquet`;
  const file = bench.path(name);
  await bench.run(
    `COPY (SELECT ${stored.map(field => quoteName(field.name)).join(', ')} FROM ${relation}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const written = `read_parquet(${quoteText(file)}, hive_partitioning = false)`;
  const statistics = await computeStatistics(bench, written, stored);
  const content = await readFile(file);
  const path = [...Object.entries(partitionValues).map(partitionFolder), name].join('/');
  await store.put(path, content);
  return {
    path: encodeURI(path).replace(/[?#]/g, encodeURIComponent),
    partitionValues,
    size: content.byteLength,
    modificationTime: Date.now(),
    dataChange: true,
    stats: JSON.stringify(statistics),
  };
}

/** As Hive names it: what a folder's name must not have is escaped. */
function partitionFolder([name, value]: [string, string | null]): string {
  const escaped = (value ?? '__HIVE_DEFAULT_PARTITION__').replace(
    /["#%'*/:=?\\{}[\]^]/g,
    character => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return `${name}=${escaped}`;
}

/** All rows of a snapshot, as this code reads them. */
export async function readRows(bench: Workbench, { store }: DeltaTable, snapshot: Snapshot): Promise<Row[]> {
  const rows: Row[] = [];
  const partitions = Map.groupBy(snapshot.files.values(), file => JSON.stringify(file.partitionValues));
  for (const files of partitions.values()) {
    const paths: string[] = [];
    for (const file of files) {
      const content = await store.read(dataFilePath(file));
      if (!content) throw new Error(`the data file ${file.path} is missing`);
      paths.push(await bench.write(`${randomUUID()}.parquet`, content));
    }
    const sql = readFilesSql(paths, snapshot.schema, files[0]?.partitionValues ?? {});
    for (const row of await bench.rows(sql)) rows.push(rowFromDuckdb(row, snapshot.schema));
  }
  return rows;
}
