// Training sets: a spine with the features of each row as they were at its instant, from the model's own SQL over silver.
// See docs/features.md.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedModel } from '../audit/audit.ts';
import type { Cut } from '../audit/cut.ts';
import { openSilver, type SilverDatabase, type SilverParts } from '../audit/silver-database.ts';
import type { CompiledModelFile } from '../gold/load-models.ts';
import type { Model } from '../gold/model.ts';
import { formatStatement, parseStatement } from '../sql/syntax-tree.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { asOfQuery, type ModelQuery, readModelQuery } from './as-of-query.ts';
import { momentsSql } from './moments.ts';
import { refuseOffline } from './offline-refusal.ts';
import { keepWhatLiveKeeps } from './silver-as-live.ts';
import { formatOf, loadSpine } from './spine.ts';
import { type FeatureView, featureView, type Lookback } from './view.ts';
import { featureNames, type Origin, writeTrainingSet } from './write-training-set.ts';

export type TrainingParts = Omit<SilverParts, 'path'> & {
  /** How far silver has come, before it is read. */
  readCut(): Promise<Cut>;
};

export type TrainingSet = {
  rows: number;
  features: string[];
  /** The newest event that silver had when it was read; null when it had none. */
  newestEvent: string | null;
  /** Rows whose instant is later: what happened up to it may not all be in silver yet. */
  beyond: number;
};

type Files = { spine: string; out: string };

/** Throws an Error that says why the model, the spine or the file cannot be. `out` is there whole, or not at all. */
export async function exportTrainingSet(
  { readCut, ...parts }: TrainingParts,
  { model, file }: AuditedModel,
  files: Files,
): Promise<TrainingSet> {
  for (const name of [files.spine, files.out]) formatOf(name);
  const view = viewOf(model);
  const cut = await readCut();
  const folder = await mkdtemp(join(parts.folder, 'features-'));
  try {
    const path = join(folder, 'work.duckdb');
    const database = await openSilver({ ...parts, folder, path }, model.tables, cut);
    try {
      const query = await modelQuery(database, parts.catalog, view, file);
      return await fill(database, { view, query, cut, sha256: file.sha256 }, files);
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Task = Origin & { query: ModelQuery };

async function fill(database: SilverDatabase, task: Task, { spine, out }: Files): Promise<TrainingSet> {
  const { view, query } = task;
  const features = featureNames(view);
  await database.run('CREATE SCHEMA features');
  await loadSpine(database, view.model, { file: spine, features });
  const newestEvent = await keepWhatLiveKeeps(database, view);
  for (const [i, lookback] of view.lookbacks.entries()) await compute(database, view, lookback, query, i);
  await writeTrainingSet(database, task, out);
  return { ...(await counts(database, newestEvent)), features, newestEvent };
}

function viewOf(model: Model): FeatureView {
  const view = featureView(model);
  if ('refused' in view) throw new Error(`${model.name} is no feature view: ${view.refused}`);
  return view;
}

async function modelQuery(
  database: SilverDatabase,
  catalog: TrainingParts['catalog'],
  { model }: FeatureView,
  { sql }: CompiledModelFile,
): Promise<ModelQuery> {
  const select = (await parse(database, sql)).node;
  const refused = refuseOffline(catalog, model, select);
  const query = refused ? { refused } : readModelQuery(select, model.plan);
  if ('refused' in query) throw new Error(`${model.name} has no training sets: ${query.refused}`);
  return query;
}

/** Makes `features.lookback_<i>`, with a row for each of the spine. */
async function compute(
  database: SilverDatabase,
  { model }: FeatureView,
  lookback: Lookback,
  query: ModelQuery,
  i: number,
): Promise<void> {
  const { create, template } = momentsSql(`features.moments_${i}`, model, lookback);
  await database.run(create);
  const named = await database.rows(
    "SELECT DISTINCT lower(function_name) AS name FROM duckdb_functions() WHERE function_type = 'aggregate'",
  );
  const statement = asOfQuery(query, model.plan.columns, {
    statement: await parse(database, template),
    aggregates: new Set(named.map(({ name }) => String(name))),
  });
  // By its tree: written as text, DuckDB leaves out the parentheses around a join that is joined.
  const serialized = quoteText(formatStatement(statement));
  await database.run(
    `CREATE TABLE features.lookback_${i} AS SELECT * FROM json_execute_serialized_sql(${serialized})`,
  );
}

async function parse(database: SilverDatabase, sql: string) {
  const [row] = await database.rows(`SELECT json_serialize_sql(${quoteText(sql)}) AS tree`);
  const statement = parseStatement(String(row?.tree));
  return statement as typeof statement & { node: typeof statement };
}

async function counts(
  database: SilverDatabase,
  newestEvent: string | null,
): Promise<Pick<TrainingSet, 'rows' | 'beyond'>> {
  const beyond = newestEvent === null ? 'true' : `as_of > TIMESTAMPTZ ${quoteText(newestEvent)}`;
  const [row] = await database.rows(
    `SELECT count(*) AS rows, count(*) FILTER (${beyond}) AS beyond FROM features.spine`,
  );
  return { rows: Number(row?.rows), beyond: Number(row?.beyond) };
}
