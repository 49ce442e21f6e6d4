// Compiles a model once into a function from an event to what it adds, document by document.

import type { SilverEvent } from '../events/silver-event.ts';
import { compileExpression, type Evaluate, type ExpressionContext } from '../expression/expression.ts';
import { compilePointer, type Json } from '../json.ts';
import {
  type DocumentAddress,
  documentAddress,
  fieldName,
  memberFieldName,
  type State,
  windowSlot,
  windowSpan,
} from './document.ts';
import type { Model, ModelInput } from './model.ts';

/** What one event adds to one document. */
export type Contribution = { address: DocumentAddress; delta: State };

export type CompiledModel = {
  model: Model;
  /** Silver tables the model reads. */
  tables: ReadonlySet<string>;
  /**
   * What the event adds, one contribution a document. Each row counts in the windows of its own time. A row whose window
   * is no longer kept adds nothing; a row whose key has a null is in no group that can be asked for, and adds nothing.
   */
  contributions(event: SilverEvent, enqueuedTimeMs: number): Contribution[];
};

type CompiledInput = {
  elements: ((row: Json) => Json) | null;
  where: Evaluate | null;
  key: Evaluate[];
  values: (Evaluate | null)[];
};

/** Throws an Error that names the model and the expression that is wrong. */
export function compileModel(model: Model): CompiledModel {
  const inputs = Map.groupBy(model.inputs, input => input.table);
  const compiled = new Map(
    [...inputs].map(([table, list]) => [table, list.map(input => compileInput(model, input))]),
  );
  return {
    model,
    tables: new Set(compiled.keys()),
    contributions: (event, enqueuedTimeMs) => {
      const list = compiled.get(event.table);
      return list ? contribute(model, list, event, enqueuedTimeMs) : [];
    },
  };
}

function compileInput(model: Model, input: ModelInput): CompiledInput {
  try {
    return {
      elements: input.each === undefined ? null : compilePointer(input.each),
      where: input.where === undefined ? null : compileExpression(input.where),
      key: model.key.map(({ name }) => compileExpression(input.key[name] ?? null)),
      values: model.aggregates.map(({ name }) => {
        const value = input.values[name];
        return value === undefined ? null : compileExpression(value);
      }),
    };
  } catch (error) {
    throw new Error(
      `gold model "${model.name}", input "${input.table}": ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** By the broker's time and not by ours, so that a redelivery decides as the first delivery did. */
function isKept({ window }: Model, eventTimeMs: number, enqueuedTimeMs: number): boolean {
  return window === null || eventTimeMs + window.grainMs + window.retainMs > enqueuedTimeMs;
}

function contribute(
  model: Model,
  inputs: CompiledInput[],
  event: SilverEvent,
  enqueuedTimeMs: number,
): Contribution[] {
  const context: ExpressionContext = { enqueuedTimeMs };
  const found = new Map<string, Touched>();
  for (const { weight, row, eventTimeMs } of event.rows) {
    if (!isKept(model, eventTimeMs, enqueuedTimeMs)) continue;
    for (const input of inputs) {
      const elements = input.elements ? input.elements(row) : [row];
      if (!Array.isArray(elements)) continue;
      for (const element of elements) {
        const key = groupKey(input, element, context);
        if (!key) continue;
        const touched = touchDocument(model, key, eventTimeMs, found);
        const slot = windowSlot(model, eventTimeMs, touched.address.span);
        const turn = { weight, slot, firstOfRow: touched.by !== row };
        addAggregates(model, input, element, turn, touched.delta, context);
        touched.by = row;
      }
    }
  }
  return [...found.values()];
}

/** `by` is the row that touched the document last, so that `events` counts each row of the event once. */
type Touched = Contribution & { by: Json | undefined };

/** The group that a row belongs to; null when `where` leaves it out or its key has a null. */
function groupKey(input: CompiledInput, row: Json, context: ExpressionContext): string[] | null {
  if (input.where && input.where(row, context) !== true) return null;
  const key: string[] = [];
  for (const evaluate of input.key) {
    const part = evaluate(row, context);
    if (part === null) return null;
    key.push(typeof part === 'string' ? part : JSON.stringify(part));
  }
  return key;
}

/** The document of a group at a time; the event's rows share it when their windows lie in the same span. */
function touchDocument(
  model: Model,
  key: readonly string[],
  eventTimeMs: number,
  found: Map<string, Touched>,
): Touched {
  const group = key.length === 1 ? (key[0] ?? '') : JSON.stringify(key);
  const name = `${windowSpan(model, eventTimeMs)} ${group}`;
  let touched = found.get(name);
  if (!touched) {
    touched = { address: documentAddress(model, key, eventTimeMs), delta: {}, by: undefined };
    found.set(name, touched);
  }
  return touched;
}

function addAggregates(
  { aggregates }: Model,
  input: CompiledInput,
  row: Json,
  { weight, slot, firstOfRow }: { weight: number; slot: number; firstOfRow: boolean },
  delta: State,
  context: ExpressionContext,
): void {
  for (const [i, aggregate] of aggregates.entries()) {
    const evaluate = input.values[i];
    const value = evaluate ? evaluate(row, context) : null;
    const field = fieldName(slot, aggregate.name);
    if (aggregate.function === 'events') {
      if (firstOfRow) add(delta, field, weight);
    } else if (aggregate.function === 'count') {
      if (!evaluate || value === true) add(delta, field, weight);
    } else if (aggregate.function === 'sum') {
      if (typeof value === 'number') add(delta, field, weight * value);
    } else if (value !== null) {
      add(
        delta,
        memberFieldName(slot, aggregate.name, typeof value === 'string' ? value : JSON.stringify(value)),
        weight,
      );
    }
  }
}

function add(state: State, field: string, amount: number): void {
  state[field] = (state[field] ?? 0) + amount;
}

/** Adds `delta` into `state`, field by field. */
export function mergeState(state: State, delta: State): void {
  for (const field in delta) add(state, field, delta[field] ?? 0);
}
