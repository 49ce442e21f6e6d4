// The rows that gold documents hold, as they are shown.

import type { GoldDocument } from './document.ts';
import type { Model, Windowing } from './model.ts';
import { addStates, filledSlots, readColumns, slotState } from './read-state.ts';

export type GoldRow = Record<string, string | number | null>;

/** The row of a model without windows. */
export function currentRow(model: Model, { key, s }: GoldDocument): GoldRow {
  return { ...key, ...readColumns(model, slotState(s, 0)) };
}

/** A row for each window of the document that holds anything, oldest first. */
export function windowRows(model: Model, window: Windowing, { key, s, span }: GoldDocument): GoldRow[] {
  return filledSlots(s).map(slot => ({
    ...key,
    windowStart: new Date(span + slot * window.grainMs).toISOString(),
    ...readColumns(model, slotState(s, slot)),
  }));
}

/** Where trailing spans end: with the window that holds `toMs`. */
export function trailingEnd({ grainMs }: Windowing, toMs: number): number {
  return Math.floor(toMs / grainMs) * grainMs + grainMs;
}

/** One row: each aggregate over each trailing span, from the documents of one key. */
export function trailingRow(
  model: Model,
  key: Record<string, string>,
  documents: readonly GoldDocument[],
  toMs: number,
): GoldRow {
  const row: GoldRow = { ...key };
  if (!model.window) return row;
  const { grainMs } = model.window;
  const end = trailingEnd(model.window, toMs);
  for (const [label, lengthMs] of Object.entries(model.trailing ?? {})) {
    const states = documents.flatMap(({ span, s }) =>
      filledSlots(s)
        .filter(slot => span + slot * grainMs >= end - lengthMs && span + slot * grainMs < end)
        .map(slot => slotState(s, slot)),
    );
    for (const [column, value] of Object.entries(readColumns(model, addStates(states))))
      row[`${column}_${label}`] = value;
  }
  return row;
}
