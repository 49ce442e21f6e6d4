// Writes what lanes add to one gold document, each event once, whatever happened before: a batch redelivered,
// cut anew, or folded by two owners during a hand-over. Proven by test/gold/exactly-once.test.ts.
//
// The document's watermark of a lane is the last sequence number of that lane folded into it. The common case is one
// conditional patch without a read. When its condition fails, part of the fold is already there: read the document,
// leave out what its watermark covers, fold the rest, and replace it under its etag.

import { mergeState, type State } from './aggregates/state.ts';
import { compactState } from './compact-state.ts';
import type { DocumentAddress, GoldDocument } from './document.ts';
import type { LaneDeltas } from './fold.ts';
import type { Model } from './model.ts';
import { keptMs } from './panes.ts';
import { type GoldStore, type LaneGuards, maxPatchOperations } from './store.ts';

export type DocumentFold = { model: Model; address: DocumentAddress; lanes: LaneDeltas[] };

/** What is tried first; each finds out when it is wrong. Only a replacement bounds what the document holds. */
export type FirstTry = 'create' | 'patch' | 'replace';

/**
 * Folds once and for all; resolves when the document holds every event of `fold`. Throws what the store throws; calling
 * again is safe.
 */
export async function writeFold(
  store: GoldStore,
  fold: DocumentFold,
  first: FirstTry,
  now: () => number,
): Promise<void> {
  if (first === 'create') {
    if ((await create(store, fold, now)) === 'done') return;
    if ((await patch(store, fold, now)) === 'done') return;
  }
  if (first === 'patch' && (await patch(store, fold, now)) === 'done') return;
  await readAndReplace(store, fold, now);
}

async function create(store: GoldStore, fold: DocumentFold, now: () => number): Promise<'done' | 'exists'> {
  const document = emptyDocument(fold);
  foldRemaining(document, fold.lanes);
  compactState(fold.model, document.s);
  document.at = now();
  return (await store.create(fold.model, document)) === 'created' ? 'done' : 'exists';
}

async function patch(
  store: GoldStore,
  { model, address, lanes }: DocumentFold,
  now: () => number,
): Promise<'done' | 'not done'> {
  const increments = totalIncrements(lanes);
  if (!increments) return 'not done';
  if (Object.keys(increments).length + lanes.length + 1 > maxPatchOperations) return 'not done';
  const outcome = await store.patch(model, address, { increments, guards: laneGuards(lanes), at: now() });
  return outcome === 'patched' ? 'done' : 'not done';
}

async function readAndReplace(store: GoldStore, fold: DocumentFold, now: () => number): Promise<void> {
  for (;;) {
    const stored = await store.read(fold.model, fold.address);
    if (!stored) {
      if ((await create(store, fold, now)) === 'done') return;
      continue;
    }
    if (!foldRemaining(stored.document, fold.lanes)) return;
    compactState(fold.model, stored.document.s);
    stored.document.at = now();
    if ((await store.replace(fold.model, stored.document, stored.etag)) === 'replaced') return;
  }
}

function emptyDocument({ model, address }: DocumentFold): GoldDocument {
  const ttl = model.window ? { ttl: Math.ceil(keptMs(model.window) / 1000) } : {};
  return { ...address, w: {}, s: {}, at: 0, ...ttl };
}

/** Folds what the document's watermarks do not cover; says whether there was any. */
export function foldRemaining(document: GoldDocument, lanes: readonly LaneDeltas[]): boolean {
  let folded = false;
  for (const { lane, sequenceNumbers, deltas } of lanes) {
    const watermark = document.w[lane] ?? -1;
    for (const [i, sequenceNumber] of sequenceNumbers.entries()) {
      if (sequenceNumber <= watermark) continue;
      mergeState(document.s, deltas[i] ?? {});
      document.w[lane] = sequenceNumber;
      folded = true;
    }
  }
  return folded;
}

/**
 * Null when there is more to do than adding. An increment of zero is one all the same: a field that is there says that a
 * value was added.
 */
function totalIncrements(lanes: readonly LaneDeltas[]): Record<string, number> | null {
  const total: State = {};
  for (const { deltas } of lanes) for (const delta of deltas) mergeState(total, delta);
  const increments: Record<string, number> = {};
  for (const [field, value] of Object.entries(total)) {
    if (typeof value !== 'number') return null;
    increments[field] = value;
  }
  return increments;
}

function laneGuards(lanes: readonly LaneDeltas[]): LaneGuards {
  return Object.fromEntries(
    lanes.map(({ lane, sequenceNumbers }) => [
      lane,
      { first: sequenceNumbers[0] ?? 0, last: sequenceNumbers.at(-1) ?? 0 },
    ]),
  );
}
