// What a replay leaves behind is taken away: files that it wrote and no commit has named, its reports, and its hold on the
// source. Before the switch nothing of it stays; after it, only what the tables have.

import type { Source } from '../catalog/catalog.ts';
import { listAll } from '../delta/store.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { LedgerStore } from '../ledger/ledger.ts';
import { quarantine, sourceTables } from '../tables/table-definitions.ts';
import { freeSource } from './hold-source.ts';
import type { Reports } from './report.ts';

export type ClearParts = {
  tables: ReadonlyMap<string, DeltaTable>;
  ledger: LedgerStore;
  reports: Reports;
};

/** What the names of a replay's data files begin with. */
export const filePrefix = (replay: string): string => `refine-${replay}`;

/** Whether a data file was written by one of these replays. */
export function isOfReplay(path: string, replays: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return replays.some(replay => name.startsWith(`${filePrefix(replay)}-`));
}

/** The tables that a source's events are in, but for bronze. */
export function decidedTables(source: Source): string[] {
  return [...sourceTables(source).silver.map(({ table }) => table), quarantine].map(
    ({ definition }) => definition.name,
  );
}

export async function clearRefine(parts: ClearParts, source: Source, replay: string): Promise<void> {
  for (const name of decidedTables(source)) {
    const table = parts.tables.get(name);
    if (!table) continue;
    const own = (await listAll(table.store, '')).filter(({ path }) => isOfReplay(path, [replay]));
    if (own.length === 0) continue;
    const snapshot = await table.snapshot();
    for (const { path } of own)
      if (!snapshot?.files.has(path) && !snapshot?.tombstones.has(path)) await table.store.delete(path);
  }
  await parts.reports.clear(replay);
  await freeSource(parts.ledger, source.hub, replay);
}
