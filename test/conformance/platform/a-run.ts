// A run of the whole platform: other engines count its tables as the ledger does, at the current and at older versions,
// before and after compaction and checkpoints; and dbt builds its gold again.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../../local/platform/local-azure.ts';
import {
  type LedgerAnswer,
  type LocalPlatform,
  startPlatform,
  waitForLedger,
} from '../../../local/platform/platform.ts';
import { writeCheckpoint } from '../../../src/delta/checkpoint.ts';
import type { DeltaTable } from '../../../src/delta/table.ts';
import { readCatalog } from '../../../src/package-files.ts';
import { openLake } from '../../../src/tables/open-lake.ts';
import { compactTables, createRewrite } from '../../../src/tables/tidy.ts';
import { same } from '../checks.ts';
import { openChronicle } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import { dbtBuildsOurGold } from '../dbt/dbt-builds-our-gold.ts';
import type { Engine } from '../engine.ts';
import { everyCommitLandsOnce } from '../library/concurrent-writers.ts';
import { lakeAddress, storeAt } from '../place.ts';
import { addressOf, checkDescriptions, checkTables } from './check-tables.ts';

const folderOf = (table: string) => table.replace('.', '/');

export async function aRunAddsUp(context: Context): Promise<void> {
  const platform = await startPlatform({
    dataDir: join(context.folder, 'platform'),
    ports: freePorts,
    servePort: 0,
    refineHosts: 1,
    settings: { ASSAY_SEGMENT_MAX_AGE_MS: '2000' },
  });
  try {
    const lake = platform.azure.settings.Lake ?? '';
    for (const engine of context.engines) await engine.ask('configure', lakeAddress(lake));
    const run = { ...context, lake };
    const lakeTables = openLake(readCatalog(), folder => storeAt(addressOf(folder), lake));
    const ledger = await sendEvents(run, platform, lakeTables);
    // From here on nobody else writes: what is counted stays.
    await Promise.all([...platform.apps.values()].map(({ service }) => service.stop()));
    const tables = await withCommits(lakeTables);
    await dbtBuildsOurGold(run, platform.azure.settings);
    await checkTables(run, tables, ledger, 'as written');
    await checkDescriptions(run, tables);
    await compactTables(
      tables,
      { targetBytes: 128 * 1024 * 1024, minFiles: 2 },
      createRewrite(context.withBench, Date.now),
    );
    for (const table of tables.values())
      await writeCheckpoint(table.store, await snapshotOf(table), Date.now());
    await checkTables(run, tables, ledger, 'after compaction and checkpoints');
    const concurrent = openChronicle(run, 'in the lake', addressOf('conformance/concurrent'));
    await everyCommitLandsOnce(concurrent, context.engines, 'in the lake');
  } finally {
    await platform.stop();
  }
}

/** A table begins with its first row, and what is rare may not have happened: the ledger's counts show that none is missing. */
async function withCommits(tables: ReadonlyMap<string, DeltaTable>): Promise<Map<string, DeltaTable>> {
  const found = await Promise.all(
    [...tables].map(async entry => ((await entry[1].snapshot()) ? [entry] : [])),
  );
  return new Map(found.flat());
}

/** Fifteen seconds of all sources. Meanwhile delta-rs compacts what the platform commits. */
async function sendEvents(
  { check, deltaRs }: Context,
  platform: LocalPlatform,
  tables: ReadonlyMap<string, DeltaTable>,
): Promise<LedgerAnswer> {
  let acknowledged = 0;
  let ledger: LedgerAnswer;
  const sources = await platform.startSources(['--rate', '300', '--for', '15', '--invalid', '0.03'], line => {
    if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
  });
  const compacting = new AbortController();
  const compacted = check('delta-rs compacts bronze while the platform commits to it', () =>
    compactBronze(deltaRs, tables, compacting.signal),
  );
  try {
    const how = await sources.ended;
    if (how !== 'ended with code 0') throw new Error(`the sources ${how}`);
    ledger = await waitForLedger(platform, acknowledged, 120_000);
  } finally {
    compacting.abort();
    await compacted;
  }
  await check(`a run of ${ledger.total.received} events adds up in the ledger`, async () => {
    same('events', ledger.total.received >= acknowledged && acknowledged > 1_000, true);
    same('bronze', ledger.total.bronze, ledger.total.received);
  });
  return ledger;
}

async function compactBronze(
  deltaRs: Engine,
  tables: ReadonlyMap<string, DeltaTable>,
  stop: AbortSignal,
): Promise<void> {
  let compacted = 0;
  for (; !stop.aborted; await sleep(2_000))
    for (const [name, table] of tables)
      if (name.startsWith('bronze.') && ((await table.snapshot())?.files.size ?? 0) > 1)
        compacted += await deltaRs.ask('optimize', { table: addressOf(folderOf(name)) });
  same('whether files were compacted', compacted > 0, true);
}
