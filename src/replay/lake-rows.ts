// Rows of the lake's tables for a replay: the files that can hold them, on the local disk, and SQL over them.

import { type Predicate, pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import { remoteFile } from '../sql/data-files.ts';
import type { FileCache } from '../sql/file-cache.ts';
import { scanSql } from '../sql/table-scan.ts';
import type { createWorkbenches } from '../tables/workbench.ts';

export type LakeRowsParts = {
  /** By their names in SQL. */
  tables: ReadonlyMap<string, DeltaTable>;
  cache: FileCache;
  workbench: ReturnType<typeof createWorkbenches>;
};

/** A table, and conditions that narrow its files. The SQL has to state them too. */
export type Scan = { table: string; predicates: readonly Predicate[] };

/**
 * Runs a query over scans: `sql` gets a SELECT for each, in their order. Times and 64-bit integers come as text. A table
 * without a commit has no rows.
 */
export type LakeRows = (
  scans: readonly Scan[],
  sql: (scanned: string[]) => string,
) => Promise<Record<string, unknown>[]>;

export function createLakeRows({ tables, cache, workbench }: LakeRowsParts): LakeRows {
  return async (scans, sql) => {
    const scanned: string[] = [];
    const releases: (() => void)[] = [];
    try {
      for (const { table: name, predicates } of scans) {
        const table = tables.get(name);
        const snapshot = await table?.snapshot();
        if (!table || !snapshot) {
          scanned.push('');
          continue;
        }
        const { schema, metadata, files } = snapshot;
        const needed = pruneFiles(files.values(), schema, metadata.partitionColumns, predicates);
        const remote = needed.map(add => ({ add, file: remoteFile(table, add) }));
        const held = await cache.hold(remote.map(({ file }) => file));
        releases.push(held.release);
        const local = remote.map(({ add, file }) => ({
          path: held.paths.get(file.key) ?? '',
          partitionValues: add.partitionValues,
        }));
        scanned.push(`(${scanSql(local, schema, metadata.partitionColumns)})`);
      }
      // What is asked of a table that is not there has no answer.
      if (scanned.includes('')) return [];
      return await workbench(bench => bench.rows(sql(scanned)));
    } finally {
      for (const release of releases) release();
    }
  };
}
