// A gold model: its query compiled to a fold plan, and what it says of itself.

import type { Fields } from './aggregates/fields.ts';
import type { FoldPlan } from './compiler/plan.ts';

/** How a model's windows are cut and kept; durations in milliseconds. */
export type Windowing = {
  /** The column that holds a window's start. */
  name: string;
  /** Width of a window: tumbling, aligned to the epoch (UTC). */
  grainMs: number;
  /** One document holds the windows of this span. */
  spanMs: number;
  /** A window is kept for this long after its end; later events no longer change it. */
  retainMs: number;
};

export type Model = {
  name: string;
  version: number;
  description: string;
  /** Of its columns, by name. */
  descriptions: Record<string, string>;
  plan: FoldPlan;
  /** Fields of the plan's aggregates in the state of a document, for the window at a place in its span. */
  fieldsOf: (slot: number) => readonly Fields[];
  /** Silver tables that it reads. */
  tables: ReadonlySet<string>;
  /** Null: one state per key, for ever. */
  window: Windowing | null;
  /** Answer these trailing spans up to now instead of windows, by label: `{ "1h": 3600000 }`. */
  trailing: Record<string, number> | null;
};
