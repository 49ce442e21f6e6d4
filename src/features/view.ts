// A feature view: a gold model read as one vector for each key, the same online and in training sets.

import type { Model, Windowing } from '../gold/model.ts';
import { sizeOf } from '../gold/panes.ts';
import { trailingEnd } from '../gold/rows.ts';
import { longestMs, startFrom } from '../gold/width.ts';

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
  const paneMs = paneLengthMs(window);
  if (paneMs === null)
    return { refused: 'its windows are weeks or months, and a vector looks back over a length of time' };
  if (!trailing) return { model, lookbacks: [{ label: null, lengthMs: longestMs(sizeOf(window)) }] };
  for (const [label, lengthMs] of Object.entries(trailing)) {
    if (lengthMs < paneMs) return { refused: `"${label}" is shorter than a window: it would hold none` };
    if (lengthMs + paneMs > window.retainMs + longestMs(window.span))
      return { refused: `"${label}" looks further back than its documents are kept: make "retain" longer` };
  }
  return { model, lookbacks: Object.entries(trailing).map(([label, lengthMs]) => ({ label, lengthMs })) };
}

export function featureName(column: string, { label }: Lookback): string {
  return label === null ? column : `${column}_${label}`;
}

/** Of windows that are counted from the epoch; null of others. */
export function paneLengthMs({ pane }: Pick<Windowing, 'pane'>): number | null {
  return 'ms' in pane && pane.originMs === 0 ? pane.ms : null;
}

/** The stretch of time that a lookback covers at an instant: whole panes, [fromMs, toMs). */
export function stretchAt(
  window: Windowing,
  lengthMs: number,
  atMs: number,
): { fromMs: number; toMs: number } {
  const toMs = trailingEnd(window, atMs);
  return { fromMs: startFrom(window.pane, toMs - lengthMs), toMs };
}
