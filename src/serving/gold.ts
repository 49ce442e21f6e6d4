// Gold by key: windows rolled up to a grain, trailing spans, or the current rows. Point reads where the key is whole.

import { hash } from 'node:crypto';
import type { State } from '../gold/aggregates/state.ts';
import { documentAddress } from '../gold/document.ts';
import { formatDuration } from '../gold/duration.ts';
import { freshnessOf } from '../gold/freshness.ts';
import type { Model } from '../gold/model.ts';
import { readSpans, spansBetween } from '../gold/read-spans.ts';
import { addStates, type Columns, filledSlots, slotState } from '../gold/read-state.ts';
import { currentRows, trailingEnd, trailingRow, windowRow } from '../gold/rows.ts';
import type { StoredDocument } from '../gold/store.ts';
import { type Answer, badParameter, json, Problem } from '../problem.ts';
import { type SqlType, typeName } from '../sql-expression/types.ts';
import type { GoldReader } from './gold-reader.ts';
import { type GoldRequest, maxDocuments, parseGoldRequest } from './gold-request.ts';

type Page = { rows: Columns[]; continuation: string | null; documents: StoredDocument[] };

export function describeModels(models: readonly Model[]): Answer {
  const descriptions = models.map(model => ({
    name: model.name,
    version: model.version,
    description: model.description,
    key: model.plan.key.map(column => described(model, column)),
    columns: model.plan.columns.map(column => described(model, column)),
    window: model.window && !model.trailing ? model.window.name : null,
    grain: model.window && !model.trailing ? formatDuration(model.window.grainMs) : null,
    retention: model.window ? formatDuration(model.window.retainMs) : null,
    trailing: model.trailing ? Object.keys(model.trailing) : null,
    url: `/api/gold/${model.name}?${model.plan.key.map(({ name }) => `${name}=…`).join('&')}`,
  }));
  return json(200, { models: descriptions });
}

function described(model: Model, { name, type }: { name: string; type: SqlType }) {
  return { name, type: typeName(type), description: model.descriptions[name] ?? null };
}

/** Answers one query, with 304 when `ifNoneMatch` is the answer's ETag. Throws a Problem on a bad request. */
export async function queryGold(
  models: readonly Model[],
  store: GoldReader,
  name: string,
  query: URLSearchParams,
  ifNoneMatch: string | null,
  nowMs: number,
): Promise<Answer> {
  const model = models.find(candidate => candidate.name === name);
  if (!model)
    throw new Problem(
      404,
      'No such gold model',
      `there is no gold model "${name}"; models are ${models.map(found => found.name).join(', ')}`,
    );
  const request = parseGoldRequest(model, query, nowMs);
  const page = await readPage(model, store, request);
  const etag = `"${hash('sha256', JSON.stringify([query.toString(), page.rows, page.documents.map(found => found.etag)]), 'base64url').slice(0, 22)}"`;
  if (ifNoneMatch === etag) return { status: 304, headers: { etag }, body: '' };
  const { rows, continuation, documents } = page;
  const body = {
    model: name,
    version: model.version,
    rows,
    continuation,
    ...freshnessOf(documents.map(({ document }) => document)),
  };
  return json(200, body, { etag, 'cache-control': 'no-cache' });
}

function readPage(model: Model, store: GoldReader, request: GoldRequest): Promise<Page> {
  if (!model.window)
    return request.key.length === model.plan.key.length
      ? readCurrent(model, store, request)
      : listCurrent(model, store, request);
  return model.trailing
    ? readTrailing(model, store, request, model.trailing)
    : readWindows(model, store, request);
}

async function readCurrent(model: Model, store: GoldReader, { key }: GoldRequest): Promise<Page> {
  const found = await store.read(model, documentAddress(model, key, 0));
  const rows = found ? currentRows(model, found.document, await store.lookUp(model, found.document.key)) : [];
  return { rows, continuation: null, documents: found ? [found] : [] };
}

async function listCurrent(
  model: Model,
  store: GoldReader,
  { key, limit, continuation }: GoldRequest,
): Promise<Page> {
  const documents = await store.list(model, key[0] ?? '', continuation ?? '', limit);
  const last = documents.length === limit ? (documents.at(-1)?.document.id ?? null) : null;
  const rows = await Promise.all(
    documents.map(async ({ document }) =>
      currentRows(model, document, await store.lookUp(model, document.key)),
    ),
  );
  return { rows: rows.flat(), continuation: last, documents };
}

/** Rows of one grain each, oldest first; a window without events has no row. */
async function readWindows(model: Model, store: GoldReader, request: GoldRequest): Promise<Page> {
  if (!model.window) return { rows: [], continuation: null, documents: [] };
  const { grainMs, spanMs } = model.window;
  const start = request.continuation === null ? request.fromMs : parseContinuation(request);
  const spans = spansBetween(spanMs, Math.floor(start / request.grainMs) * request.grainMs, request.toMs);
  if (spans.length > maxDocuments)
    throw badParameter(
      'from',
      `"from" to "to" covers ${spans.length} documents; ask for at most ${formatDuration(spanMs * maxDocuments)} at a time`,
    );
  const documents = await readSpans(model, store, request.key, spans);
  const buckets = new Map<number, { key: Record<string, string>; states: State[] }>();
  for (const { document } of documents) {
    for (const slot of filledSlots(document.s)) {
      const windowMs = document.span + slot * grainMs;
      const bucketMs = Math.floor(windowMs / request.grainMs) * request.grainMs;
      if (bucketMs < Math.floor(start / request.grainMs) * request.grainMs || windowMs >= request.toMs)
        continue;
      const bucket = buckets.get(bucketMs) ?? { key: document.key, states: [] };
      bucket.states.push(slotState(document.s, slot));
      buckets.set(bucketMs, bucket);
    }
  }
  const ordered = [...buckets].sort(([a], [b]) => a - b);
  const looked = documents[0] && (await store.lookUp(model, documents[0].document.key));
  const rows = ordered
    .slice(0, request.limit)
    .flatMap(([bucketMs, { key, states }]) =>
      windowRow(model, key, new Date(bucketMs).toISOString(), addStates(states), looked),
    );
  const next = ordered[request.limit];
  return { rows, continuation: next ? new Date(next[0]).toISOString() : null, documents };
}

function parseContinuation({ continuation, toMs }: GoldRequest): number {
  const timeMs = Date.parse(continuation ?? '');
  if (Number.isNaN(timeMs) || timeMs >= toMs)
    throw badParameter('continuation', '"continuation" must be one that an earlier answer gave');
  return timeMs;
}

/** One row: each aggregate over each trailing span, up to and including the window that holds `to`. */
async function readTrailing(
  model: Model,
  store: GoldReader,
  { key, toMs }: GoldRequest,
  trailing: Record<string, number>,
): Promise<Page> {
  if (!model.window) return { rows: [], continuation: null, documents: [] };
  const end = trailingEnd(model.window, toMs);
  const documents = await readSpans(
    model,
    store,
    key,
    spansBetween(model.window.spanMs, end - Math.max(...Object.values(trailing)), end),
  );
  const row = trailingRow(
    model,
    Object.fromEntries(model.plan.key.map(({ name }, i) => [name, key[i] ?? ''])),
    documents.map(({ document }) => document),
    toMs,
  );
  return { rows: documents.length === 0 ? [] : [row], continuation: null, documents };
}
