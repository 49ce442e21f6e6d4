// Tables as SQL for one piece of work: the files that can hold what is wanted, held on the local disk.

import { type Predicate, pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import { remoteFile } from '../sql/data-files.ts';
import type { FileCache } from '../sql/file-cache.ts';
import { scanSql } from '../sql/table-scan.ts';

export type ScanParts = {
  /** By their names in SQL. */
  tables: ReadonlyMap<string, DeltaTable>;
  cache: FileCache;
};

/** A table, and conditions that narrow its files. The SQL has to state them too. */
export type Scan = { table: string; predicates: readonly Predicate[] };

/** A SELECT in parentheses for each scan; null for a table without a commit. */
export type HeldScans = { selects: (string | null)[]; release(): void };

export async function holdScans({ tables, cache }: ScanParts, scans: readonly Scan[]): Promise<HeldScans> {
  const selects: (string | null)[] = [];
  const releases: (() => void)[] = [];
  const release = () => {
    for (const one of releases) one();
  };
  try {
    for (const { table: name, predicates } of scans) {
      const table = tables.get(name);
      const snapshot = await table?.snapshot();
      if (!table || !snapshot) {
        selects.push(null);
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
      selects.push(`(${scanSql(local, schema, metadata.partitionColumns)})`);
    }
    return { selects, release };
  } catch (error) {
    release();
    throw error;
  }
}
