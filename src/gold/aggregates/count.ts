// COUNT, and booleans that all or some rows hold.

import { bigint, boolean } from '../../sql-expression/types.ts';
import { type Aggregate, part } from './aggregate.ts';
import { addNumber, numberIn } from './state.ts';

/** COUNT(*). */
export const countRows: Aggregate = {
  type: bigint,
  invertible: true,
  add: (state, field, _values, weight) => addNumber(state, field, weight),
  read: numberIn,
};

/** COUNT(x): rows whose x is not null. */
export const countValues: Aggregate = {
  ...countRows,
  add: (state, field, [value], weight) => {
    if (value !== null) addNumber(state, field, weight);
  },
};

/** COUNT_IF(x). */
export const countTrue: Aggregate = {
  ...countRows,
  add: (state, field, [value], weight) => {
    if (value === true) addNumber(state, field, weight);
  },
};

/** BOOL_AND and BOOL_OR, by how often x is false (or true): null when x always is. */
function booleanAggregate(decisive: boolean): Aggregate {
  return {
    type: boolean,
    invertible: true,
    add: (state, field, [value], weight) => {
      if (value === decisive) addNumber(state, part(field, 'decisive'), weight);
      else if (value === !decisive) addNumber(state, part(field, 'other'), weight);
    },
    read: (state, field) => {
      if (numberIn(state, part(field, 'decisive')) > 0) return decisive;
      return numberIn(state, part(field, 'other')) > 0 ? !decisive : null;
    },
  };
}

export const boolAnd = booleanAggregate(false);
export const boolOr = booleanAggregate(true);
