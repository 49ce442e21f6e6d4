// SUM and AVG over integers and decimals: exact, whatever the order.

import { decimal, double, hugeint, type SqlType } from '../../sql-expression/types.ts';
import { type Whole, whole } from '../../sql-expression/value.ts';
import { type Aggregate, part } from './aggregate.ts';
import { divideAsLongDouble } from './long-double.ts';
import { addNumber, addWholeNumber, numberIn, wholeNumberIn } from './state.ts';

/**
 * Null for a type whose sums depend on their order, or that has none. `retractable`: rows may go again, so that values are
 * counted to know when none is left; otherwise the field itself says that there was one.
 */
export function sumOf(type: SqlType, retractable: boolean): Aggregate | null {
  const scale = scaleOf(type);
  if (scale === null) return null;
  return {
    type: type.id === 'DECIMAL' ? decimal(38, scale) : hugeint,
    invertible: true,
    add: (state, field, [value], weight) => {
      if (!isWhole(value)) return;
      addWholeNumber(state, field, times(value, weight));
      if (retractable) addNumber(state, part(field, 'n'), weight);
    },
    read: (state, field) => {
      const total = wholeNumberIn(state, field);
      const none = retractable && numberIn(state, part(field, 'n')) === 0;
      return total === null || none ? null : whole(total);
    },
  };
}

export function averageOf(type: SqlType): Aggregate | null {
  const [sum, scale] = [sumOf(type, true), scaleOf(type)];
  if (!sum || scale === null) return null;
  return {
    ...sum,
    type: double,
    read: (state, field) => {
      const total = sum.read(state, field);
      if (!isWhole(total)) return null;
      const count = BigInt(numberIn(state, part(field, 'n')));
      return divideAsLongDouble(BigInt(total), count * 10n ** BigInt(scale));
    },
  };
}

function scaleOf(type: SqlType): number | null {
  if (type.id === 'DECIMAL') return type.scale;
  return /^(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type.id) ? 0 : null;
}

export function isWhole(value: unknown): value is Whole {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function times(value: Whole, weight: number): Whole {
  return weight === 1
    ? value
    : weight === -1
      ? typeof value === 'number'
        ? 0 - value
        : -value
      : whole(BigInt(value) * BigInt(weight));
}
