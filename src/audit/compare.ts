// Holds a model's live rows against its batch rows, group by group.

import { documentId, type GoldDocument } from '../gold/document.ts';
import type { Looked } from '../gold/look-up.ts';
import type { Model } from '../gold/model.ts';
import { coverOf } from '../gold/panes.ts';
import { spansBetween } from '../gold/read-spans.ts';
import type { Columns } from '../gold/read-state.ts';
import { byKey, currentRows, windowRows } from '../gold/rows.ts';
import type { Json } from '../json.ts';
import type { BatchRow } from './batch-rows.ts';
import { type Cut, isWithin } from './cut.ts';
import type { Tolerance } from './tolerance.ts';

/** `live` and `batch` as JSON text, or `no row`. The column is `*` where the whole row is on one side only. */
export type Difference = { key: string; window: string | null; column: string; live: string; batch: string };

export type Comparison = {
  /** Groups that were compared, equal or not. */
  compared: number;
  /** Documents that are not at the cut: they were read in the middle of it, or are beyond it. */
  moving: string[];
  /** Windows of which gold no longer promises anything. */
  expired: number;
  differences: Difference[];
};

export type Sides = {
  documents: readonly GoldDocument[];
  batch: readonly BatchRow[];
  cut: Cut;
  /** Addresses of documents that lacked an event within the cut when they were read. */
  behind: ReadonlySet<string>;
  /** After the documents were read. */
  nowMs: number;
  tolerances: ReadonlyMap<string, Tolerance>;
  /** What the key of a document leads to; null when that is still moving. Of a model without lookups there is none. */
  looked?: ReadonlyMap<string, Looked | null>;
};

type Group = {
  key: (string | null)[];
  windowMs: number | null;
  live: Columns | null;
  batch: Columns | null;
};

export function compareModel(model: Model, sides: Sides): Comparison {
  const unsettled = (document: GoldDocument) =>
    !isWithin(document, sides.cut) || sides.looked?.get(addressOf(document)) === null;
  const beyond = sides.documents.filter(unsettled).map(addressOf);
  const moving = new Set([...beyond, ...sides.behind]);
  const groups = gather(model, sides, moving);
  const kept = groups.filter(({ windowMs }) => isKept(model, windowMs, sides.nowMs));
  return {
    compared: kept.length,
    moving: [...moving].sort(),
    expired: groups.length - kept.length,
    differences: kept.flatMap(group => differencesIn(model, group, sides.tolerances)),
  };
}

/** All groups of either side by key and window, without those of documents that are still moving. */
function gather(model: Model, { documents, batch, looked }: Sides, moving: ReadonlySet<string>): Group[] {
  const groups = new Map<string, Group>();
  const at = (key: Group['key'], windowMs: number | null): Group => {
    const name = JSON.stringify([key, windowMs]);
    const group = groups.get(name) ?? { key, windowMs, live: null, batch: null };
    groups.set(name, group);
    return group;
  };
  const isMoving = (key: Group['key'], windowMs: number | null) =>
    addressesOf(model, key, windowMs).some(address => moving.has(address));
  for (const list of byKey(documents)) {
    const [document] = list;
    if (!document) continue;
    const key = keyTexts(model, document);
    for (const [windowMs, row] of liveRows(model, list, looked?.get(addressOf(document)) ?? undefined))
      if (!isMoving(key, windowMs)) at(key, windowMs).live = row;
  }
  for (const { key, windowMs, columns } of batch)
    if (!isMoving(key, windowMs)) at(key, windowMs).batch = columns;
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Of the documents of one key. */
function liveRows(
  model: Model,
  documents: readonly GoldDocument[],
  looked?: Looked,
): [windowMs: number | null, row: Columns][] {
  const { window } = model;
  if (window)
    return windowRows(model, window, documents, looked).map(row => [
      Date.parse(String(row[window.name])),
      row,
    ]);
  return documents.flatMap(document => currentRows(model, document, looked)).map(row => [null, row]);
}

export const addressOf = ({ pk, id }: Pick<GoldDocument, 'pk' | 'id'>) => `${pk} ${id}`;

/** Of the documents that a row is made of. */
function addressesOf({ window }: Model, key: BatchRow['key'], windowMs: number | null): string[] {
  const texts = key.map(text => text ?? '');
  const cover = window && windowMs !== null ? coverOf(window, windowMs) : null;
  const spans = window && cover ? spansBetween(window.span, cover.fromMs, cover.toMs) : [0];
  return spans.map(span => addressOf({ pk: texts[0] ?? '', id: documentId(texts, span) }));
}

const keyTexts = ({ plan }: Model, { key }: GoldDocument) => plan.key.map(({ name }) => key[name] ?? '');

/** The fold's own rule, at a time that no event is later than: what it says of the window, it said of each event. */
function isKept({ window }: Model, windowMs: number | null, nowMs: number): boolean {
  return !window || windowMs === null || coverOf(window, windowMs).toMs + window.retainMs > nowMs;
}

function differencesIn(
  { plan }: Model,
  { windowMs, live, batch, ...group }: Group,
  tolerances: ReadonlyMap<string, Tolerance>,
): Difference[] {
  const key = group.key.map(text => text ?? 'null').join(', ');
  const window = windowMs === null ? null : new Date(windowMs).toISOString();
  if (!live || !batch)
    return [{ key, window, column: '*', live: live ? 'a row' : 'no row', batch: batch ? 'a row' : 'no row' }];
  return plan.columns.flatMap(({ name }) => {
    const [ours, theirs] = [live[name] ?? null, batch[name] ?? null];
    if (isEqual(ours, theirs, tolerances.get(name))) return [];
    return [{ key, window, column: name, live: JSON.stringify(ours), batch: JSON.stringify(theirs) }];
  });
}

function isEqual(live: Json, batch: Json, tolerance: Tolerance | undefined): boolean {
  if (JSON.stringify(live) === JSON.stringify(batch)) return true;
  if (!tolerance || typeof live !== 'number' || typeof batch !== 'number') return false;
  if (batch <= (tolerance.exactUpTo ?? -Infinity)) return false;
  const rounding = tolerance.rounded && Number.isInteger(live) ? 0.5 : 0;
  return Math.abs(live - batch) <= tolerance.relative * Math.max(Math.abs(live), Math.abs(batch)) + rounding;
}
