// The project's own models: compiled since they were changed, described, and of DuckDB's own types.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bindModels } from '../../scripts/gold/bind.ts';
import { compileProject } from '../../scripts/gold/compile.ts';
import { undescribed } from '../../scripts/gold/undescribed.ts';
import { type CompiledModelFile, loadCompiled } from '../../src/gold/load-models.ts';
import { readCatalog } from '../../src/package-files.ts';
import { catalogOf, compileModels } from './models.ts';

const folder = join(import.meta.dirname, '..', '..', 'models');
const catalog = readCatalog();
let compiled: Record<string, CompiledModelFile>;
beforeAll(async () => {
  compiled = await compileProject(join(folder, 'gold'));
});

test('models/compiled.json is what `npm run gold -- compile` makes of the models', () => {
  const stored = JSON.parse(readFileSync(join(folder, 'compiled.json'), 'utf8'));
  // An older version stays beside a newer one while that is rebuilt: it is of an older file.
  for (const model of Object.values<{ previous?: unknown }>(stored)) delete model.previous;
  expect(stored).toEqual(compiled);
});

test('every model and every one of its columns is described, and nothing else is', () => {
  expect(undescribed(loadCompiled(compiled, catalog))).toEqual([]);
});

test('what is not described is named, and so is what is described and not there', async () => {
  const sales = catalogOf('cloudevents', {
    sale: { store: { type: 'string' }, amount: { type: 'integer' } },
  });
  const [model] = await compileModels(sales, {
    totals: "SELECT store, sum(amount) AS total FROM {{ source('silver', 'sale') }} GROUP BY store",
  });
  if (!model) throw new Error('there is no model');
  const described = { ...model, description: '', descriptions: { store: 'Shop.', totla: 'Sum.' } };
  expect(undescribed([described])).toEqual([
    'models/gold/models.yml: totals: no description; no description of total; there is no totla',
  ]);
});

test('every column has the name and the type that DuckDB gives it', async () => {
  expect(await bindModels(loadCompiled(compiled, catalog), compiled, catalog)).toEqual(new Map());
});

describe('a plan that DuckDB does not agree with is told', async () => {
  const properties = { store: { type: 'string' }, amount: { type: 'integer' } };
  const sales = catalogOf('cloudevents', { sale: properties });
  const model = "SELECT store, sum(amount) AS total FROM {{ source('silver', 'sale') }} GROUP BY store";
  const models = await compileModels(sales, { totals: model });

  test.each([
    [
      'of another type',
      'SELECT store, avg(amount) AS total',
      'total is DOUBLE in DuckDB, and HUGEINT in the plan',
    ],
    ['of another name', 'SELECT store, sum(amount) AS sum', 'DuckDB has a column sum, and the plan has none'],
    ['that is missing', 'SELECT store', 'DuckDB has 1 columns, and the plan 2'],
    [
      'that it refuses',
      'SELECT store, sum(amuont) AS total',
      'Binder Error: Referenced column "amuont" not found in FROM clause!',
    ],
  ])('by a column %s', async (_name, select, said) => {
    const sql = `${select} FROM silver.sale GROUP BY store`;
    expect(await bindModels(models, { totals: { sql } }, sales)).toEqual(new Map([['totals', said]]));
  });
});
