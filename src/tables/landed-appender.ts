// Puts landed files into the tables of their source.

import type { Catalog } from '../catalog/catalog.ts';
import { ensureTable } from '../delta/create-table.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { LandingStore, Tier } from '../landing/landing.ts';
import type { AdmittedLane } from '../ledger/commit.ts';
import type { Metrics } from '../metrics.ts';
import { appendLanded } from './append.ts';
import {
  type AdmittedFile,
  bronzeRowsSql,
  landedSql,
  quarantineRowsSql,
  silverRowsSql,
} from './landed-rows.ts';
import { type LakeTable, quarantine, type SourceTables, sourceTables } from './table-definitions.ts';
import type { createWorkbenches, Workbench } from './workbench.ts';

export type LandedAppenderParts = {
  catalog: Catalog;
  tables: ReadonlyMap<string, DeltaTable>;
  landing: LandingStore;
  workbench: ReturnType<typeof createWorkbenches>;
  metrics: Metrics;
  now?: () => number;
};

/** The tables are made, and evolved to what the catalog says, when they are first met. */
export function createLandedAppender(parts: LandedAppenderParts) {
  const { catalog, tables, landing, workbench, metrics, now = Date.now } = parts;
  const sources = new Map(catalog.sources.map(source => [source.hub, sourceTables(source)]));
  const ensured = new Set<string>();
  const open = async ({ definition }: LakeTable): Promise<DeltaTable> => {
    const table = tables.get(definition.name);
    if (!table) throw new Error(`the table ${definition.name} was not opened`);
    if (!ensured.has(definition.name)) await ensureTable(table, definition, now());
    ensured.add(definition.name);
    return table;
  };
  return async (hub: string, tier: Tier, admitted: readonly AdmittedLane[]): Promise<void> => {
    const source = sources.get(hub);
    if (!source) throw new Error(`the catalog has no source with the hub "${hub}"`);
    await workbench(async bench => {
      const files = await download(bench, landing, admitted);
      await bench.run(`CREATE TEMP TABLE landed AS ${landedSql(files)}`);
      const lanes = admitted.map(lane => ({ ...lane, last: lane.admitted.at(-1)?.last ?? lane.through }));
      for (const { table, rowsSql } of await presentTargets(bench, source, tier))
        await appendLanded(bench, { table: await open(table), lanes, landed: 'landed', rowsSql }, now);
      const [{ oldest } = { oldest: null }] = await bench.rows(
        'SELECT epoch_ms(min(enqueued_time)) AS oldest FROM landed',
      );
      metrics.observe('assay_event_to_table_ms', { hub, tier }, now() - Number(oldest));
    });
  };
}

type Target = { table: LakeTable; rowsSql: (landed: string) => string };

/** The tables that have rows in what landed. */
async function presentTargets(
  bench: Workbench,
  { source, bronze, silver }: SourceTables,
  tier: Tier,
): Promise<Target[]> {
  if (tier === 'bronze') return [{ table: bronze, rowsSql: bronzeRowsSql }];
  const found = await bench.rows(`SELECT DISTINCT verdict, "table" FROM landed`);
  const lost = found.find(
    row => row.verdict === 'silver' && !silver.some(({ type }) => type.table === row.table),
  );
  if (lost)
    throw new Error(
      `the catalog has no table "${lost.table}", of which rows have landed: deploy the catalog that they were refined with`,
    );
  const targets: Target[] = silver
    .filter(({ type }) => found.some(row => row.verdict === 'silver' && row.table === type.table))
    .map(({ type, table }) => ({ table, rowsSql: landed => silverRowsSql(source, type, landed) }));
  if (found.some(row => row.verdict === 'quarantined'))
    targets.push({ table: quarantine, rowsSql: landed => quarantineRowsSql(source, landed) });
  return targets;
}

const downloadsAtOnce = 8;

async function download(
  bench: Workbench,
  landing: LandingStore,
  lanes: readonly AdmittedLane[],
): Promise<AdmittedFile[]> {
  const admissions = lanes.flatMap(({ admitted }) => admitted);
  const files: AdmittedFile[] = [];
  for (let from = 0; from < admissions.length; from += downloadsAtOnce) {
    const some = admissions.slice(from, from + downloadsAtOnce).map(async ({ file, first, last }, i) => {
      const path = await bench.write(`landed-${from + i}.parquet`, await landing.read(file.path));
      return { path, first, last };
    });
    files.push(...(await Promise.all(some)));
  }
  return files;
}
