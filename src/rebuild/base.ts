// The base of a new version: everything before its seams, folded from silver. May be killed at any point and begun again.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cut, type LedgerReader, readCut } from '../audit/cut.ts';
import { laneBatches } from '../audit/lane-batches.ts';
import { openSilver, type SilverParts } from '../audit/silver-database.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { baseLane, type Lane, laneName } from '../events/coordinate.ts';
import { foldBatch } from '../gold/fold.ts';
import type { FoldWriter } from '../gold/fold-writer.ts';
import type { Model } from '../gold/model.ts';
import type { HubPosition } from '../ledger/ledger.ts';
import { claimBase, finishBase, type Seam, type SeamStore } from './seam.ts';

export type BaseParts = Omit<SilverParts, 'path'> & {
  seams: SeamStore;
  folds: FoldWriter;
  ledger: LedgerReader;
  position: (lane: Lane) => Promise<HubPosition>;
};

/** Events of a lane that are folded together: a document that many of them touch is written once. */
const eventsPerBatch = 20_000;

/** `events` were folded in this round. `behind` are the lanes whose base has not come to its seam. */
export type Round = { events: number; behind: string[] };

/**
 * One round, up to where the ledger is, and at most `perLane` coordinates of each lane. The version is whole when no lane
 * is behind.
 */
export async function foldBase(
  parts: BaseParts,
  model: Model,
  perLane = Number.POSITIVE_INFINITY,
): Promise<Round> {
  const lanes = lanesOf(parts.catalog, model);
  const reached = await readCut(parts.ledger);
  const seams = new Map<string, Seam>();
  for (const lane of lanes.map(laneName)) {
    const done = (await parts.seams.read(model, lane))?.seam.done ?? -1;
    const through = Math.min(reached.get(lane) ?? -1, done + perLane);
    seams.set(lane, await claimBase(parts.seams, model, lane, through));
  }
  const done: Cut = new Map([...seams].map(([lane, seam]) => [lane, seam.done]));
  const claimed: Cut = new Map([...seams].map(([lane, seam]) => [lane, seam.base]));
  const events = await foldBetween(parts, model, done, claimed);
  for (const [lane, { base }] of seams) await finishBase(parts.seams, model, lane, base);
  const behind: string[] = [];
  for (const lane of lanes) {
    const seam = (await parts.seams.read(model, laneName(lane)))?.seam;
    const silver = reached.get(laneName(lane)) ?? -1;
    if (!seam || !(await isDone(parts, lane, seam, silver))) behind.push(laneName(lane));
  }
  return { events, behind };
}

/** The lanes that can have events of the model. */
function lanesOf({ sources }: Catalog, { tables }: Model): Lane[] {
  return sources
    .filter(({ types }) => types.some(({ table }) => tables.has(table)))
    .flatMap(({ hub, partitions }) =>
      Array.from({ length: partitions }, (_, i) => ({ hub, partitionId: String(i) })),
    );
}

async function foldBetween(parts: BaseParts, model: Model, done: Cut, claimed: Cut): Promise<number> {
  if ([...claimed].every(([lane, last]) => last <= (done.get(lane) ?? -1))) return 0;
  const folder = await mkdtemp(join(parts.folder, 'rebuild-'));
  try {
    const silver = await openSilver({ ...parts, folder, beyond: done }, model.tables, claimed);
    let events = 0;
    for await (const batch of laneBatches(silver, model.tables, done, eventsPerBatch)) {
      await parts.folds.write(foldBatch([model], baseLane(batch), batch.events));
      events += batch.events.length;
    }
    silver.close();
    return events;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A lane that no host has come to yet is done when neither the hub nor silver has anything beyond the base. */
async function isDone(
  { position }: BaseParts,
  lane: Lane,
  { from, done }: Seam,
  silverThrough: number,
): Promise<boolean> {
  if (from !== null) return done >= from - 1;
  return done >= Math.max((await position(lane)).last, silverThrough);
}
