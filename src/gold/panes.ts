// Windows are made of panes when they are asked for. A document keeps panes, each in a slot; a tumbling window is one of
// them, a hopping window several in a row, and a larger grain adds windows up. Proven by test/gold/equality.test.ts.

import type { State } from './aggregates/state.ts';
import type { WindowPlan } from './compiler/plan.ts';
import type { Hops } from './compiler/step.ts';
import type { GoldDocument } from './document.ts';
import type { Windowing } from './model.ts';
import { slotStates } from './read-state.ts';
import { advance, longestMs, startFrom, startOf, times, type Width } from './width.ts';

export type Pane = { startMs: number; state: State };

export const tumbling: Hops = { first: 0, last: 0 };

export const isHopping = ({ hops }: WindowPlan) => hops.first !== 0 || hops.last !== 0;

/** The width of a window. */
export function sizeOf({ pane, hops }: WindowPlan): Width {
  return times(pane, hops.last - hops.first + 1);
}

/** The time that a window covers, epoch ms; `startMs` is what it is called by. */
export function coverOf({ pane, hops }: WindowPlan, startMs: number): { fromMs: number; toMs: number } {
  return { fromMs: advance(pane, startMs, -hops.last), toMs: advance(pane, startMs, 1 - hops.first) };
}

/** When the last window ends that a pane is part of. */
export function lastEndMs({ pane, hops }: WindowPlan, paneMs: number): number {
  return advance(pane, paneMs, hops.last - hops.first + 1);
}

/** For how long a document is kept after a write: it may hold the first pane of the last window that needs it. */
export function keptMs(window: Windowing): number {
  return window.retainMs + longestMs(window.span) + longestMs(sizeOf(window)) - longestMs(window.pane);
}

/** The panes that documents of one key hold, oldest first. */
export function panesIn({ pane }: WindowPlan, documents: readonly GoldDocument[]): Pane[] {
  return documents
    .flatMap(({ span, s }) =>
      slotStates(s).map(([slot, state]) => ({ startMs: advance(pane, span, slot), state })),
    )
    .sort((a, b) => a.startMs - b.startMs);
}

/** `fromMs` is a start of `grain`; windows are called by starts within [fromMs, toMs). */
export type Asked = { grain: Width; fromMs: number; toMs: number };

export const everything = ({ pane }: WindowPlan): Asked => ({
  ...{ grain: pane, fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY },
});

/** A window, and what it adds up. */
export type MadeOf = { startMs: number; states: State[] };

/**
 * The windows that panes in order of time make, oldest first. Tumbling windows add up
 * to `grain`; of hopping windows, which overlap, it shows those that are called by a start of `grain`.
 */
export function* windowsOf(window: WindowPlan, panes: readonly Pane[], asked: Asked): Generator<MadeOf> {
  yield* isHopping(window) ? overlapping(window, panes, asked) : addedUp(panes, asked);
}

function* addedUp(panes: readonly Pane[], { grain, fromMs, toMs }: Asked) {
  let open: MadeOf = { startMs: Number.NaN, states: [] };
  for (const pane of panes) {
    const startMs = startOf(grain, pane.startMs);
    if (startMs < fromMs || pane.startMs >= toMs) continue;
    if (open.startMs !== startMs) {
      if (open.states.length > 0) yield open;
      open = { startMs, states: [] };
    }
    open.states.push(pane.state);
  }
  if (open.states.length > 0) yield open;
}

function* overlapping(window: WindowPlan, panes: readonly Pane[], { grain, fromMs, toMs }: Asked) {
  const { pane: width, hops } = window;
  const firstWith = ({ startMs }: Pane) => startFrom(grain, advance(width, startMs, hops.first));
  let [from, to] = [0, 0];
  let startMs = panes[0] ? Math.max(fromMs, firstWith(panes[0])) : toMs;
  while (startMs < toMs) {
    const cover = coverOf(window, startMs);
    while (from < panes.length && (panes[from]?.startMs ?? 0) < cover.fromMs) from += 1;
    to = Math.max(to, from);
    while (to < panes.length && (panes[to]?.startMs ?? 0) < cover.toMs) to += 1;
    const next = panes[from];
    if (!next) return;
    if (to > from) yield { startMs, states: panes.slice(from, to).map(({ state }) => state) };
    // Where there is nothing for a while, on to the next window that has something.
    const following = advance(grain, startMs, 1);
    startMs = to > from ? following : Math.max(following, firstWith(next));
  }
}
