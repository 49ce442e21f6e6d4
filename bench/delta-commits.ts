// Commits to one table whose log grows, and what opening it costs afterwards.

import { randomUUID } from 'node:crypto';
import type { Action } from '../src/delta/actions.ts';
import { commit } from '../src/delta/commit.ts';
import { ensureTable } from '../src/delta/create-table.ts';
import { parseLogFile } from '../src/delta/log-files.ts';
import type { TableStore } from '../src/delta/store.ts';
import { openTable } from '../src/delta/table.ts';
import { sourceTables } from '../src/tables/table-definitions.ts';
import { sourceNamed } from './landed-files.ts';

const [{ table: saleTable } = { table: null }] = sourceTables(sourceNamed('pos')).silver;

/** Milliseconds of each commit: the appends of a committer to `silver.pos_sale`, one file and one transaction each. */
export async function commitMany(store: TableStore, count: number): Promise<number[]> {
  if (!saleTable) throw new Error('the catalog has no table of sales');
  const table = openTable(store, 'silver.pos_sale');
  await ensureTable(table, saleTable.definition, Date.now());
  const names = saleTable.definition.schema.fields.map(({ name }) => name);
  const latencies: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const actions: Action[] = [
      { txn: { appId: 'pos-0', version: i * 300, lastUpdated: Date.now() } },
      addOf(names, i),
    ];
    const started = performance.now();
    await commit(table, { operation: 'WRITE', parameters: { mode: 'Append' }, build: () => actions });
    latencies.push(performance.now() - started);
  }
  return latencies;
}

/** A data file with statistics of every column, as the committer writes them. */
function addOf(names: readonly string[], i: number): Action {
  const bounds = Object.fromEntries(names.slice(0, 12).map(name => [name, `2026-11-26T06:00:00.000Z ${i}`]));
  const nullCount = Object.fromEntries(names.map(name => [name, 0]));
  return {
    add: {
      path: `_enqueued_date=2026-11-26/part-${randomUUID()}.zstd.parquet`,
      partitionValues: { _enqueued_date: '2026-11-26' },
      size: 20_000,
      modificationTime: Date.now(),
      dataChange: true,
      stats: JSON.stringify({ numRecords: 300, minValues: bounds, maxValues: bounds, nullCount }),
    },
  };
}

/** Milliseconds from knowing nothing to the newest snapshot. */
export async function openCold(store: TableStore): Promise<number> {
  const started = performance.now();
  await openTable(store, 'silver.pos_sale').snapshot();
  return performance.now() - started;
}

/** The same table for a reader that has commits alone. */
export function withoutCheckpoints(store: TableStore): TableStore {
  return {
    ...store,
    list: async function* (folder) {
      for await (const file of store.list(folder))
        if (parseLogFile(file.path).kind !== 'checkpoint') yield file;
    },
    read: path => (path.endsWith('_last_checkpoint') ? Promise.resolve(null) : store.read(path)),
  };
}
