// dbt builds the project of models/ over the silver tables of a run, its data tests pass, and its gold is ours.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectStores } from '../../../scripts/gold/audit.ts';
import { readCompiled } from '../../../scripts/gold/models-folder.ts';
import type { AuditedModel, AuditParts } from '../../../src/audit/audit.ts';
import { batchRows, typeDifferences } from '../../../src/audit/batch-rows.ts';
import { compareModel } from '../../../src/audit/compare.ts';
import { type Cut, readCut } from '../../../src/audit/cut.ts';
import { lookUpSettled, readLookedUp } from '../../../src/audit/looked-up.ts';
import { openDatabase, openSilver } from '../../../src/audit/silver-database.ts';
import { readCatalog } from '../../../src/package-files.ts';
import { currentViews, lakeTables } from '../../../src/tables/table-definitions.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import { dbtBuild } from './dbt.ts';

/** The project's schema after that of profiles.yml, as dbt joins them. */
const schema = 'main_gold';

/** `settings` are those of a platform that is at rest. */
export async function dbtBuildsOurGold(
  { check, folder }: Pick<Context, 'check' | 'folder'>,
  settings: Record<string, string>,
): Promise<void> {
  const catalog = readCatalog();
  const place = join(folder, 'dbt');
  await mkdir(place, { recursive: true });
  const path = join(place, 'assay.duckdb');
  const parts = { ...connectStores(settings, catalog), folder: place };
  const cut = await readCut(parts.ledger);
  const sources = [
    ...lakeTables(catalog).map(({ definition }) => definition.name),
    ...currentViews(catalog).keys(),
  ];
  const silver = await openSilver({ ...parts, path }, sources.map(withoutSchema), cut);
  silver.close();
  const models = readCompiled(catalog);
  const results = await dbtBuild(path, place);
  const built = results.filter(({ id }) => id.startsWith('model.'));
  await check(
    `dbt builds ${built.length} models over the run's silver, and ${results.length - built.length} data tests pass`,
    async () => {
      same(
        'what does not pass',
        results.filter(({ status }) => status !== 'success' && status !== 'pass'),
        [],
      );
      same(
        'the models',
        built.map(({ id }) => id.split('.').at(-1)).sort(),
        models.map(({ model }) => model.name).sort(),
      );
      same('whether there are data tests', results.length > built.length, true);
    },
  );
  for (const model of models) await compareWithDbt(check, parts, model, path, cut);
}

const withoutSchema = (name: string) => name.slice(name.indexOf('.') + 1);

async function compareWithDbt(
  check: Context['check'],
  { readDocuments, folder }: AuditParts,
  { model }: AuditedModel,
  path: string,
  cut: Cut,
): Promise<void> {
  const nowMs = Date.now();
  const documents = await readDocuments(model, 0, Number.POSITIVE_INFINITY);
  const lookedUp = await readLookedUp(readDocuments, model);
  const looked = await lookUpSettled(model, documents, lookedUp, new Set());
  const database = await openDatabase(path, folder);
  const table = `SELECT * FROM ${schema}.${model.name}`;
  const batch = await batchRows(database, model, table);
  const types = await typeDifferences(database, model, table);
  database.close();
  const compared = compareModel(model, {
    ...{ documents, batch, cut, nowMs, looked },
    behind: new Set(),
    tolerances: new Map(),
  });
  await check(`dbt's ${model.name} is ours to the last digit, in ${compared.compared} groups`, async () => {
    same('types', types, []);
    same('differences', compared.differences.slice(0, 5), []);
    same('what is still moving', compared.moving, []);
    same('whether there are groups', compared.compared > 0, true);
  });
}
