// The dbt project, and its models as they were compiled.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditedModel } from '../../src/audit/audit.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { type CompiledModelFile, loadCompiled } from '../../src/gold/load-models.ts';
import { compiledModelsFile } from '../../src/package-files.ts';

export const modelsFolder = join(import.meta.dirname, '..', '..', 'models');

/** All of them, or the one of that name. Throws an Error that lists them when there is none. */
export function readCompiled(catalog: Catalog, only?: string): AuditedModel[] {
  const compiled: Record<string, CompiledModelFile> = JSON.parse(readFileSync(compiledModelsFile(), 'utf8'));
  const models = loadCompiled(compiled, catalog).map(model => ({
    model,
    file: compiled[model.name] as CompiledModelFile,
  }));
  const found = models.filter(({ model }) => only === undefined || model.name === only);
  if (found.length > 0) return found;
  const names = models.map(({ model }) => model.name).join(', ');
  throw new Error(`there is no compiled model "${only}"; models are ${names}`);
}
