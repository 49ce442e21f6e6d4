// From an event to what it adds, document by document.

import type { SilverEvent, WeightedRow } from '../events/silver-event.ts';
import type { Value } from '../sql-expression/value.ts';
import type { State } from './aggregates/state.ts';
import type { Frame } from './compiler/frame.ts';
import type { FoldInput } from './compiler/plan.ts';
import { windowSlot, windowSpan } from './document.ts';
import { keyText } from './key-text.ts';
import type { Model } from './model.ts';
import { lastEndMs } from './panes.ts';

/** The state to which the present event adds in the document of a key and a span. */
export type DeltaOf = (key: readonly string[], span: number) => State;

/** A row on its way through an input's steps. */
type Walk = { model: Model; input: FoldInput; frame: Frame; weight: number; deltaOf: DeltaOf };

/** Each row counts in its own windows; one whose window is no longer kept adds nothing. */
export function contribute(model: Model, event: SilverEvent, enqueuedTimeMs: number, deltaOf: DeltaOf): void {
  for (const row of event.rows)
    for (const input of model.plan.inputs)
      if (input.table === event.table)
        visit(
          { model, input, frame: frameOf(row, event.identity, enqueuedTimeMs), weight: row.weight, deltaOf },
          0,
        );
}

function frameOf({ row, eventTimeMs }: WeightedRow, identity: string, enqueuedTimeMs: number): Frame {
  return { row, eventTimeMs, enqueuedTimeMs, identity, elements: [] };
}

/** Adds each row that the steps from `at` on leave, with the frame set to it. */
function visit(walk: Walk, at: number): void {
  const step = walk.input.steps[at];
  if (!step) {
    add(walk);
    return;
  }
  const { frame } = walk;
  if (step.kind === 'filter') {
    if (step.holds(frame)) visit(walk, at + 1);
    return;
  }
  const list = step.list(frame);
  if (!Array.isArray(list)) return;
  const depth = frame.elements.length;
  for (const element of list) {
    frame.elements[depth] = element;
    visit(walk, at + 1);
  }
  frame.elements.length = depth;
}

function add({ model, input, frame, weight, deltaOf }: Walk): void {
  const timeMs = input.windowStart ? milliseconds(input.windowStart(frame)) : 0;
  if (timeMs === null || !isKept(model, timeMs, frame.enqueuedTimeMs)) return;
  const key = readKey(model, input, frame);
  if (!key) return;
  const span = windowSpan(model, timeMs);
  const delta = deltaOf(key, span);
  const fields = model.fieldsOf(windowSlot(model, timeMs, span));
  const { aggregates } = model.plan;
  for (let i = 0; i < aggregates.length; i += 1) {
    const [planned, call, place] = [aggregates[i], input.calls[i], fields[i]];
    if (!planned || !call || !place || (call.filter && !call.filter(frame))) continue;
    if (planned.perEvent && place.main in delta) continue;
    const value = call.value ? call.value(frame) : null;
    planned.aggregate.add(delta, place, weight, value, call.by ? call.by(frame) : null);
  }
}

/** A time beyond what a date can be, such as an infinite one, is in no window. */
function milliseconds(time: Value): number | null {
  return typeof time === 'number' && Number.isFinite(time) ? time / 1_000 : null;
}

/** By the broker's time and not by ours, so that a redelivery decides as the first delivery did. */
function isKept({ window }: Model, paneMs: number, enqueuedTimeMs: number): boolean {
  return window === null || lastEndMs(window, paneMs) + window.retainMs > enqueuedTimeMs;
}

/** Null when a part is null, which the compiler has seen to that none is. */
function readKey({ plan }: Model, input: FoldInput, frame: Frame): string[] | null {
  const key: string[] = [];
  for (let i = 0; i < input.key.length; i += 1) {
    const value = input.key[i]?.(frame) ?? null;
    const type = plan.key[i]?.type;
    if (value === null || !type) return null;
    key.push(keyText(type, value));
  }
  return key;
}
