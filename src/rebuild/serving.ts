// Which version of each model answers.

import { documentsName, partsOf } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { SeamStore } from './seam.ts';
import { foldedVersions, type Versions } from './versions.ts';

const lookAgainMs = 5_000;

/** The models to answer from: the newest version, once it is whole. Nothing is asked where there is only one. */
export function createServing(
  { models, previous }: Versions,
  seams: Pick<SeamStore, 'isWhole'>,
  now: () => number = Date.now,
): () => Promise<readonly Model[]> {
  const building = new Set(foldedVersions({ models, previous }).building.map(documentsName));
  const isWhole = async (model: Model): Promise<boolean> => {
    const parts = partsOf(model).filter(part => building.has(documentsName(part)));
    return (await Promise.all(parts.map(part => seams.isWhole(part)))).every(whole => whole);
  };
  const older = new Map(previous.map(model => [model.name, model]));
  let known: readonly Model[] = older.size === 0 ? models : [];
  let lookedAtMs = older.size === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - lookedAtMs < lookAgainMs) return known;
    const answering = await Promise.all(
      models.map(async model => {
        const before = older.get(model.name);
        if (!before) return model;
        if (!(await isWhole(model))) return before;
        older.delete(model.name);
        return model;
      }),
    );
    lookedAtMs = older.size === 0 ? Number.POSITIVE_INFINITY : now();
    known = answering;
    return known;
  };
}
