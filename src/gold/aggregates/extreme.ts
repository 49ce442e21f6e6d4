// MIN, MAX, ARG_MIN, ARG_MAX, FIRST and LAST by event time. They take nothing back.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Aggregate } from './aggregate.ts';
import { codecOf } from './codec.ts';
import { extremeIn, keepExtreme } from './state.ts';

type Keep = '<' | '>';

/** Null for a type that has no order here (lists, structs, intervals). */
export function extremeOf(type: SqlType, keep: Keep): Aggregate | null {
  const codec = codecOf(type);
  if (!codec) return null;
  return {
    type,
    invertible: false,
    add: (state, { main }, weight, value) => {
      if (value === null) return;
      refuseRetraction(weight);
      const kept = codec.encode(value);
      keepExtreme(state, main, { keep, order: kept, value: kept });
    },
    read: (state, { main }) => {
      const found = extremeIn(state, main);
      return found?.value == null ? null : codec.decode(found.value);
    },
  };
}

/**
 * The value of the first argument where the second is least or greatest; of several, the least value. Rows where the
 * second is null do not count, and with `nulls` those do where only the first is.
 */
export function extremeByOf(type: SqlType, by: SqlType, keep: Keep, nulls: boolean): Aggregate | null {
  const [codec, order] = [codecOf(type), codecOf(by)];
  const read = extremeOf(type, keep)?.read;
  if (!codec || !order || !read) return null;
  return {
    type,
    invertible: false,
    add: (state, { main }, weight, value, by) => {
      if (by === null || (value === null && !nulls)) return;
      refuseRetraction(weight);
      const kept = value === null ? null : codec.encode(value);
      keepExtreme(state, main, { keep, order: order.encode(by), value: kept });
    },
    read,
  };
}

/** The compiler lets no extreme be taken over a table of changes. */
function refuseRetraction(weight: number): void {
  if (weight < 0) throw new RangeError('an extreme cannot be taken back');
}
