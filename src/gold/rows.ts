// The rows that gold documents hold, as they are shown.

import type { State } from './aggregates/state.ts';
import type { GoldDocument } from './document.ts';
import { type Looked, nothingLooked } from './look-up.ts';
import type { Model, Windowing } from './model.ts';
import { type Asked, everything, type Pane, panesIn, windowsOf } from './panes.ts';
import { addStates, type Columns, columnsOf, readColumns, readKey, slotState } from './read-state.ts';
import { advance, startOf } from './width.ts';

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

/** A row for each window that the documents of one key hold anything of, oldest first. */
export function windowRows(
  model: Model,
  window: Windowing,
  documents: readonly GoldDocument[],
  looked: Looked = nothingLooked,
  asked: Asked = everything(window),
): Columns[] {
  const key = documents[0]?.key ?? {};
  return [...windowsOf(window, panesIn(window, documents), asked)].flatMap(({ startMs, states }) =>
    windowRow(model, key, startMs, addStates(states), looked),
  );
}

/** The documents of each key. */
export function byKey(documents: readonly GoldDocument[]): GoldDocument[][] {
  return [...Map.groupBy(documents, ({ key }) => JSON.stringify(key)).values()];
}

/** The row of a group over one window, or over several that were added up. */
export function windowRow(
  model: Model,
  key: Record<string, string>,
  startMs: number,
  state: State,
  looked: Looked = nothingLooked,
): Columns[] {
  const name = model.window?.name ?? '';
  const start = new Date(startMs).toISOString();
  return looked.flatMap(found => {
    const columns = readColumns(model, key, state, found);
    return columns ? [{ ...readKey(model, key), [name]: start, ...columns }] : [];
  });
}

/** Where trailing spans end: with the pane that holds `toMs`. */
export function trailingEnd({ pane }: Windowing, toMs: number): number {
  return advance(pane, startOf(pane, toMs), 1);
}

/** What the panes of these documents hold together: those that start within [fromMs, toMs). */
export function stateBetween(
  window: Windowing,
  documents: readonly GoldDocument[],
  fromMs: number,
  toMs: number,
): State {
  const within = ({ startMs }: Pane) => startMs >= fromMs && startMs < toMs;
  return addStates(
    panesIn(window, documents)
      .filter(within)
      .map(({ state }) => state),
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
