// A key's features, from its gold documents.

import { numberIn, type State } from '../gold/aggregates/state.ts';
import type { GoldDocument } from '../gold/document.ts';
import { readSpans, spansBetween } from '../gold/read-spans.ts';
import { type Columns, columnsOf, slotState } from '../gold/read-state.ts';
import { stateBetween } from '../gold/rows.ts';
import type { GoldStore } from '../gold/store.ts';
import { type FeatureView, featureName, type Lookback, stretchAt } from './view.ts';

export type Vector = {
  /** Whether any event of the key lies within the lookbacks. */
  found: boolean;
  features: Columns;
  documents: GoldDocument[];
};

/** The vector at an instant. One point read for each document that the lookbacks touch. */
export async function readVector(
  view: FeatureView,
  store: Pick<GoldStore, 'read'>,
  key: readonly string[],
  atMs: number,
): Promise<Vector> {
  const stored = await readSpans(view.model, store, key, spansAt(view, atMs));
  const documents = stored.map(({ document }) => document);
  return { ...vectorOf(view, key, documents, atMs), documents };
}

function spansAt({ model: { window }, lookbacks }: FeatureView, atMs: number): number[] {
  if (!window) return [0];
  const longest = Math.max(...lookbacks.map(({ lengthMs }) => lengthMs ?? 0));
  const { fromMs, toMs } = stretchAt(window, longest, atMs);
  return spansBetween(window.span, fromMs, toMs);
}

/** Of a key without events: what the model's columns are over no rows. */
function vectorOf(
  { model, lookbacks }: FeatureView,
  key: readonly string[],
  documents: readonly GoldDocument[],
  atMs: number,
): Pick<Vector, 'found' | 'features'> {
  const named = Object.fromEntries(model.plan.key.map(({ name }, i) => [name, key[i] ?? '']));
  const features: Columns = {};
  let found = false;
  for (const lookback of lookbacks) {
    const state = stateAt(model.window, lookback, documents, atMs);
    found ||= numberIn(state, model.plan.rowsField) > 0;
    for (const [column, value] of Object.entries(columnsOf(model, named, state) ?? {}))
      features[featureName(column, lookback)] = value;
  }
  return { found, features };
}

function stateAt(
  window: FeatureView['model']['window'],
  { lengthMs }: Lookback,
  documents: readonly GoldDocument[],
  atMs: number,
): State {
  if (!window || lengthMs === null) return slotState(documents[0]?.s ?? {}, 0);
  const { fromMs, toMs } = stretchAt(window, lengthMs, atMs);
  return stateBetween(window, documents, fromMs, toMs);
}
