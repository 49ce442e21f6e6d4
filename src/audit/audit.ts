// Audits gold: recomputes models in batch over silver and compares, while events go on coming. See docs/gold-audit.md.
//
// Gold is read first. The cut is where its documents reach, and silver is read when it has come there, seconds later. A
// document is at the cut when no event that it lacked lies within: what was folded between the reading of two documents is
// found in silver, and those that it touched are left out.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { laneName } from '../events/coordinate.ts';
import type { GoldDocument } from '../gold/document.ts';
import { foldBatch } from '../gold/fold.ts';
import { namedViewsSql, plainSql, tablesBehind } from '../gold/kept-models.ts';
import type { CompiledModelFile } from '../gold/load-models.ts';
import type { Model } from '../gold/model.ts';
import type { ReadGoldDocuments } from '../sql/gold-tables.ts';
import { batchRows, typeDifferences } from './batch-rows.ts';
import { addressOf, type Comparison, compareModel } from './compare.ts';
import { type Cut, covers, earlierOf, type LedgerReader, laterOf, reachOf, readCut } from './cut.ts';
import { laneBatches } from './lane-batches.ts';
import { addressesMoving, type LookedUp, lookUpSettled, readLookedUp } from './looked-up.ts';
import { openSilver, type SilverDatabase, type SilverParts } from './silver-database.ts';
import { tolerances } from './tolerance.ts';

export type AuditParts = Omit<SilverParts, 'path'> & {
  ledger: LedgerReader;
  readDocuments: ReadGoldDocuments;
  /** How long silver may take to come to where gold was read. */
  patienceMs: number;
  now?: () => number;
};

export type AuditedModel = { model: Model; file: CompiledModelFile };

export type ModelAudit = Comparison & { model: Model };

type Read = AuditedModel & {
  documents: GoldDocument[];
  /** Of what the model looks up, with whose they are. */
  lookedUp: LookedUp[];
};

/** All at the same cut. */
export async function audit(parts: AuditParts, audited: readonly AuditedModel[]): Promise<ModelAudit[]> {
  const before = await readCut(parts.ledger);
  const read: Read[] = [];
  for (const one of audited) {
    const documents = await parts.readDocuments(one.model, 0, Number.POSITIVE_INFINITY);
    read.push({ ...one, documents, lookedUp: await readLookedUp(parts.readDocuments, one.model) });
  }
  const nowMs = (parts.now ?? Date.now)();
  const all = read.flatMap(({ documents, lookedUp }) => [
    ...documents,
    ...lookedUp.flatMap(found => found.documents),
  ]);
  const cut = await awaitCut(parts, laterOf(before, reachOf(all)));
  const folder = await mkdtemp(join(parts.folder, 'audit-'));
  try {
    const tables = audited.flatMap(({ model }) => [...tablesBehind(model)]);
    const silver = await openSilver({ ...parts, folder }, tables, cut);
    const audits: ModelAudit[] = [];
    for (const one of read) audits.push(await auditModel(silver, one, { before, cut, nowMs }));
    silver.close();
    return audits;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What silver has of the cut, when it has all of it, or when patience is over. */
async function awaitCut(parts: AuditParts, wanted: Cut): Promise<Cut> {
  const deadline = Date.now() + parts.patienceMs;
  for (;;) {
    const reached = await readCut(parts.ledger);
    if (covers(reached, wanted) || Date.now() >= deadline) return earlierOf(wanted, reached);
    await sleep(500);
  }
}

async function auditModel(
  silver: SilverDatabase,
  { model, file, documents, lookedUp }: Read,
  { before, ...at }: { before: Cut; cut: Cut; nowMs: number },
): Promise<ModelAudit> {
  for (const view of namedViewsSql(model)) await silver.run(view);
  const sql = plainSql(file.sql);
  const batch = await batchRows(silver, model, sql);
  const behind = await documentsBehind(silver, model.over ?? model, documents, before);
  const movingLookups = await addressesMoving(lookedUp, at.cut, (looked, found) =>
    documentsBehind(silver, looked, found, before),
  );
  const looked = await lookUpSettled(model, documents, lookedUp, movingLookups);
  const compared = compareModel(model, {
    ...{ documents, batch, behind, looked, ...at },
    tolerances: tolerances(file.query),
  });
  const types = (await typeDifferences(silver, model, sql)).map(difference => ({
    ...{ key: '(its type)', window: null },
    ...difference,
  }));
  return { model, ...compared, differences: [...types, ...compared.differences] };
}

/** Addresses of documents that an event within the cut touches, and had not when they were read. */
async function documentsBehind(
  silver: SilverDatabase,
  model: Model,
  documents: readonly GoldDocument[],
  before: Cut,
): Promise<Set<string>> {
  const reaches = new Map(documents.map(document => [addressOf(document), reachOf([document])]));
  const behind = new Set<string>();
  for await (const batch of laneBatches(silver, model.tables, before, 10_000))
    for (const { address, lane } of foldBatch([model], batch, batch.events)) {
      const last = reaches.get(addressOf(address))?.get(laneName(batch)) ?? -1;
      if ((lane.sequenceNumbers.at(-1) ?? -1) > last) behind.add(addressOf(address));
    }
  return behind;
}
