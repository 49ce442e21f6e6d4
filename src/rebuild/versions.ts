// Versions of models: while a new one is built, the one before it goes on.

import { readFileSync } from 'node:fs';
import type { Catalog } from '../catalog/catalog.ts';
import { type CompiledModelFile, loadCompiled } from '../gold/load-models.ts';
import type { Model } from '../gold/model.ts';

/** As models/compiled.json has it: `previous` is the version that answers until this one is whole. */
export type VersionedFile = CompiledModelFile & { previous?: CompiledModelFile };

export type Versions = {
  /** The newest of each model. */
  models: Model[];
  /** What answers in the place of some of them. */
  previous: Model[];
};

export function loadVersions(file: string, catalog: Catalog): Versions {
  const compiled: Record<string, VersionedFile> = JSON.parse(readFileSync(file, 'utf8'));
  const previous = Object.entries(compiled).flatMap(([name, { previous }]) =>
    previous ? [[name, previous] as const] : [],
  );
  return {
    models: loadCompiled(compiled, catalog),
    previous: loadCompiled(Object.fromEntries(previous), catalog),
  };
}

/** A version that has one before it is being built: live events go into it by its seams, and into the other as ever. */
export function foldedVersions({ models, previous }: Versions): { settled: Model[]; building: Model[] } {
  const older = new Set(previous.map(({ name }) => name));
  return {
    settled: [...models.filter(({ name }) => !older.has(name)), ...previous],
    building: models.filter(({ name }) => older.has(name)),
  };
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
