// Reads columns out of gold states: the other half of document.ts. States of several windows add up first.

import { mergeState } from './compile.ts';
import type { State } from './document.ts';
import type { Model } from './model.ts';

/** The fields of one slot, without their slot: states of different windows can then be added. */
export function slotState(state: State, slot: number): State {
  const prefix = `${slot}_`;
  const found: State = {};
  for (const field in state)
    if (field.startsWith(prefix)) found[field.slice(prefix.length)] = state[field] ?? 0;
  return found;
}

/** The slots of a document that hold anything. */
export function filledSlots(state: State): number[] {
  const slots = new Set<number>();
  for (const field in state) slots.add(Number(field.slice(0, field.indexOf('_'))));
  return [...slots].sort((a, b) => a - b);
}

export function addStates(states: readonly State[]): State {
  const total: State = {};
  for (const state of states) mergeState(total, state);
  return total;
}

/** Aggregates and derived columns; a ratio whose denominator is zero is null, as in SQL. */
export function readColumns(model: Model, state: State): Record<string, number | null> {
  const columns: Record<string, number | null> = {};
  for (const { name, function: fn } of model.aggregates)
    columns[name] = fn === 'distinct' ? countMembers(state, name) : (state[name] ?? 0);
  for (const { name, ratio } of model.derived) {
    const [numerator, denominator] = ratio.map(column => columns[column] ?? 0);
    columns[name] = denominator ? (numerator ?? 0) / denominator : null;
  }
  return columns;
}

function countMembers(state: State, aggregate: string): number {
  const prefix = `${aggregate}:`;
  let members = 0;
  for (const field in state) if (field.startsWith(prefix) && (state[field] ?? 0) > 0) members += 1;
  return members;
}
