// Versions of models: while a new one is built, the one before it goes on.

import { readFileSync } from 'node:fs';
import type { Catalog } from '../catalog/catalog.ts';
import { documentsName, keptModels, partsOf } from '../gold/kept-models.ts';
import { type CompiledModelFile, loadCompiled } from '../gold/load-models.ts';
import type { Model } from '../gold/model.ts';

/** As models/compiled.json has it: `previous` is the version that answers until this one is whole. */
export type VersionedFile = CompiledModelFile & { previous?: CompiledModelFile };

export type Versions = {
  /** The newest of each model. */
  models: Model[];
  /** What answers in the place of some of them: also a model that shows, or looks up, an older version. */
  previous: Model[];
};

export function loadVersions(file: string, catalog: Catalog): Versions {
  const compiled: Record<string, VersionedFile> = JSON.parse(readFileSync(file, 'utf8'));
  const previous = Object.entries(compiled).flatMap(([name, { previous }]) =>
    previous ? [[name, previous] as const] : [],
  );
  const older = new Set(previous.map(([name]) => name));
  const isOlder = (model: Model) =>
    older.has(model.name) || partsOf(model).some(({ name }) => older.has(name));
  return {
    models: loadCompiled(compiled, catalog),
    previous:
      previous.length === 0
        ? []
        : loadCompiled({ ...compiled, ...Object.fromEntries(previous) }, catalog).filter(isOlder),
  };
}

/**
 * What keeps documents. A version that has one before it is being built, and so are the tables that only it looks up: live
 * events go into these by their seams, and into the others as ever.
 */
export function foldedVersions({ models, previous }: Versions): { settled: Model[]; building: Model[] } {
  const older = new Set(previous.map(({ name }) => name));
  const settled = keptModels([...models.filter(({ name }) => !older.has(name)), ...previous]);
  const known = new Set(settled.map(documentsName));
  return { settled, building: keptModels(models).filter(model => !known.has(documentsName(model))) };
}

/** What keeps documents for the newest version of a model, and has no past yet: itself, and tables that only it looks up. */
export function builtFor(versions: Versions, name: string): Model[] {
  const model = versions.models.find(candidate => candidate.name === name);
  const parts = new Set(
    (model ? partsOf(model) : []).filter(part => part === model || part.sql === '').map(documentsName),
  );
  return foldedVersions(versions).building.filter(part => parts.has(documentsName(part)));
}

/** Keeps of each model whose version was raised the one before it. */
export function withPrevious(
  compiled: Record<string, CompiledModelFile>,
  before: Record<string, VersionedFile>,
): Record<string, VersionedFile> {
  return Object.fromEntries(
    Object.entries(compiled).map(([name, file]) => {
      const known = before[name];
      if (!known) return [name, file];
      const { previous: older, ...last } = known;
      const previous = versionOf(last) === versionOf(file) ? older : last;
      return [name, previous ? { ...file, previous } : file];
    }),
  );
}

const versionOf = ({ meta }: CompiledModelFile) => meta.version ?? 1;
