// A feature view: a gold model read as one vector for each key, the same online and in training sets.

import type { Model, Windowing } from '../gold/model.ts';
import { trailingEnd } from '../gold/rows.ts';

/** How far back features look. Their names are the model's columns, and the label after `_` when there is one. */
export type Lookback = {
  label: string | null;
  /** Null: over all events of the key. */
  lengthMs: number | null;
};

export type FeatureView = { model: Model; lookbacks: Lookback[] };

/** The view that a model is, or why it is none. */
export function featureView(model: Model): FeatureView | { refused: string } {
  if (model.plan.having) return { refused: 'HAVING leaves groups out, and a vector is always whole' };
  if (model.over || model.lookups.length > 0)
    return { refused: 'it looks rows up that are those of now, and nothing says what they were' };
  const { window, trailing } = model;
  if (!window) return { model, lookbacks: [{ label: null, lengthMs: null }] };
  if (!trailing) return { model, lookbacks: [{ label: null, lengthMs: window.grainMs }] };
  for (const [label, lengthMs] of Object.entries(trailing)) {
    if (lengthMs < window.grainMs)
      return { refused: `"${label}" is shorter than a window: it would hold none` };
    if (lengthMs + window.grainMs > window.retainMs + window.spanMs)
      return { refused: `"${label}" looks further back than its documents are kept: make "retain" longer` };
  }
  return { model, lookbacks: Object.entries(trailing).map(([label, lengthMs]) => ({ label, lengthMs })) };
}

export function featureName(column: string, { label }: Lookback): string {
  return label === null ? column : `${column}_${label}`;
}

/** The stretch of time that a lookback covers at an instant: whole windows, [fromMs, toMs). */
export function stretchAt(
  window: Windowing,
  lengthMs: number,
  atMs: number,
): { fromMs: number; toMs: number } {
  const toMs = trailingEnd(window, atMs);
  return { fromMs: Math.ceil((toMs - lengthMs) / window.grainMs) * window.grainMs, toMs };
}
