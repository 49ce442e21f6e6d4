// From an event to what it adds, document by document.

import type { SilverEvent, WeightedRow } from '../events/silver-event.ts';
import type { Json } from '../json.ts';
import type { Value } from '../sql-expression/value.ts';
import type { State } from './aggregates/state.ts';
import type { Frame } from './compiler/frame.ts';
import type { FoldInput } from './compiler/plan.ts';
import { type DocumentAddress, documentAddress, fieldName, windowSlot, windowSpan } from './document.ts';
import { keyText } from './key-text.ts';
import type { Model } from './model.ts';

/** What one event adds to one document. */
export type Contribution = { address: DocumentAddress; delta: State };

/** `by` is the row and window that touched the document last, so that a row counts once however many elements it has. */
type Touched = Contribution & { by: WeightedRow | null; bySlot: number };

/**
 * What the event adds, one contribution a document. Each row counts in its own windows; one whose window is no longer kept
 * adds nothing.
 */
export function contributions(model: Model, event: SilverEvent, enqueuedTimeMs: number): Contribution[] {
  const found = new Map<string, Touched>();
  for (const row of event.rows) {
    const frame: Frame = {
      row: row.row,
      eventTimeMs: row.eventTimeMs,
      enqueuedTimeMs,
      identity: event.identity,
      elements: [],
    };
    for (const input of model.plan.inputs)
      if (input.table === event.table) visit(input, frame, 0, () => add(model, input, frame, row, found));
  }
  return [...found.values()];
}

/** Calls `emit` for each row that the input's steps leave, with the frame set to it. */
function visit(input: FoldInput, frame: Frame, at: number, emit: () => void): void {
  const step = input.steps[at];
  if (!step) {
    emit();
    return;
  }
  if (step.kind === 'filter') {
    if (step.holds(frame)) visit(input, frame, at + 1, emit);
    return;
  }
  const list = step.list(frame);
  if (!Array.isArray(list)) return;
  const depth = frame.elements.length;
  for (const element of list as Json[]) {
    frame.elements[depth] = element;
    visit(input, frame, at + 1, emit);
  }
  frame.elements.length = depth;
}

function add(
  model: Model,
  input: FoldInput,
  frame: Frame,
  row: WeightedRow,
  found: Map<string, Touched>,
): void {
  const timeMs = input.windowStart ? milliseconds(input.windowStart(frame)) : 0;
  if (timeMs === null || !isKept(model, timeMs, frame.enqueuedTimeMs)) return;
  const key = readKey(model, input, frame);
  if (!key) return;
  const touched = touchDocument(model, key, timeMs, found);
  const slot = windowSlot(model, timeMs, touched.address.span);
  const firstOfRow = touched.by !== row || touched.bySlot !== slot;
  for (const [i, { field, aggregate, perEvent }] of model.plan.aggregates.entries()) {
    const call = input.calls[i];
    if (!call || (perEvent && !firstOfRow) || (call.filter && !call.filter(frame))) continue;
    const values = call.values.map(value => value(frame));
    aggregate.add(touched.delta, fieldName(slot, field), values, row.weight);
  }
  touched.by = row;
  touched.bySlot = slot;
}

function milliseconds(time: Value): number | null {
  return typeof time === 'number' ? time / 1_000 : null;
}

/** By the broker's time and not by ours, so that a redelivery decides as the first delivery did. */
function isKept({ window }: Model, windowMs: number, enqueuedTimeMs: number): boolean {
  return window === null || windowMs + window.grainMs + window.retainMs > enqueuedTimeMs;
}

/** Null when a part is null: the compiler has seen to it that only a failed expression can be. */
function readKey({ plan }: Model, input: FoldInput, frame: Frame): string[] | null {
  const key: string[] = [];
  for (const [i, evaluate] of input.key.entries()) {
    const value = evaluate(frame);
    const type = plan.key[i]?.type;
    if (value === null || !type) return null;
    key.push(keyText(type, value));
  }
  return key;
}

/** The document of a group at a time; the event's rows share it when their windows lie in the same span. */
function touchDocument(
  model: Model,
  key: readonly string[],
  timeMs: number,
  found: Map<string, Touched>,
): Touched {
  const group = key.length === 1 ? (key[0] ?? '') : JSON.stringify(key);
  const name = `${windowSpan(model, timeMs)} ${group}`;
  let touched = found.get(name);
  if (!touched) {
    touched = { address: documentAddress(model, key, timeMs), delta: {}, by: null, bySlot: 0 };
    found.set(name, touched);
  }
  return touched;
}
