// All tables of the lake at one moment, by both engines: delta-rs reads the lake itself, Spark a copy of it.

import { join } from 'node:path';
import type { LedgerAnswer } from '../../../local/platform/platform.ts';
import { readCatalog } from '../../../src/compose.ts';
import type { DeltaTable } from '../../../src/delta/table.ts';
import { lakeTables } from '../../../src/tables/table-definitions.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Engine } from '../engine.ts';
import { copyLake } from './copy-lake.ts';
import {
  type Addresses,
  bronzeIsTheLedger,
  quarantineIsTheLedger,
  silverIsTheLedger,
} from './ledger-counts.ts';
import { olderVersionsAreRead } from './older-versions.ts';

const fileSystem = 'lake';

/** Of a folder of the lake, as delta-rs and `storeAt` take it. */
export const addressOf = (folder: string) => `az://${fileSystem}/${folder}`;

/** `state` says what has been done to the tables. Returns the folder of the copy. */
export async function checkTables(
  context: Context,
  tables: ReadonlyMap<string, DeltaTable>,
  ledger: LedgerAnswer,
  state: string,
): Promise<string> {
  const copy = join(context.folder, state);
  await copyLake(context.lake, fileSystem, copy);
  const addresses = (of: (folder: string) => string): Addresses =>
    new Map(lakeTables(readCatalog()).map(({ folder, definition }) => [definition.name, of(folder)]));
  const checkAs = async (engine: Engine, where: Addresses, who: string) => {
    await checkCounts(context, engine, where, ledger, (what: string) => `${who} ${what}, ${state}`);
    await olderVersionsAreRead(context, engine, tables, where, `${who} reads older versions, ${state}`);
  };
  await Promise.all([
    checkAs(context.deltaRs, addresses(addressOf), 'delta-rs, in the lake itself,'),
    checkAs(
      context.spark,
      addresses(folder => join(copy, folder)),
      'Spark',
    ),
  ]);
  return copy;
}

async function checkCounts(
  { check }: Context,
  engine: Engine,
  tables: Addresses,
  ledger: LedgerAnswer,
  sentence: (what: string) => string,
): Promise<void> {
  await check(sentence('counts and sums bronze as the ledger does'), () =>
    bronzeIsTheLedger(engine, tables, ledger),
  );
  await check(sentence('counts silver as the ledger does'), () => silverIsTheLedger(engine, tables, ledger));
  await check(sentence('counts quarantine as the ledger does'), () =>
    quarantineIsTheLedger(engine, tables, ledger),
  );
}

/** Schema, comments, name, description and partition columns are those of the catalog. */
export async function checkDescriptions({ check, engines }: Context, copy: string): Promise<void> {
  const describes = async (engine: Engine) => {
    for (const { folder, definition } of lakeTables(readCatalog())) {
      const found = await engine.ask('describe', { table: join(copy, folder) });
      const { schema, name, description, partitionColumns } = definition;
      same(name, { ...found, schema, name, description, partitionColumns }, found);
    }
  };
  await Promise.all(
    engines.map(engine =>
      check(`${engine.name} sees every table and column described as in the catalog`, () =>
        describes(engine),
      ),
    ),
  );
}
