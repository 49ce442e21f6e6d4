// A gold model: its query compiled to a fold plan, and what it says of itself.

import type { Value } from '../sql-expression/value.ts';
import type { Fields } from './aggregates/fields.ts';
import type { FoldPlan, GroupRow, WindowPlan } from './compiler/plan.ts';
import type { GoldDocument } from './document.ts';
import type { Width } from './width.ts';

/** How a model's windows are cut and kept. */
export type Windowing = WindowPlan & {
  /** One document holds the panes of this span. */
  span: Width;
  /** A window is kept for this long after its end; later events no longer change it. Milliseconds. */
  retainMs: number;
};

/** Rows of another model, or present rows of a relational table, found by the key of a group when it is asked for. */
export type Lookup = {
  /** Whose documents hold the rows. */
  model: Model;
  /** The key to look for, from the group's key and what was looked up before. */
  key: readonly ((row: GroupRow) => Value)[];
  /** A group without such a row is there all the same. */
  optional: boolean;
  /** Columns of a row. */
  width: number;
  rowsOf(document: GoldDocument): readonly Value[][];
};

export type Model = {
  name: string;
  version: number;
  description: string;
  /** Of its columns, by name. */
  descriptions: Record<string, string>;
  /** Its query over silver, and over other models as `gold.<model>`; empty for present rows of a table. */
  sql: string;
  plan: FoldPlan;
  /** The model whose documents it shows: then it keeps none of its own. */
  over: Model | null;
  lookups: readonly Lookup[];
  /** Fields of the plan's aggregates in the state of a document, for the window at a place in its span. */
  fieldsOf: (slot: number) => readonly Fields[];
  /** Silver tables that it reads. */
  tables: ReadonlySet<string>;
  /** Null: one state per key, for ever. */
  window: Windowing | null;
  /** Answer these trailing spans up to now instead of windows, by label: `{ "1h": 3600000 }`. */
  trailing: Record<string, number> | null;
};
