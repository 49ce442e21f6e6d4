// A fold plan: what each silver table gives to a model's aggregates, and how its columns are read from them.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Aggregate } from '../aggregates/aggregate.ts';
import type { Width } from '../width.ts';
import type { Frame } from './frame.ts';
import type { Hops, Step } from './step.ts';

type Evaluate = (frame: Frame) => Value;

/** One aggregate's condition and arguments in one branch. */
export type CompiledCall = {
  filter: ((frame: Frame) => boolean) | null;
  value: Evaluate | null;
  by: Evaluate | null;
};

export type FoldInput = {
  table: string;
  steps: readonly Step[];
  key: Evaluate[];
  /** Start of the row's pane, microseconds since 1970; null without windows. */
  windowStart: Evaluate | null;
  /** In the order of the plan's aggregates. */
  calls: CompiledCall[];
};

/** `perEvent`: an event counts once, however many elements of its lists are folded. */
export type PlannedAggregate = { field: string; aggregate: Aggregate; perEvent: boolean };

/** The values of the key, of the aggregates and of the columns that were looked up, in their order. */
export type GroupRow = { key: readonly Value[]; values: readonly Value[]; looked: readonly Value[] };

export type OutputColumn = { name: string; type: SqlType; read: (row: GroupRow) => Value };

export type WindowPlan = {
  /** The column that says which window it is: by the start of a pane. */
  name: string;
  pane: Width;
  hops: Hops;
};

export type FoldPlan = {
  /** At least one; the first is the partition key. */
  key: { name: string; type: SqlType }[];
  window: WindowPlan | null;
  inputs: FoldInput[];
  aggregates: PlannedAggregate[];
  /** Field that counts a group's rows: when it is zero the group is not there. */
  rowsField: string;
  /** Besides the key and the window. */
  columns: OutputColumn[];
  having: ((row: GroupRow) => boolean) | null;
};
