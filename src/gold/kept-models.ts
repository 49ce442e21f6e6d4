// Which documents a model is made of.

import type { Model } from './model.ts';

/** Those that the model's answers are read from: its own or another's, and those that it looks up. */
export function partsOf(model: Model): Model[] {
  return [model.over ?? model, ...model.lookups.map(({ model: looked }) => looked)];
}

/** `name.v1`: of a model that keeps nothing, that of the model that it shows. */
export function documentsName({ over, name, version }: Model): string {
  return over ? documentsName(over) : `${name}.v${version}`;
}

/** The models that events are folded into: each that keeps documents, once, and the present rows that lookups need. */
export function keptModels(models: readonly Model[]): Model[] {
  return [...new Map(models.flatMap(partsOf).map(model => [documentsName(model), model])).values()];
}

/** Silver's tables behind the model's answers. */
export function tablesBehind(model: Model): Set<string> {
  return new Set(partsOf(model).flatMap(({ tables }) => [...tables]));
}

/** Models that a model's SQL names as `gold.<model>`. */
export function modelsNamed({ over, lookups }: Model): Model[] {
  const named = [...(over ? [over] : []), ...lookups.map(({ model }) => model)];
  return [...new Map(named.filter(({ sql }) => sql !== '').map(model => [model.name, model])).values()];
}

/** Statements that make them views, in a database that has silver. */
export function namedViewsSql(model: Model): string[] {
  const views = modelsNamed(model).map(
    ({ name, sql }) => `CREATE OR REPLACE VIEW gold.${name} AS ${plainSql(sql)}`,
  );
  return views.length > 0 ? ['CREATE SCHEMA IF NOT EXISTS gold', ...views] : [];
}

/** A query that can stand in another. */
export const plainSql = (sql: string) => sql.trim().replace(/;$/, '');
