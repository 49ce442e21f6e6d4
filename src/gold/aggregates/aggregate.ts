// What an aggregate is: what a row adds to a state, and what a state reads as.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { State } from './state.ts';

export type Aggregate = {
  /** Of what it reads as, as DuckDB has it. */
  type: SqlType;
  /** Whether a row of weight −1 takes back exactly what it gave. */
  invertible: boolean;
  /** Adds a row's arguments, `weight` times, to the fields that begin with `field`. */
  add(state: State, field: string, values: readonly Value[], weight: number): void;
  read(state: State, field: string): Value;
};

/** A field of an aggregate beside its first: `.` is in no name that a model can give. */
export const part = (field: string, name: string): string => `${field}.${name}`;
