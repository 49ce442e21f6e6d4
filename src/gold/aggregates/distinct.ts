// COUNT(DISTINCT x): exact, a field for each value that counts how often it is there, so that it can also go again.

import { bigint, type SqlType } from '../../sql-expression/types.ts';
import { encodeName } from '../document.ts';
import type { Aggregate } from './aggregate.ts';
import { codecOf } from './codec.ts';
import { addNumber, numberIn } from './state.ts';

/** Null for a type whose values cannot be told apart by text. */
export function distinctOf(type: SqlType): Aggregate | null {
  const codec = codecOf(type);
  if (!codec) return null;
  return {
    type: bigint,
    invertible: true,
    add: (state, { main }, weight, value) => {
      if (value !== null) addNumber(state, `${main}:${encodeName(String(codec.encode(value)))}`, weight);
    },
    read: (state, { main }) => {
      const prefix = `${main}:`;
      let values = 0;
      for (const name in state) if (name.startsWith(prefix) && numberIn(state, name) > 0) values += 1;
      return values;
    },
  };
}
