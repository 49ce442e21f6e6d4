// The rows of one live query, kept up to date from documents: what a change of documents or of time does to them. Rows are
// kept as JSON by their group, which is one key or one window of it, and are compared as such.

import type { GoldDocument } from '../gold/document.ts';
import { freshnessOf } from '../gold/freshness.ts';
import { type Looked, nothingLooked } from '../gold/look-up.ts';
import type { Model, Windowing } from '../gold/model.ts';
import { spansBetween } from '../gold/read-spans.ts';
import { addStates, type Columns, readKey } from '../gold/read-state.ts';
import { currentRows, trailingEnd, trailingRow, windowRow } from '../gold/rows.ts';
import { covers, type LiveRequest, type Reach } from './live-request.ts';
import { changedPanes, lastWindowMs, statesOf, windowsWith } from './live-windows.ts';

export type Change = {
  groups: string[];
  /** Whether windows have left by the passing of time. */
  moved: boolean;
};

/** What a document's key leads to, and the documents that it was found in. */
export type LookedUp = { rows: Looked; documents: readonly GoldDocument[] };

export type LiveAnswer = {
  /** Takes a version of a document; one that is older than what is known, or none of the answer's, changes nothing. */
  put(document: GoldDocument): void;
  /** Moves to the time; answers with the spans that are needed and were never asked for. */
  moveTo(nowMs: number): number[];
  /** No document that is known expires before. */
  expiresMs(): number;
  /** Whether there is anything to compute. */
  isDirty(): boolean;
  /** Documents by whose key rows look up what they show: of what has changed, or of everything, which is then computed. */
  lookingUp(everything: boolean): GoldDocument[];
  /** Computes what has changed; `looked` is by the id of a document of `lookingUp`. */
  compute(looked: ReadonlyMap<string, LookedUp>): Change;
  isOf(document: GoldDocument): boolean;
  groupsOf(documentId: string): string[];
  /** What the passing of time alone has changed since then. */
  groupsSince(timeMs: number): string[];
  rowCount(): number;
  documentCount(): number;
  /** All rows, in order: the members of a JSON array. */
  rows(): string;
  /** The rows of these groups, and the identity of those that have none. */
  rowsOf(groups: Iterable<string>): { rows: string; removed: string };
  /** JSON members that say what the rows are of. */
  about(): string;
};

/** The group of a trailing answer, which is one row. */
const onlyGroup = 'trailing';

