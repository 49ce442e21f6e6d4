// A relation of a model, flattened: from one silver table each, what is filtered, unnested and named. A UNION ALL has
// several branches. Everything is row by row, so all levels of a query read one frame.

import type { Binding } from './binding.ts';
import type { Step } from './step.ts';

/** Columns that an alias stands for, in order. Names are in lower case, as SQL finds them. */
export type Visible = { alias: string; columns: ReadonlyMap<string, Binding> };

export type Branch = {
  table: string;
  /** Whether its rows may go again: then only what can be taken back may be aggregated. */
  changes: boolean;
  steps: readonly Step[];
  /** What expressions at this level can name. */
  visible: readonly Visible[];
  /** UNNESTs so far. */
  unnested: number;
  /** What a WHERE has said is not null. */
  notNull: ReadonlySet<Binding>;
};

/** The columns of a branch at whose level one alias is left. */
export function columnsOf({ visible }: Branch): ReadonlyMap<string, Binding> {
  return visible[0]?.columns ?? new Map();
}
