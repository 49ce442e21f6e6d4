// The switch of one table: a commit that takes the range's rows out and puts the new ones in. A file with other rows too is
// written anew with those. Proven by test/replay/refine*.test.ts.

import type { Action, AddFile } from '../delta/actions.ts';
import { commit } from '../delta/commit.ts';
import { DeltaError } from '../delta/errors.ts';
import type { Snapshot } from '../delta/snapshot.ts';
import { type Predicate, pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import { remoteFile } from '../sql/data-files.ts';
import type { FileCache } from '../sql/file-cache.ts';
import { scanSql } from '../sql/table-scan.ts';
import { writeDataFile } from '../tables/data-file.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import type { createWorkbenches, Workbench } from '../tables/workbench.ts';
import type { Plan, Reports } from './report.ts';

export type SwitchParts = {
  cache: FileCache;
  workbench: ReturnType<typeof createWorkbenches>;
  reports: Pick<Reports, 'readPlans' | 'putPlans'>;
  now?: () => number;
  /** So many files lie on the local disk at once. */
  filesAtOnce?: number;
};

export type Switch = {
  table: DeltaTable;
  /** The transaction that the commit carries: it is made once. */
  appId: string;
  /** Which rows are taken out, and what narrows the files that may have some. */
  where: string;
  predicates: readonly Predicate[];
  /** Whether all rows of a file are taken out, as far as its statistics tell: it need not be read. */
  holdsOnly: (file: AddFile) => boolean;
  files: readonly AddFile[];
  /** What the names of files begin with that are written for rows that stay. */
  prefix: string;
  replay: string;
};

/**
 * Plans what becomes of each file of the table, one after another until `isLate`, and commits when all is planned. What is
 * planned is kept: a step that ends in the middle is gone on with.
 */
export async function switchTable(
  parts: SwitchParts,
  wanted: Switch,
  isLate: () => boolean,
): Promise<'switched' | 'planning'> {
  const { now = Date.now } = parts;
  const plans = await parts.reports.readPlans(wanted.replay, wanted.table.name);
  if (!(await planAhead(parts, wanted, plans, isLate))) return 'planning';
  await commit(
    wanted.table,
    {
      operation: 'WRITE',
      parameters: { mode: 'Overwrite', predicate: wanted.where.slice(0, 4_000) },
      // Built again when compaction has moved one of the files; what was planned before is known.
      build: async snapshot => {
        if (!snapshot) throw new DeltaError('not found', `${wanted.table.name}: the table is gone`);
        if (snapshot.transactions.has(wanted.appId)) return null;
        const open = candidates(snapshot, wanted);
        await planFiles(parts, wanted, snapshot, unplanned(open, plans), plans);
        const actions: Action[] = [{ txn: { appId: wanted.appId, version: 1, lastUpdated: now() } }];
        for (const [key, file] of open) {
          const plan = plans.get(key);
          if (!plan?.goes) continue;
          actions.push(removeOf(file, now()));
          if (plan.stay) actions.push({ add: plan.stay });
        }
        for (const add of wanted.files) actions.push({ add: { ...add, modificationTime: now() } });
        return actions;
      },
    },
    {
      onCheckpointError: error =>
        console.error(`a checkpoint of ${wanted.table.name} was not written: ${error}`),
    },
  );
  return 'switched';
}

/** Whether all is planned that the table has now; or nothing need be, as it was switched before. */
async function planAhead(
  parts: SwitchParts,
  wanted: Switch,
  plans: Map<string, Plan>,
  isLate: () => boolean,
): Promise<boolean> {
  const { table, replay, appId } = wanted;
  const { reports, filesAtOnce = 16 } = parts;
  const snapshot = await table.snapshot();
  if (!snapshot || snapshot.transactions.has(appId)) return true;
  const open = unplanned(candidates(snapshot, wanted), plans);
  for (let from = 0; from < open.length; from += filesAtOnce) {
    if (from > 0 && isLate()) return false;
    await planFiles(parts, wanted, snapshot, open.slice(from, from + filesAtOnce), plans);
    await reports.putPlans(replay, table.name, plans);
  }
  return true;
}

const unplanned = (files: readonly [key: string, file: AddFile][], plans: ReadonlyMap<string, Plan>) =>
  files.filter(([key]) => !plans.has(key));

function candidates(
  { files, schema, metadata }: Snapshot,
  { predicates }: Switch,
): [key: string, file: AddFile][] {
  const needed = new Set(pruneFiles(files.values(), schema, metadata.partitionColumns, predicates));
  return [...files].filter(([, file]) => needed.has(file));
}

async function planFiles(
  { cache, workbench, now = Date.now, filesAtOnce = 16 }: SwitchParts,
  { table, where, holdsOnly, prefix }: Switch,
  { schema, metadata }: Snapshot,
  files: readonly [key: string, file: AddFile][],
  plans: Map<string, Plan>,
): Promise<void> {
  for (const [key, file] of files) if (holdsOnly(file)) plans.set(key, { goes: true, stay: null });
  const open = files.filter(([key]) => !plans.has(key));
  for (let from = 0; from < open.length; from += filesAtOnce) {
    const some = open.slice(from, from + filesAtOnce);
    const held = await cache.hold(some.map(([, file]) => remoteFile(table, file)));
    try {
      await workbench(async bench => {
        for (const [key, file] of some) {
          const local = {
            path: held.paths.get(remoteFile(table, file).key) ?? '',
            partitionValues: file.partitionValues,
          };
          const { goes, stays } = await countRows(bench, local.path, where);
          const rows = `(SELECT * FROM (${scanSql([local], schema, metadata.partitionColumns)}) WHERE NOT (${where}))`;
          const stay =
            goes > 0 && stays > 0
              ? await writeDataFile(bench, { table, schema, prefix }, rows, file.partitionValues, now())
              : null;
          plans.set(key, { goes: goes > 0, stay });
        }
      });
    } finally {
      held.release();
    }
  }
}

async function countRows(
  bench: Workbench,
  path: string,
  where: string,
): Promise<{ goes: number; stays: number }> {
  const [row] = await bench.rows(
    `SELECT count(*) AS n, count(*) FILTER (WHERE ${where}) AS goes FROM read_parquet(${quoteText(path)}, hive_partitioning = false)`,
  );
  const goes = Number(row?.goes ?? 0);
  return { goes, stays: Number(row?.n ?? 0) - goes };
}

function removeOf({ path, partitionValues, size, tags }: AddFile, deletionTimestamp: number): Action {
  const extended = { extendedFileMetadata: true, partitionValues, size, tags };
  return { remove: { path, deletionTimestamp, dataChange: true, ...extended } };
}
