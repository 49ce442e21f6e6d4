// Housekeeping of all tables: small files become large ones, and what no version refers to any more is deleted.

import { dataFilePath } from '../delta/actions.ts';
import { type CompactionOptions, compact, type Rewrite } from '../delta/compaction.ts';
import { DeltaError } from '../delta/errors.ts';
import { cleanUpLog, logRetentionMs } from '../delta/retention.ts';
import type { DeltaTable } from '../delta/table.ts';
import { vacuum } from '../delta/vacuum.ts';
import { writeDataFile } from './data-file.ts';
import { readFilesSql } from './duckdb-type.ts';
import type { createWorkbenches } from './workbench.ts';

type Workbenches = ReturnType<typeof createWorkbenches>;

/** Writes the rows of small files as one file, by DuckDB. */
export function createRewrite(workbench: Workbenches, now: () => number): Rewrite {
  return (table, files) =>
    workbench(async bench => {
      const snapshot = await table.snapshot();
      const [first] = files;
      if (!snapshot || !first) throw new DeltaError('not found', `${table.name}: the table is gone`);
      const paths: string[] = [];
      for (const [i, file] of files.entries()) {
        const content = await table.store.read(dataFilePath(file));
        if (!content) throw new DeltaError('corrupt', `${table.name}: the data file ${file.path} is missing`);
        paths.push(await bench.write(`small-${i}.parquet`, content));
      }
      const rows = `(${readFilesSql(paths, snapshot.schema, first.partitionValues)})`;
      return writeDataFile(bench, { table, schema: snapshot.schema }, rows, first.partitionValues, now());
    });
}

/** Compacts every table, one after another. What is wrong with one stops no other; the first failure is thrown at the end. */
export async function compactTables(
  tables: ReadonlyMap<string, DeltaTable>,
  options: CompactionOptions,
  rewrite: Rewrite,
): Promise<void> {
  await forEachTable(tables, table => compact(table, options, rewrite));
}

/** Vacuums every table and cleans up its log. `isWanted` tells files that no commit names yet, and one will. */
export async function vacuumTables(
  tables: ReadonlyMap<string, DeltaTable>,
  nowMs: number,
  isWanted: (path: string) => boolean,
): Promise<void> {
  await forEachTable(tables, async table => {
    const snapshot = await table.snapshot();
    if (!snapshot) return;
    await vacuum(table, nowMs, isWanted);
    await cleanUpLog(table.store, nowMs - logRetentionMs(snapshot.metadata));
  });
}

async function forEachTable(
  tables: ReadonlyMap<string, DeltaTable>,
  tidy: (table: DeltaTable) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const table of tables.values()) await tidy(table).catch(error => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
