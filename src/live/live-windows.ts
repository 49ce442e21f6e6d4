// The windows of one key as its documents change: which of them a change touches, and what they hold.

import type { State } from '../gold/aggregates/state.ts';
import type { GoldDocument } from '../gold/document.ts';
import type { Windowing } from '../gold/model.ts';
import { coverOf, isHopping, panesIn, windowsOf } from '../gold/panes.ts';
import { advance, countBetween, startFrom, startOf, type Width } from '../gold/width.ts';

/** Starts of the windows that a pane is part of, of those that a grain shows. */
export function windowsWith(window: Windowing, grain: Width, paneMs: number): number[] {
  if (!isHopping(window)) return [startOf(grain, paneMs)];
  const starts: number[] = [];
  const lastMs = advance(window.pane, paneMs, window.hops.last);
  let startMs = startFrom(grain, advance(window.pane, paneMs, window.hops.first));
  for (; startMs <= lastMs; startMs = advance(grain, startMs, 1)) starts.push(startMs);
  return starts;
}

/** When the last window begins that a pane is part of. */
export const lastWindowMs = ({ pane, hops }: Windowing, paneMs: number) => advance(pane, paneMs, hops.last);

/** What a window holds, of what begins before `toMs`; nothing when no document holds any of it. */
export function statesOf(
  window: Windowing,
  grain: Width,
  startMs: number,
  toMs: number,
  documents: Iterable<GoldDocument>,
): State[] {
  const nextMs = advance(grain, startMs, 1);
  const fromMs = coverOf(window, startMs).fromMs;
  const endMs = isHopping(window) ? coverOf(window, startMs).toMs : nextMs;
  const own = [...documents].filter(({ span }) => span < endMs && advance(window.span, span, 1) > fromMs);
  const cut = own.map(document => ({
    ...document,
    s: onlySlots(document.s, countOf(window, document, fromMs), countOf(window, document, endMs)),
  }));
  const found = windowsOf(window, panesIn(window, cut), {
    ...{ grain, fromMs: startMs, toMs: Math.min(toMs, nextMs) },
  });
  return found.next().value?.states ?? [];
}

const countOf = ({ pane }: Windowing, { span }: GoldDocument, timeMs: number) =>
  countBetween(pane, span, timeMs);

/** A document may hold two thousand windows, of which a change touches one. */
function onlySlots(state: State, first: number, end: number): State {
  const own: State = {};
  for (const field in state) {
    const value = state[field];
    const slot = slotOf(field);
    if (value !== undefined && slot >= first && slot < end) own[field] = value;
  }
  return own;
}

/** Panes whose state differs between two versions of a document; all that hold anything when one is missing. */
export function changedPanes(
  { pane }: Windowing,
  before: GoldDocument | undefined,
  after: GoldDocument | undefined,
): number[] {
  const slots = new Set<number>();
  for (const field in after?.s) if (!isSame(before?.s[field], after.s[field])) slots.add(slotOf(field));
  for (const field in before?.s) if (after?.s[field] === undefined) slots.add(slotOf(field));
  const span = (after ?? before)?.span ?? 0;
  return [...slots].map(slot => advance(pane, span, slot));
}

const slotOf = (field: string) => Number(field.slice(0, field.indexOf('_')));

function isSame(a: State[string] | undefined, b: State[string] | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.keep === b.keep && a.order === b.order && a.value === b.value;
}
