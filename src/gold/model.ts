// A gold model as data: the algebra that SQL models compile to. Pure types; compile.ts gives them meaning.
//
// Every aggregate is a map from field to integer, and maps add field by field: an abelian group. So partial
// states merge in any order, and a row of weight −1 takes back exactly what its row of weight +1 gave.

import type { Expression } from '../expression/expression.ts';

/** What one silver table gives to a model. Expressions read the row; with `each`, one element of that array. */
export type ModelInput = {
  table: string;
  /** Pointer to an array in the row: fold each of its elements as a row of its own. */
  each?: string;
  where?: Expression;
  /** One expression for each key column of the model. */
  key: Record<string, Expression>;
  /** One expression for each aggregate that takes a value. */
  values: Record<string, Expression>;
};

/**
 * `sum`: weight × an integer. `count`: rows. `events`: events that touch the group, however many rows each.
 * `distinct`: different values, exact, kept as a multiset. `sum`, `count` and `distinct` may be conditional: a value
 * that is null (or, for `count` with a value, not true) adds nothing, as in SQL.
 */
export type AggregateFunction = 'sum' | 'count' | 'events' | 'distinct';

export type Aggregate = { name: string; function: AggregateFunction; description: string };

/** How a model's windows are cut and kept; durations in milliseconds. */
export type Windowing = {
  /** Width of a window: tumbling, by event time, aligned to the epoch (UTC). */
  grainMs: number;
  /** One document holds the windows of this span. */
  spanMs: number;
  /** A window is kept for this long after its end; later events no longer change it. */
  retainMs: number;
};

export type KeyColumn = { name: string; description: string };

export type Derived = { name: string; description: string; ratio: [numerator: string, denominator: string] };

export type Model = {
  name: string;
  version: number;
  description: string;
  inputs: ModelInput[];
  /** The first column is the Cosmos partition key; all of them make the document's identity. */
  key: [KeyColumn, ...KeyColumn[]];
  aggregates: Aggregate[];
  /** Columns computed from aggregates when queried. */
  derived: Derived[];
  /** Null: one state per key, for ever. */
  window: Windowing | null;
  /** Answer these trailing spans up to now instead of windows, by label: `{ "1h": 3600000 }`. */
  trailing: Record<string, number> | null;
};
