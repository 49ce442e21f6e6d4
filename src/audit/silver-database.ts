// Silver as a DuckDB database: a view for each table, over data files on the local disk, at a cut. Beside `silver` there is
// `silver_events`, with the rows of the tables as events have them (event-rows.ts).

import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, Source } from '../catalog/catalog.ts';
import type { AddFile } from '../delta/actions.ts';
import type { StructType } from '../delta/schema.ts';
import type { Snapshot } from '../delta/snapshot.ts';
import { type Predicate, pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import { laneNamed } from '../events/coordinate.ts';
import { remoteFile } from '../sql/data-files.ts';
import { type ScannedFile, scanSql } from '../sql/table-scan.ts';
import { currentRowsSql } from '../tables/current-rows.ts';
import { quoteName } from '../tables/duckdb-type.ts';
import { currentViews, sourceTables } from '../tables/table-definitions.ts';
import { type Cut, withinSql } from './cut.ts';
import { eventRowsSql } from './event-rows.ts';

export type SilverDatabase = {
  run(sql: string): Promise<void>;
  /** Rows as objects; 64-bit integers, decimals and times come as text. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** As above, a few at a time. */
  stream(sql: string): AsyncIterable<Record<string, unknown>[]>;
  close(): void;
};

export type SilverParts = {
  catalog: Catalog;
  /** By their names in SQL, such as `silver.pos_sale`. */
  tables: ReadonlyMap<string, DeltaTable>;
  /** For data files; it is the caller's to remove. */
  folder: string;
  /** Of the database; in memory when there is none. */
  path?: string;
  /** What lies before is not asked for: files that have nothing else are left where they are. */
  beyond?: Cut;
};

/** What sorts and groups hold beyond this goes to the local disk. */
const memoryLimit = '512MB';

/**
 * `path` is a file, made when it is not there; without one the database is in memory. `folder` is for what does not fit into
 * memory. Times are in UTC.
 */
export async function openDatabase(path = ':memory:', folder = tmpdir()): Promise<SilverDatabase> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(path, {
    ...{ threads: '2', memory_limit: memoryLimit },
    temp_directory: join(folder, `spill-${process.pid}`),
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    run: async sql => {
      await connection.run(sql);
    },
    rows: async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    stream: async function* (sql) {
      yield* (await connection.stream(sql)).yieldRowObjectJson();
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * `wanted` are tables of silver without their schema, as models name them: of a relational source, the present rows. The
 * tables are read when this is called: take the cut before.
 */
export async function openSilver(
  { path, ...parts }: SilverParts,
  wanted: Iterable<string>,
  cut: Cut,
): Promise<SilverDatabase> {
  const database = await openDatabase(path, parts.folder);
  try {
    await database.run('CREATE SCHEMA silver');
    await database.run('CREATE SCHEMA silver_events');
    await createViews(database, parts, new Set(wanted), cut);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function createViews(
  database: SilverDatabase,
  { catalog, tables, folder, beyond = new Map() }: SilverParts,
  wanted: ReadonlySet<string>,
  cut: Cut,
): Promise<void> {
  const viewOf = new Map([...currentViews(catalog)].map(([view, changes]) => [changes, view]));
  for (const { hub, type, table } of catalog.sources.flatMap(silverOf)) {
    const { name, schema } = table.definition;
    const view = viewOf.get(name);
    if (!wanted.has(withoutSchema(view ?? name)) && !wanted.has(withoutSchema(name))) continue;
    const own = new Map([...cut].filter(([lane]) => laneNamed(lane).hub === hub));
    const rows = withinSql(await tableSql(tables.get(name), schema, folder, { beyond, cut: own }), own);
    await database.run(`CREATE VIEW ${quoted(name)} AS ${rows}`);
    await database.run(
      `CREATE VIEW ${quoted(`silver_events.${type.table}`)} AS ${eventRowsSql(quoted(name), schema)}`,
    );
    if (view)
      await database.run(
        `CREATE VIEW ${quoted(view)} AS ${currentRowsSql(`SELECT * FROM ${quoted(name)}`, schema)}`,
      );
  }
}

const silverOf = (source: Source) => sourceTables(source).silver.map(one => ({ ...one, hub: source.hub }));

const withoutSchema = (name: string) => name.slice(name.indexOf('.') + 1);
const quoted = (name: string) => name.split('.').map(quoteName).join('.');

/** A SELECT of the rows of all files that are needed; of none, when the table has no commit yet. */
async function tableSql(
  table: DeltaTable | undefined,
  schema: StructType,
  folder: string,
  { beyond, cut }: { beyond: Cut; cut: Cut },
): Promise<string> {
  const snapshot = await table?.snapshot();
  if (!table || !snapshot) return scanSql([], schema, []);
  const local = join(folder, ...table.name.split('.'));
  await mkdir(local, { recursive: true });
  const files: ScannedFile[] = [];
  for (const add of filesBetween(snapshot, beyond, cut)) {
    const path = join(local, `${files.length}.parquet`);
    await writeFile(path, await remoteFile(table, add).read());
    files.push({ path, partitionValues: add.partitionValues });
  }
  return scanSql(files, snapshot.schema, snapshot.metadata.partitionColumns);
}

/** The files that may hold rows beyond the one and within the other. */
function filesBetween({ files, schema, metadata }: Snapshot, beyond: Cut, cut: Cut): Set<AddFile> {
  const needed = new Set<AddFile>();
  for (const [lane, last] of cut) {
    const { hub, partitionId } = laneNamed(lane);
    const predicates: Predicate[] = [
      { column: '_hub', operator: '=', value: hub },
      { column: '_partition_id', operator: '=', value: partitionId },
      { column: '_sequence_number', operator: '>', value: beyond.get(lane) ?? -1 },
      { column: '_sequence_number', operator: '<=', value: last },
    ];
    for (const file of pruneFiles(files.values(), schema, metadata.partitionColumns, predicates))
      needed.add(file);
  }
  return needed;
}
