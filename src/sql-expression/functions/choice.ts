// GREATEST, LEAST and NULLIF.

import { computed } from '../bound.ts';
import { castTo } from '../cast.ts';
import { comparator } from '../compare-values.ts';
import { compare } from '../comparison.ts';
import type { SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { unify } from '../unify.ts';
import type { Value } from '../value.ts';

/** NULLs are left out. */
function extreme(direction: 1 | -1): SqlFunction {
  return ({ name, args, node }) => {
    const type = unify(args, name.toUpperCase(), node);
    const order = comparator(type);
    if (type.id === 'FLOAT') refuse(node, `${name} changes the sign of zero in FLOAT`, 'a cast to DOUBLE');
    const evaluations = args.map(arg => castTo(arg, type, node).evaluate);
    return computed(type, args, row => {
      let found: Value = null;
      for (const evaluate of evaluations) {
        const value = evaluate(row);
        if (value !== null && (found === null || order(value, found) * direction > 0)) found = value;
      }
      return found;
    });
  };
}

/** The first operand, NULL where it equals the second. */
const nullIf: SqlFunction = ({ args: [first, second], node }) => {
  if (!first || !second) return refuse(node, 'nullif takes two operands');
  const equal = compare('COMPARE_EQUAL', first, second, node).evaluate;
  return computed(first.type, [first, second], row => (equal(row) === true ? null : first.evaluate(row)));
};

export const choices: Record<string, SqlFunction> = {
  greatest: extreme(1),
  least: extreme(-1),
  nullif: nullIf,
};
