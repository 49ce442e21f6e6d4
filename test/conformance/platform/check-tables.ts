// All tables of the lake at one moment, read by both engines with their own drivers.

import type { LedgerAnswer } from '../../../local/platform/platform.ts';
import type { DeltaTable } from '../../../src/delta/table.ts';
import { readCatalog } from '../../../src/package-files.ts';
import { lakeTables } from '../../../src/tables/table-definitions.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Engine } from '../engine.ts';
import {
  type Addresses,
  bronzeIsTheLedger,
  quarantineIsTheLedger,
  silverIsTheLedger,
} from './ledger-counts.ts';
import { olderVersionsAreRead } from './older-versions.ts';

const fileSystem = 'lake';

/** Of a folder of the lake. */
export const addressOf = (folder: string) => `az://${fileSystem}/${folder}`;

/** `state` says what has been done to the tables. */
export async function checkTables(
  context: Context,
  tables: ReadonlyMap<string, DeltaTable>,
  ledger: LedgerAnswer,
  state: string,
): Promise<void> {
  const addresses: Addresses = new Map(
    definitionsOf(tables).map(({ folder, definition }) => [definition.name, addressOf(folder)]),
  );
  await Promise.all(
    context.engines.map(async engine => {
      await checkCounts(context, engine, addresses, ledger, what => `${engine.name} ${what}, ${state}`);
      const sentence = `${engine.name} reads older versions of a run's tables, ${state}`;
      await olderVersionsAreRead(context, engine, tables, addresses, sentence);
    }),
  );
}

const definitionsOf = (tables: ReadonlyMap<string, DeltaTable>) =>
  lakeTables(readCatalog()).filter(({ definition }) => tables.has(definition.name));

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
export async function checkDescriptions(
  { check, engines }: Context,
  tables: ReadonlyMap<string, DeltaTable>,
): Promise<void> {
  const describes = async (engine: Engine) => {
    for (const { folder, definition } of definitionsOf(tables)) {
      const found = await engine.ask('describe', { table: addressOf(folder) });
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
