// What one query reads, put into its folder: hard links, so that nothing is copied and nothing is taken away from under it.

import { link } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddFile } from '../delta/actions.ts';
import { DeltaError } from '../delta/errors.ts';
import { currentRowsSql } from '../tables/current-rows.ts';
import { Failed } from './child-process.ts';
import { dataFileName, remoteFile } from './data-files.ts';
import type { FileCache } from './file-cache.ts';
import { type GoldFile, goldScanSql } from './gold-tables.ts';
import type { GoldSource, LakeSource, Source } from './sources.ts';
import { scanSql } from './table-scan.ts';

export type QueryFiles = {
  /** SQL for the rows of each source. */
  selects: ReadonlyMap<Source, string>;
  /** Data files of the lake. */
  count: number;
  /** When DuckDB cannot read a data file: the error that names the file. Its local copy is not used again. */
  damage(error: unknown): DeltaError | null;
  release(): void;
};

/** Throws what reading files throws, and a Problem when there are too many bytes of them. */
export async function linkQueryFiles(
  lake: ReadonlyMap<LakeSource, readonly AddFile[]>,
  gold: ReadonlyMap<GoldSource, GoldFile>,
  cache: FileCache,
  folder: string,
): Promise<QueryFiles> {
  const wanted = [...lake].flatMap(([{ table }, files]) =>
    files.map(add => ({ name: dataFileName(table, add), remote: remoteFile(table, add) })),
  );
  const names = new Map(wanted.map(({ name, remote }) => [remote.key, name]));
  const held = await cache.hold(wanted.map(({ remote }) => remote));
  try {
    const linked = new Map<string, string>();
    for (const [key, path] of held.paths) {
      const local = join(folder, `${linked.size}.parquet`);
      await link(path, local);
      linked.set(key, local);
    }
    const selects = new Map<Source, string>();
    for (const [source, files] of lake) selects.set(source, lakeSql(source, files, linked));
    for (const [source, { path }] of gold) {
      const local = join(folder, `gold-${selects.size}.ndjson`);
      await link(path, local);
      selects.set(source, goldScanSql(local, source.model));
    }
    return {
      selects,
      count: linked.size,
      damage: error => {
        const found = [...linked].find(
          ([, local]) => error instanceof Failed && error.message.includes(local),
        );
        if (!found || !(error instanceof Failed)) return null;
        const [key, local] = found;
        cache.forget(key);
        const reason = error.message.replaceAll(local, 'it');
        return new DeltaError('corrupt', `${names.get(key)} cannot be read: ${reason}`);
      },
      release: held.release,
    };
  } catch (error) {
    held.release();
    throw error;
  }
}

function lakeSql(
  { table, snapshot, current }: LakeSource,
  files: readonly AddFile[],
  linked: ReadonlyMap<string, string>,
): string {
  const scanned = files.map(add => ({
    path: linked.get(remoteFile(table, add).key) ?? '',
    partitionValues: add.partitionValues,
  }));
  const rows = scanSql(scanned, snapshot.schema, snapshot.metadata.partitionColumns);
  return current ? currentRowsSql(rows, snapshot.schema) : rows;
}
