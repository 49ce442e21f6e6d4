// Older versions of the tables of a run: an engine counts what the log said then.

import type { Snapshot } from '../../../src/delta/snapshot.ts';
import { parseStatistics } from '../../../src/delta/statistics.ts';
import type { DeltaTable } from '../../../src/delta/table.ts';
import { same } from '../checks.ts';
import { type Context, snapshotOf } from '../context.ts';
import type { Engine } from '../engine.ts';
import type { Addresses } from './ledger-counts.ts';

export async function olderVersionsAreRead(
  { check }: Context,
  engine: Engine,
  tables: ReadonlyMap<string, DeltaTable>,
  addresses: Addresses,
  sentence: string,
): Promise<void> {
  let versions = 0;
  await check(sentence, async () => {
    for (const [name, table] of tables) {
      for (const version of someVersions(await snapshotOf(table), engine)) {
        const snapshot = await snapshotOf(table, version);
        const request = { table: addresses.get(name) ?? '', version, sql: 'SELECT count(*) AS n FROM t' };
        const [row] = await engine.ask('query', request);
        same(`${name} version ${version}`, Number(row?.n), rowsOf(name, snapshot));
        versions += 1;
      }
    }
    same('whether tables have older versions', versions > 0, true);
  });
}

/** The first with rows, one in the middle, and the last but one; Spark, which takes a second for each, the middle one. */
function someVersions({ version }: Snapshot, { name }: Engine): Set<number> {
  const middle = Math.floor(version / 2);
  return new Set((name === 'Spark' ? [middle] : [1, middle, version - 1]).filter(n => n >= 0 && n < version));
}

/** Bronze has every event up to the last of each lane, which its transactions say; others what their files do. */
function rowsOf(name: string, { files, transactions }: Snapshot): number {
  if (name.startsWith('bronze.')) return [...transactions.values()].reduce((sum, last) => sum + last + 1, 0);
  return [...files.values()].reduce((sum, file) => sum + (parseStatistics(file)?.numRecords ?? 0), 0);
}
