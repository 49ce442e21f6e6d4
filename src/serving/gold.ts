// Gold by key: windows rolled up to a grain, trailing spans, or the current rows. Point reads where the key is whole.

import { hash } from 'node:crypto';
import { documentAddress } from '../gold/document.ts';
import { formatDuration } from '../gold/duration.ts';
import { freshnessOf } from '../gold/freshness.ts';
import type { Model } from '../gold/model.ts';
import { coverOf, panesIn, sizeOf, windowsOf } from '../gold/panes.ts';
import { readSpans, spansBetween } from '../gold/read-spans.ts';
import { addStates, type Columns } from '../gold/read-state.ts';
import { currentRows, trailingEnd, trailingRow, windowRow } from '../gold/rows.ts';
import type { StoredDocument } from '../gold/store.ts';
import { formatWidth, startOf, times } from '../gold/width.ts';
import { type Answer, badParameter, json, Problem } from '../problem.ts';
import { type SqlType, typeName } from '../sql-expression/types.ts';
import type { GoldReader } from './gold-reader.ts';
import { type GoldRequest, maxDocuments, parseGoldRequest } from './gold-request.ts';

/** `documents` are all that the rows were made of, also those that were looked up. */
type Page = { rows: Columns[]; continuation: string | null; documents: StoredDocument[] };

export function describeModels(models: readonly Model[]): Answer {
  return json(200, { models: models.map(describeModel) });
}

export function describeModel(model: Model) {
  return {
    name: model.name,
    version: model.version,
    description: model.description,
    key: model.plan.key.map(column => described(model, column)),
    columns: model.plan.columns.map(column => described(model, column)),
    window: model.window && !model.trailing ? model.window.name : null,
    grain: model.window && !model.trailing ? formatWidth(model.window.pane) : null,
    size: model.window && !model.trailing ? formatWidth(sizeOf(model.window)) : null,
    retention: model.window ? formatDuration(model.window.retainMs) : null,
    trailing: model.trailing ? Object.keys(model.trailing) : null,
    url: `/api/gold/${model.name}?${model.plan.key.map(({ name }) => `${name}=…`).join('&')}`,
  };
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
  if (!found) return { rows: [], continuation: null, documents: [] };
  const documents = [found];
  const looked = await store.lookUp(model, found.document.key, each => documents.push(each));
  return { rows: currentRows(model, found.document, looked), continuation: null, documents };
}

async function listCurrent(
  model: Model,
  store: GoldReader,
  { key, limit, continuation }: GoldRequest,
): Promise<Page> {
  const documents = await store.list(model, key[0] ?? '', continuation ?? '', limit);
  const last = documents.length === limit ? (documents.at(-1)?.document.id ?? null) : null;
  const found: StoredDocument[] = [];
  const rows = await Promise.all(
    documents.map(async ({ document }) =>
      currentRows(model, document, await store.lookUp(model, document.key, each => found.push(each))),
    ),
  );
  return { rows: rows.flat(), continuation: last, documents: [...documents, ...inOrder(found)] };
}

/** Rows of one grain each, oldest first; a window without events has no row. */
async function readWindows(model: Model, store: GoldReader, request: GoldRequest): Promise<Page> {
  const { window } = model;
  if (!window) return { rows: [], continuation: null, documents: [] };
  const { grain, toMs, limit } = request;
  const start = request.continuation === null ? request.fromMs : parseContinuation(request);
  const fromMs = startOf(grain, start);
  const lastMs = startOf(window.pane, toMs - 1);
  const spans = spansBetween(window.span, coverOf(window, fromMs).fromMs, coverOf(window, lastMs).toMs);
  if (spans.length > maxDocuments)
    throw badParameter(
      'from',
      `"from" to "to" covers ${spans.length} documents; ask for at most ${formatWidth(times(window.span, maxDocuments))} at a time`,
    );
  const documents = await readSpans(model, store, request.key, spans);
  const made = windowsOf(
    window,
    panesIn(
      window,
      documents.map(({ document }) => document),
    ),
    { grain, fromMs, toMs },
  );
  const windows = [...made.take(limit + 1)];
  const key = documents[0]?.document.key ?? {};
  const found: StoredDocument[] = [];
  const looked = documents[0] && (await store.lookUp(model, key, each => found.push(each)));
  const rows = windows
    .slice(0, limit)
    .flatMap(({ startMs, states }) => windowRow(model, key, startMs, addStates(states), looked));
  const next = windows[limit];
  const continuation = next ? new Date(next.startMs).toISOString() : null;
  return { rows, continuation, documents: [...documents, ...found] };
}

/** Lookups of a page end in any order, and its ETag is of them in one. */
function inOrder(found: readonly StoredDocument[]): StoredDocument[] {
  return found.toSorted((a, b) => (a.etag < b.etag ? -1 : 1));
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
    spansBetween(model.window.span, end - Math.max(...Object.values(trailing)), end),
  );
  const row = trailingRow(
    model,
    Object.fromEntries(model.plan.key.map(({ name }, i) => [name, key[i] ?? ''])),
    documents.map(({ document }) => document),
    toMs,
  );
  return { rows: documents.length === 0 ? [] : [row], continuation: null, documents };
}
