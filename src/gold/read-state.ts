// Reads columns out of gold states: the other half of contribute.ts. States of several windows merge first.

import type { Json } from '../json.ts';
import { createFields } from './aggregates/fields.ts';
import { mergeState, numberIn, type State } from './aggregates/state.ts';
import type { FoldPlan, GroupRow } from './compiler/plan.ts';
import { jsonValue } from './json-value.ts';
import { keyValue } from './key-text.ts';
import type { Looked } from './look-up.ts';
import type { Model } from './model.ts';

/** The fields of one slot, without their slot: states of different windows can then be merged. */
export function slotState(state: State, slot: number): State {
  const prefix = `${slot}_`;
  const found: State = {};
  for (const field in state) {
    const value = state[field];
    if (value !== undefined && field.startsWith(prefix)) found[field.slice(prefix.length)] = value;
  }
  return found;
}

/** The states of all slots that hold anything, in their order. */
export function slotStates(state: State): [slot: number, state: State][] {
  const states = new Map<number, State>();
  for (const field in state) {
    const value = state[field];
    const end = field.indexOf('_');
    const slot = Number(field.slice(0, end));
    const found = states.get(slot) ?? {};
    if (value !== undefined) found[field.slice(end + 1)] = value;
    states.set(slot, found);
  }
  return [...states].sort(([a], [b]) => a - b);
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

export type Columns = Record<string, Json>;

/** The key as its columns show it. */
export function readKey({ plan }: Model, key: Record<string, string>): Columns {
  return Object.fromEntries(
    plan.key.map(({ name, type }) => [name, jsonValue(type, keyValue(type, key[name] ?? ''))]),
  );
}

/** The columns of a group; null when it has no rows, or HAVING leaves it out. */
export function readColumns(
  model: Model,
  key: Record<string, string>,
  state: State,
  looked: Looked[number] = [],
): Columns | null {
  const { plan } = model;
  if (numberIn(state, plan.rowsField) <= 0) return null;
  return columnsOf(model, key, state, looked);
}

/** The columns of a state, also of one without rows: its counts are zero. */
export function columnsOf(
  { plan }: Model,
  key: Record<string, string>,
  state: State,
  looked: Looked[number] = [],
): Columns | null {
  const row = groupRow(plan, key, state, looked);
  if (plan.having && !plan.having(row)) return null;
  return Object.fromEntries(plan.columns.map(({ name, type, read }) => [name, jsonValue(type, read(row))]));
}

export function groupRow(
  plan: FoldPlan,
  key: Record<string, string>,
  state: State,
  looked: Looked[number] = [],
): GroupRow {
  return {
    looked,
    key: plan.key.map(({ name, type }) => keyValue(type, key[name] ?? '')),
    values: plan.aggregates.map(({ field, aggregate }) => aggregate.read(state, createFields(field))),
  };
}
