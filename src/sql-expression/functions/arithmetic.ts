// + - * / // % and their kin over numbers. Those over times are in time-arithmetic.ts, those over decimals in
// decimal-arithmetic.ts.

import { fitInteger } from '../cast-number.ts';
import { limitsOf } from '../integer-limits.ts';
import { type Overload, overload, overloads, type SqlFunction } from '../overload.ts';
import { overflow } from '../runtime-error.ts';
import { bigint, double, float, hugeint, integer, type SqlType, smallint, tinyint } from '../types.ts';
import {
  addWhole,
  divideWhole,
  multiplyWhole,
  negate,
  remainderWhole,
  subtractWhole,
  type Whole,
} from '../value.ts';
import { decimalOverload, negatedDecimal, sameDecimal } from './decimal-arithmetic.ts';
import { dateAdditions, dateSubtractions, intervalProducts } from './time-arithmetic.ts';

export const integers = [tinyint, smallint, integer, bigint, hugeint] as const;

type OnWhole = (a: Whole, b: Whole) => Whole;
type OnDouble = (a: number, b: number) => number;

/** Checks that a result fits its type. */
export function inRange(type: SqlType, what: string): (value: Whole) => Whole {
  const { least, greatest } = limitsOf(type);
  if (greatest > 2n ** 53n)
    return value =>
      typeof value === 'number' || (value >= least && value <= greatest) ? value : overflow(what);
  const [low, high] = [Number(least), Number(greatest)];
  return value => (value >= low && value <= high ? value : overflow(what));
}

function onIntegers(what: string, compute: OnWhole): Overload[] {
  return integers.map(type => {
    const check = inRange(type, `${what} of ${type.id}`);
    return overload([type, type], type, (a: Whole, b: Whole) => check(compute(a, b)));
  });
}

function onFloating(compute: OnDouble): Overload[] {
  return [
    overload([float, float], float, (a: number, b: number) => Math.fround(compute(a, b))),
    overload([double, double], double, compute),
  ];
}

const add = overloads(
  ...integers.map(type => overload([type], type, (value: Whole) => value)),
  ...[float, double].map(type => overload([type], type, (value: number) => value)),
  sameDecimal,
  ...onIntegers('addition', addWhole),
  ...onFloating((a, b) => a + b),
  decimalOverload('+'),
  ...dateAdditions,
);

const subtract = overloads(
  ...integers.map(type => {
    const check = inRange(type, `negation of ${type.id}`);
    return overload([type], type, (value: Whole) => check(negate(value)));
  }),
  ...[float, double].map(type => overload([type], type, (value: number) => -value)),
  negatedDecimal,
  ...onIntegers('subtraction', subtractWhole),
  ...onFloating((a, b) => a - b),
  decimalOverload('-'),
  ...dateSubtractions,
);

const multiply = overloads(
  ...onIntegers('multiplication', multiplyWhole),
  ...onFloating((a, b) => a * b),
  decimalOverload('*'),
  ...intervalProducts,
);

const divide = overloads(...onFloating((a, b) => a / b));

/** NULL when the divisor is zero. Floating-point numbers it divides as `/` does. */
const divideIntegers = overloads(
  ...integers.map(type => {
    const check = inRange(type, `division of ${type.id}`);
    return overload([type, type], type, (a: Whole, b: Whole) => (b === 0 ? null : check(divideWhole(a, b))));
  }),
  overload([float, float], float, (a: number, b: number) => (b === 0 ? null : Math.fround(a / b))),
  overload([double, double], double, (a: number, b: number) => (b === 0 ? null : a / b)),
);

const modulo = overloads(
  ...integers.map(type => {
    const check = inRange(type, `division of ${type.id}`);
    return overload([type, type], type, (a: Whole, b: Whole) => {
      if (b === 0) return null;
      if (b === -1) check(negate(a)); // the quotient must fit too
      return remainderWhole(a, b);
    });
  }),
  ...onFloating((a, b) => a % b),
  decimalOverload('%'),
);

const absolute = overloads(
  ...integers.map(type => {
    const check = fitInteger(type);
    return overload([type], type, (value: Whole) => check(value < 0 ? negate(value) : value));
  }),
  ...[float, double].map(type => overload([type], type, Math.abs)),
  { ...sameDecimal, bind: call => absoluteDecimal(call) },
);

const absoluteDecimal: SqlFunction = call => {
  const [arg] = call.args;
  if (!arg) throw new TypeError('abs needs an argument');
  const { evaluate } = arg;
  return {
    ...arg,
    literal: false,
    evaluate: row => {
      const value = evaluate(row) as Whole | null;
      return value !== null && value < 0 ? negate(value) : value;
    },
  };
};

export const arithmetic: Record<string, SqlFunction> = {
  '+': add,
  add,
  '-': subtract,
  subtract,
  '*': multiply,
  multiply,
  '/': divide,
  '//': divideIntegers,
  divide: divideIntegers,
  '%': modulo,
  mod: modulo,
  abs: absolute,
  '@': absolute,
};
