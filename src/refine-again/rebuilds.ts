// Models whose answers are made of a source's tables: those that can be rebuilt after the switch, and those that cannot, as
// they have no new version, or one that has begun to hold what was before.

import type { Source } from '../catalog/catalog.ts';
import { laneName } from '../events/coordinate.ts';
import { partsOf, tablesBehind } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { SeamStore } from '../rebuild/seam.ts';
import { builtFor, type Versions } from '../rebuild/versions.ts';

export type Rebuilds = {
  ready: { model: string; version: number }[];
  stuck: { model: string; why: string }[];
};

/** `changed` are the source's tables as models name them. */
export async function rebuildsOf(
  { versions, seams }: { versions: Versions; seams: Pick<SeamStore, 'read'> },
  { hub, partitions }: Source,
  changed: ReadonlySet<string>,
): Promise<Rebuilds> {
  const rebuilds: Rebuilds = { ready: [], stuck: [] };
  // What others look up is rebuilt, and audited, before them: then there may be nothing left to do for these.
  const models = versions.models.toSorted((a, b) => partsOf(a).length - partsOf(b).length);
  for (const model of models) {
    if (![...tablesBehind(model)].some(table => changed.has(table))) continue;
    const { name, version } = model;
    if (!versions.previous.some(previous => previous.name === name)) {
      rebuilds.stuck.push({ model: name, why: `v${version} is its only version` });
      continue;
    }
    const lanes = Array.from({ length: partitions }, (_, i) => laneName({ hub, partitionId: String(i) }));
    if (await hasBegun(seams, builtFor(versions, name), lanes))
      rebuilds.stuck.push({ model: name, why: `v${version} holds some of what was before` });
    else rebuilds.ready.push({ model: name, version });
  }
  return rebuilds;
}

async function hasBegun(
  seams: Pick<SeamStore, 'read'>,
  models: readonly Model[],
  lanes: readonly string[],
): Promise<boolean> {
  for (const model of models)
    for (const lane of lanes) if ((await seams.read(model, lane)) !== null) return true;
  return false;
}

/** What an operator is told of a model that is not rebuilt. */
export function describeStuck({ model, why }: Rebuilds['stuck'][number]): string {
  return `${model} goes on with what was before, as ${why}: raise "version" in its config, compile, deploy, and run npm run ops -- rebuild ${model}`;
}
