// What the files of a lake's tables weigh, and what reading all of a table costs against one plain Parquet file.

import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataFilePath } from '../src/delta/actions.ts';
import type { DeltaTable } from '../src/delta/table.ts';
import { quoteText, readFilesSql } from '../src/tables/duckdb-type.ts';
import type { BenchLake } from './delta-lake.ts';
import { median } from './percentile.ts';

export type Weight = { files: number; bytes: number };

/** The active files of all tables whose names begin so. */
export async function weigh({ tables }: BenchLake, prefix: string): Promise<Weight> {
  const weight: Weight = { files: 0, bytes: 0 };
  for (const [name, table] of tables) {
    if (!name.startsWith(prefix)) continue;
    for (const { size } of (await table.snapshot())?.files.values() ?? []) {
      weight.files += 1;
      weight.bytes += size;
    }
  }
  return weight;
}

/** A select of all rows of the table, as the log says they are; the bench's events are of one day. */
export async function rowsSql(lake: BenchLake, table: DeltaTable): Promise<string> {
  const snapshot = await table.snapshot();
  const files = [...(snapshot?.files.values() ?? [])];
  const [first] = files;
  if (!snapshot || !first) throw new Error(`${table.name} is empty`);
  const paths = files.map(file => lake.pathOf(table, dataFilePath(file)));
  return readFilesSql(paths, snapshot.schema, first.partitionValues);
}

const rounds = 9;

/**
 * Milliseconds of reading every value of every row, medians of alternating rounds, by the name of the select. Throws when
 * the selects do not have the same rows.
 */
export async function compareScans(selects: Record<string, string>): Promise<Record<string, number>> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const times = new Map<string, number[]>();
  const sums = new Set<string>();
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, select] of Object.entries(selects)) {
      const started = performance.now();
      const read = await connection.runAndReadAll(
        `SELECT count(*) AS rows, sum(hash(whole)) AS content FROM (${select}) AS whole`,
      );
      // The first round warms the caches.
      if (round > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
      sums.add(JSON.stringify(read.getRowsJson()));
    }
  connection.closeSync();
  if (sums.size !== 1) throw new Error(`the scans differ: ${[...sums].join(' and ')}`);
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}

/** The same rows as one plain Parquet file; returns a select of it. */
export async function writePlain(select: string, folder: string): Promise<string> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const plain = quoteText(join(folder, 'plain.parquet'));
  await connection.run(`COPY (${select}) TO ${plain} (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  return `SELECT * FROM read_parquet(${plain})`;
}
