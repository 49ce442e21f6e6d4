// MIN, MAX, ARG_MIN, ARG_MAX, FIRST and LAST by event time. They take nothing back.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Aggregate } from './aggregate.ts';
import { type Codec, codecOf } from './codec.ts';
import { extremeIn, keepExtreme } from './state.ts';

/** Null for a type that has no order here (lists, structs, intervals). */
export function extremeOf(type: SqlType, keep: '<' | '>'): Aggregate | null {
  const codec = codecOf(type);
  return codec && argumentOf(type, codec, codec, keep);
}

/** The value of the first argument where the second is least or greatest; rows where either is null do not count. */
export function extremeByOf(type: SqlType, by: SqlType, keep: '<' | '>'): Aggregate | null {
  const [codec, order] = [codecOf(type), codecOf(by)];
  return codec && order && argumentOf(type, codec, order, keep);
}

function argumentOf(type: SqlType, codec: Codec, order: Codec, keep: '<' | '>'): Aggregate {
  return {
    type,
    invertible: false,
    add: (state, field, values, weight) => {
      const [value = null, by = value] = values;
      if (value === null || by === null) return;
      if (weight < 0) throw new Error('an extreme cannot be taken back');
      keepExtreme(state, field, { keep, order: order.encode(by), value: codec.encode(value) });
    },
    read: (state, field): Value => {
      const found = extremeIn(state, field);
      return found ? codec.decode(found.value) : null;
    },
  };
}
