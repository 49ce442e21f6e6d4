// What a live query asks for, as time goes on: GET /api/gold/{model} would answer the same at that moment.

import { documentId, type GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';
import { coverOf } from '../gold/panes.ts';
import { trailingEnd } from '../gold/rows.ts';
import { advance, startOf, type Width } from '../gold/width.ts';
import { badParameter } from '../problem.ts';
import { type GoldRequest, parseGoldRequest } from '../serving/gold-request.ts';

/** Epoch ms, half open. */
export type Reach = {
  /** Windows are called by starts within it. */
  fromMs: number;
  toMs: number;
  /** Documents hold panes within it. */
  documentsFromMs: number;
  documentsToMs: number;
};

export type LiveRequest = {
  key: readonly string[];
  /** All documents that begin with the key, and not one key's. */
  isList: boolean;
  grain: Width;
  /** Null: the model has no windows. */
  reach(nowMs: number): Reach | null;
  /** When the reach is another one; Infinity when it never is. */
  nextReachMs(nowMs: number): number;
};

/** Throws a Problem that names the parameter. */
export function parseLiveRequest(model: Model, query: URLSearchParams, nowMs: number): LiveRequest {
  for (const name of ['limit', 'continuation'])
    if (query.has(name))
      throw badParameter(name, `"${name}" is no parameter of a live answer: it is all rows or none`);
  const { key, grain } = parseGoldRequest(model, query, nowMs);
  const last = model.plan.key.at(-1)?.name ?? '';
  const isList = key.length < model.plan.key.length;
  if (isList && model.window) throw badParameter(last, `"${last}" is needed: ${model.name} has windows`);
  const pane = query.has('to') ? undefined : model.window?.pane;
  return {
    ...{ key, isList, grain },
    reach: atMs => reachOf(model, parseGoldRequest(model, query, atMs)),
    // A window is shown when its start has passed, and not at it.
    nextReachMs: atMs => (pane ? advance(pane, startOf(pane, atMs - 1), 1) + 1 : Number.POSITIVE_INFINITY),
  };
}

function reachOf({ window, trailing }: Model, { fromMs, toMs, grain }: GoldRequest): Reach | null {
  if (!window) return null;
  if (trailing) {
    const endMs = trailingEnd(window, toMs);
    const startMs = endMs - Math.max(...Object.values(trailing));
    return { fromMs: startMs, toMs: endMs, documentsFromMs: startMs, documentsToMs: endMs };
  }
  const startMs = startOf(grain, fromMs);
  return {
    ...{ fromMs: startMs, toMs },
    documentsFromMs: coverOf(window, startMs).fromMs,
    documentsToMs: coverOf(window, startOf(window.pane, toMs - 1)).toMs,
  };
}

/** Whether the answer is made of the document, among others. */
export function covers(
  { window }: Model,
  { key, isList }: LiveRequest,
  reach: Reach | null,
  { pk, id, span }: GoldDocument,
): boolean {
  if (pk !== key[0]) return false;
  if (!window || !reach) return isList || id === documentId(key, 0);
  return (
    id === documentId(key, span) &&
    span < reach.documentsToMs &&
    advance(window.span, span, 1) > reach.documentsFromMs
  );
}
