// COUNT, and booleans that all or some rows hold.

import { bigint, boolean } from '../../sql-expression/types.ts';
import type { Aggregate } from './aggregate.ts';
import { addNumber, numberIn } from './state.ts';

/** COUNT(*). */
export const countRows: Aggregate = {
  type: bigint,
  invertible: true,
  add: (state, { main }, weight) => addNumber(state, main, weight),
  read: (state, { main }) => numberIn(state, main),
};

/** COUNT(x): rows whose x is not null. */
export const countValues: Aggregate = {
  ...countRows,
  add: (state, { main }, weight, value) => {
    if (value !== null) addNumber(state, main, weight);
  },
};

/** BOOL_AND and BOOL_OR, by how often x is false (or true): null when x always is. */
function booleanAggregate(decisive: boolean): Aggregate {
  return {
    type: boolean,
    invertible: true,
    add: (state, fields, weight, value) => {
      if (value !== null) addNumber(state, fields.part(value === decisive ? 'decisive' : 'other'), weight);
    },
    read: (state, fields) => {
      if (numberIn(state, fields.part('decisive')) > 0) return decisive;
      return numberIn(state, fields.part('other')) > 0 ? !decisive : null;
    },
  };
}

export const boolAnd = booleanAggregate(false);
export const boolOr = booleanAggregate(true);