export function createLiveAnswer(model: Model, request: LiveRequest): LiveAnswer {
  const { window, trailing } = model;
  const documents = new Map<string, GoldDocument>();
  /** What rows were last looked up in, by the document whose key led there. */
  const lookedIn = new Map<string, readonly GoldDocument[]>();
  /** Never empty rows. */
  const shown = new Map<string, { json: string; count: number }>();
  const dirty = new Set<string>();
  const askedSpans = new Set<number>();
  const key = Object.fromEntries(model.plan.key.map(({ name }, i) => [name, request.key[i] ?? '']));
  let reach: Reach | null = null;
  let expiresMs = Number.POSITIVE_INFINITY;
  let nowMs = 0;
  let moved = false;

  function touch(before: GoldDocument | undefined, after: GoldDocument | undefined): void {
    if (!window) dirty.add((after ?? before)?.id ?? '');
    else if (trailing) dirty.add(onlyGroup);
    else touchPanes(window, changedPanes(window, before, after));
  }

  function touchPanes(windowing: Windowing, panes: readonly number[]): void {
    for (const paneMs of panes)
      for (const startMs of windowsWith(windowing, request.grain, paneMs))
        if (reach && startMs >= reach.fromMs && startMs < reach.toMs) dirty.add(String(startMs));
  }

  /** Windows are no longer of the answer: whoever has them drops them by `from`. */
  function leaveBehind(fromMs: number): void {
    for (const group of shown.keys()) {
      if (Number(group) >= fromMs) continue;
      shown.delete(group);
      moved = true;
    }
    for (const group of dirty) if (Number(group) < fromMs) dirty.delete(group);
  }

  function reachOn(windowing: Windowing, before: Reach | null, now: Reach): void {
    if (trailing) {
      if (now.toMs !== before?.toMs) dirty.add(onlyGroup);
      return;
    }
    leaveBehind(now.fromMs);
    if (!before) return;
    for (const document of documents.values())
      touchPanes(
        windowing,
        changedPanes(windowing, undefined, document).filter(
          paneMs => lastWindowMs(windowing, paneMs) >= before.toMs,
        ),
      );
  }

  function rowsOfGroup(group: string, looked: ReadonlyMap<string, LookedUp>): Columns[] {
    if (!window || !reach) {
      const document = documents.get(group);
      return document ? currentRows(model, document, looked.get(group)?.rows ?? nothingLooked) : [];
    }
    if (trailing) {
      const all = [...documents.values()];
      return all.length === 0 ? [] : [trailingRow(model, key, all, reach.toMs - 1)];
    }
    const states = statesOf(window, request.grain, Number(group), reach.toMs, documents.values());
    if (states.length === 0) return [];
    const [found] = looked.values();
    return windowRow(model, key, Number(group), addStates(states), found?.rows ?? nothingLooked);
  }

  function identityOf(group: string): Columns {
    if (!window || trailing) return readKey(model, documents.get(group)?.key ?? key);
    return { ...readKey(model, key), [window.name]: new Date(Number(group)).toISOString() };
  }

  /** What has come since things were looked up waits for the next time. */
  function isLookedUp(group: string, looked: ReadonlyMap<string, LookedUp>): boolean {
    return window ? documents.size === 0 || looked.size > 0 : !documents.has(group) || looked.has(group);
  }

  const inOrder = (groups: Iterable<string>) =>
    window && !trailing ? [...groups].sort((a, b) => Number(a) - Number(b)) : [...groups].sort();

  return {
    put: document => {
      if (!covers(model, request, reach, document) || hasExpired(document, nowMs)) return;
      const known = documents.get(document.id);
      if (known && !isBeyond(document, known)) return;
      documents.set(document.id, document);
      expiresMs = Math.min(expiresMs, expiryOf(document));
      touch(known, document);
    },
    moveTo: atMs => {
      const before = reach;
      nowMs = atMs;
      reach = request.reach(atMs);
      for (const document of documents.values()) {
        if (covers(model, request, reach, document) && !hasExpired(document, atMs)) continue;
        documents.delete(document.id);
        lookedIn.delete(document.id);
        touch(document, undefined);
      }
      expiresMs = Math.min(...documents.values().map(expiryOf));
      if (!window || !reach) return [];
      reachOn(window, before, reach);
      const needed = spansBetween(window.span, reach.documentsFromMs, reach.documentsToMs);
      const spans = needed.filter(span => !askedSpans.has(span));
      for (const span of spans) askedSpans.add(span);
      return spans;
    },
    expiresMs: () => expiresMs,
    isDirty: () => dirty.size > 0 || moved,
    lookingUp: everything => {
      if (model.lookups.length === 0) return [];
      if (everything) for (const group of window ? shown.keys() : documents.keys()) dirty.add(group);
      if (window) return [...documents.values()].slice(0, 1);
      return [...dirty].flatMap(id => documents.get(id) ?? []);
    },
    compute: looked => {
      for (const [id, found] of looked) if (documents.has(id)) lookedIn.set(id, found.documents);
      const groups: string[] = [];
      const later = model.lookups.length === 0 ? [] : [...dirty].filter(group => !isLookedUp(group, looked));
      for (const group of later) dirty.delete(group);
      for (const group of dirty) {
        const rows = rowsOfGroup(group, looked);
        const json = rows.map(row => JSON.stringify(row)).join(',');
        if (json === (shown.get(group)?.json ?? '')) continue;
        groups.push(group);
        if (rows.length === 0) shown.delete(group);
        else shown.set(group, { json, count: rows.length });
      }
      dirty.clear();
      for (const group of later) dirty.add(group);
      const change = { groups, moved };
      moved = false;
      return change;
    },
    isOf: document => covers(model, request, reach, document),
    groupsOf: id => {
      const document = documents.get(id);
      if (!document) return [];
      if (!window) return [id];
      if (trailing) return [onlyGroup];
      const panes = changedPanes(window, undefined, document);
      return [...new Set(panes.flatMap(paneMs => windowsWith(window, request.grain, paneMs)))].map(String);
    },
    groupsSince: timeMs => {
      if (!window) return [];
      if (trailing) return trailingEnd(window, timeMs) < (reach?.toMs ?? 0) ? [onlyGroup] : [];
      return documents
        .values()
        .flatMap(document => changedPanes(window, undefined, document))
        .filter(paneMs => lastWindowMs(window, paneMs) >= timeMs)
        .flatMap(paneMs => windowsWith(window, request.grain, paneMs))
        .map(String)
        .toArray();
    },
    rowCount: () => shown.values().reduce((sum, { count }) => sum + count, 0),
    documentCount: () => documents.size,
    rows: () =>
      inOrder(shown.keys())
        .map(group => shown.get(group)?.json)
        .join(','),
    rowsOf: groups => {
      const rows: string[] = [];
      const removed: string[] = [];
      for (const group of inOrder(groups)) {
        const found = shown.get(group);
        const isLeft = window && !trailing && Number(group) < (reach?.fromMs ?? 0);
        if (found) rows.push(found.json);
        else if (!isLeft) removed.push(JSON.stringify(identityOf(group)));
      }
      return { rows: rows.join(','), removed: removed.join(',') };
    },
    about: () => {
      const from = window && !trailing && reach ? new Date(reach.fromMs).toISOString() : null;
      const { name, version } = model;
      const fresh = freshnessOf([...documents.values(), ...[...lookedIn.values()].flat()]);
      return JSON.stringify({ model: name, version, from, ...fresh }).slice(1, -1);
    },
  };
}

/** Each write of a document folds something: the watermark of some lane grows, and none goes back. */
function isBeyond({ w }: GoldDocument, known: GoldDocument): boolean {
  for (const lane in w) if ((w[lane] ?? -1) > (known.w[lane] ?? -1)) return true;
  return false;
}

/** Cosmos DB deletes it then, and its change feed does not say so. */
function expiryOf({ at, ttl }: GoldDocument): number {
  return ttl === undefined ? Number.POSITIVE_INFINITY : at + ttl * 1000;
}

const hasExpired = (document: GoldDocument, nowMs: number): boolean => expiryOf(document) <= nowMs;
