// SUM and AVG over integers, decimals and booleans: exact, whatever the order.

import { decimal, double, hugeint, isInteger, type SqlType } from '../../sql-expression/types.ts';
import { type Value, type Whole, whole } from '../../sql-expression/value.ts';
import type { Aggregate } from './aggregate.ts';
import { divideAsDouble, divideAsLongDouble } from './long-double.ts';
import { addNumber, addWholeNumber, numberIn, wholeNumberIn } from './state.ts';

const greatestSum = 2n ** 127n - 1n;

/**
 * Null for a type whose sums depend on their order, or that has none. `retractable`: rows may go again, so that values are
 * counted to know when none is left; otherwise the field itself says that there was one.
 */
export function sumOf(type: SqlType, retractable: boolean): Aggregate | null {
  const scale = type.id === 'BOOLEAN' ? 0 : scaleOf(type);
  if (scale === null) return null;
  return {
    type: type.id === 'DECIMAL' ? decimal(38, scale) : hugeint,
    invertible: true,
    add: (state, fields, weight, value) => {
      const addend = wholeOf(value);
      if (addend === null) return;
      addWholeNumber(state, fields.main, times(addend, weight));
      if (retractable) addNumber(state, fields.part('n'), weight);
    },
    read: (state, fields) => {
      const total = wholeNumberIn(state, fields.main);
      if (total === null || (retractable && numberIn(state, fields.part('n')) === 0)) return null;
      // DuckDB stops at a sum beyond its type: it fails, and what fails is null.
      return total > greatestSum || total < -greatestSum - 1n ? null : whole(total);
    },
  };
}

export function averageOf(type: SqlType): Aggregate | null {
  const [sum, scale] = [sumOf(type, true), scaleOf(type)];
  if (!sum || scale === null) return null;
  // DuckDB adds up types of 16 bits and less in 64 bits, and divides such sums as doubles.
  const isShort = ['TINYINT', 'SMALLINT'].includes(type.id) || (type.id === 'DECIMAL' && type.width <= 4);
  const divide = isShort ? divideAsDouble : divideAsLongDouble;
  return {
    ...sum,
    type: double,
    read: (state, fields) => {
      const total = sum.read(state, fields);
      return isWhole(total) ? divide(BigInt(total), numberIn(state, fields.part('n')), scale) : null;
    },
  };
}

/** Digits after the point of an integer or a decimal. */
export function scaleOf(type: SqlType): number | null {
  if (type.id === 'DECIMAL') return type.scale;
  return isInteger(type) ? 0 : null;
}

function wholeOf(value: Value): Whole | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isWhole(value) ? value : null;
}

export function isWhole(value: Value): value is Whole {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function times(value: Whole, weight: number): Whole {
  if (weight === 1) return value;
  return typeof value === 'number' && Number.isSafeInteger(value * weight)
    ? value * weight + 0
    : whole(BigInt(value) * BigInt(weight));
}
