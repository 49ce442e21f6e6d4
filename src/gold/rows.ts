// The rows that gold documents hold, as they are shown.

import type { State } from './aggregates/state.ts';
import type { GoldDocument } from './document.ts';
import { type Looked, nothingLooked } from './look-up.ts';
import type { Model, Windowing } from './model.ts';
import {
  addStates,
  type Columns,
  columnsOf,
  filledSlots,
  readColumns,
  readKey,
  slotState,
} from './read-state.ts';

/** The row of a model without windows; none when nothing is left in its group, and several when it looks several up. */
export function currentRows(
  model: Model,
  { key, s }: GoldDocument,
  looked: Looked = nothingLooked,
): Columns[] {
  return looked.flatMap(found => {
    const columns = readColumns(model, key, slotState(s, 0), found);
    return columns ? [{ ...readKey(model, key), ...columns }] : [];
  });
}

/** A row for each window of the document that holds anything, oldest first. */
export function windowRows(
  model: Model,
  window: Windowing,
  { key, s, span }: GoldDocument,
  looked: Looked = nothingLooked,
): Columns[] {
  return filledSlots(s).flatMap(slot => {
    const start = new Date(span + slot * window.grainMs).toISOString();
    return windowRow(model, key, start, slotState(s, slot), looked);
  });
}

/** The row of a group over one window, or over several that were added up. */
export function windowRow(
  model: Model,
  key: Record<string, string>,
  start: string,
  state: State,
  looked: Looked = nothingLooked,
): Columns[] {
  const name = model.window?.name ?? '';
  return looked.flatMap(found => {
    const columns = readColumns(model, key, state, found);
    return columns ? [{ ...readKey(model, key), [name]: start, ...columns }] : [];
  });
}

/** Where trailing spans end: with the window that holds `toMs`. */
export function trailingEnd({ grainMs }: Windowing, toMs: number): number {
  return Math.floor(toMs / grainMs) * grainMs + grainMs;
}

/** What the windows of these documents hold together: those that start within [fromMs, toMs). */
export function stateBetween(
  { grainMs }: Windowing,
  documents: readonly GoldDocument[],
  fromMs: number,
  toMs: number,
): State {
  return addStates(
    documents.flatMap(({ span, s }) =>
      filledSlots(s)
        .filter(slot => span + slot * grainMs >= fromMs && span + slot * grainMs < toMs)
        .map(slot => slotState(s, slot)),
    ),
  );
}

/** One row: each column over each trailing span, from the documents of one key. */
export function trailingRow(
  model: Model,
  key: Record<string, string>,
  documents: readonly GoldDocument[],
  toMs: number,
): Columns {
  const row = readKey(model, key);
  if (!model.window) return row;
  const end = trailingEnd(model.window, toMs);
  for (const [label, lengthMs] of Object.entries(model.trailing ?? {})) {
    const state = stateBetween(model.window, documents, end - lengthMs, end);
    for (const [column, value] of Object.entries(columnsOf(model, key, state) ?? {}))
      row[`${column}_${label}`] = value;
  }
  return row;
}
