// What an aggregate is: what a row adds to a state, and what a state reads as.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Fields } from './fields.ts';
import type { State } from './state.ts';

export type Aggregate = {
  /** Of what it reads as, as DuckDB has it. */
  type: SqlType;
  /** Whether a row of weight −1 takes back exactly what it gave. */
  invertible: boolean;
  /** Adds a row's arguments, `weight` times. An argument that the aggregate does not have is null. */
  add(state: State, fields: Fields, weight: number, value: Value, by: Value): void;
  read(state: State, fields: Fields): Value;
  /** Set where a state that is bounded has a few fields: then it is bounded early and often. */
  holdsLittle?: true;
  /** Bounds what the state holds, where what it reads as does not need all of it. */
  compact?(state: State, fields: Fields): void;
};
