// The rows that gold documents hold, as they are shown.

import type { State } from './aggregates/state.ts';
import type { GoldDocument } from './document.ts';
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

/** The row of a model without windows; null when nothing is left in its group. */
export function currentRow(model: Model, { key, s }: GoldDocument): Columns | null {
  const columns = readColumns(model, key, slotState(s, 0));
  return columns && { ...readKey(model, key), ...columns };
}

/** A row for each window of the document that holds anything, oldest first. */
export function windowRows(model: Model, window: Windowing, { key, s, span }: GoldDocument): Columns[] {
  return filledSlots(s).flatMap(slot => {
    const columns = readColumns(model, key, slotState(s, slot));
    const start = new Date(span + slot * window.grainMs).toISOString();
    return columns ? [{ ...readKey(model, key), [window.name]: start, ...columns }] : [];
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
