// The files that this package brings: the catalog, the compiled models, and the console.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Catalog } from './catalog/catalog.ts';
import { loadCatalog } from './catalog/load.ts';
import { type BuiltConsole, createConsoleReader } from './console/built-files.ts';
import type { Model } from './gold/model.ts';
import { loadVersions, type Versions } from './rebuild/versions.ts';

/** The folder that holds catalog/ and models/: the package's root, from the sources or from dist/. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'host.json'))) {
    if (folder === dirname(folder)) throw new Error('this package has no host.json');
    folder = dirname(folder);
  }
  return folder;
}

/** Of `ASSAY_CATALOG`, or of this package. */
export function readCatalog(): Catalog {
  return loadCatalog(process.env.ASSAY_CATALOG || join(packageRoot(), 'catalog'));
}

/** `ASSAY_MODELS`, or this package's own. */
export function compiledModelsFile(): string {
  return process.env.ASSAY_MODELS || join(packageRoot(), 'models', 'compiled.json');
}

export function readVersions(): Versions {
  return loadVersions(compiledModelsFile(), readCatalog());
}

/** The newest version of each model. */
export function readModels(): Model[] {
  return readVersions().models;
}

/** Answers with the files of the console; null where it was not built. */
export function consoleReader(): () => BuiltConsole | null {
  return createConsoleReader(join(packageRoot(), 'console', 'dist'));
}
