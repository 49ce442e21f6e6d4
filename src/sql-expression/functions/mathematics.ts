// Rounding, signs, powers and roots. Where JavaScript and DuckDB compute with other libraries, as for ln, a function is
// refused: the last digit would differ.

import { foldedValue } from '../bound.ts';
import { roundHalfAway } from '../cast-number.ts';
import { anyDecimal } from '../implicit-cast.ts';
import { limitsOf } from '../integer-limits.ts';
import { applied, type Call, type Overload, overload, overloads, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { invalidInput } from '../runtime-error.ts';
import { asDecimal, boolean, decimal, double, float, integer, nullType, tinyint } from '../types.ts';
import {
  addWhole,
  divideRounding,
  divideWhole,
  floorDivide,
  multiplyWhole,
  negate,
  powerOfTen,
  subtractWhole,
  type Whole,
  whole,
} from '../value.ts';
import { integers } from './arithmetic.ts';

type DecimalRounding = (value: Whole, divisor: Whole) => Whole;

/** To an integer, which is a decimal without digits after the point. */
function wholeDecimal(round: DecimalRounding): Overload {
  return {
    takes: [anyDecimal],
    gives: nullType,
    bind: ({ args: [arg], node }) => {
      const type = arg && asDecimal(arg.type);
      if (!arg || !type) return refuse(node, 'there is no decimal to round');
      const divisor = powerOfTen(type.scale);
      const result = decimal(type.width, 0);
      return type.scale === 0 ? arg : applied(result, [arg], (value: Whole) => round(value, divisor));
    },
  };
}

const floorWhole: DecimalRounding = floorDivide;
const ceilWhole: DecimalRounding = (value, divisor) => negate(floorDivide(negate(value), divisor));

function onFloating(compute: (value: number) => number): Overload[] {
  return [float, double].map(type => overload([type], type, compute));
}

const wholeNumbers = integers.map(type => overload([type], type, (value: Whole) => value));

/** Digits that are asked for, from -1000 to 1000: what lies beyond is the same. */
function digitsOf({ args: [, digits], node, name }: Call): number {
  const value = digits && foldedValue(digits);
  if (typeof value !== 'number') return refuse(node, `${name} takes its number of digits as a constant`);
  return Math.max(-1000, Math.min(1000, value));
}

function roundDouble(digits: number): (value: number) => number {
  const modifier = 10 ** Math.abs(digits);
  if (digits < 0)
    return value => {
      const rounded = roundHalfAway(value / modifier) * modifier;
      return Number.isFinite(rounded) ? rounded : 0;
    };
  return value => {
    const rounded = roundHalfAway(value * modifier) / modifier;
    return Number.isFinite(rounded) ? rounded : value;
  };
}

const roundFloating: Overload[] = [float, double].map(type => ({
  takes: [type, integer],
  gives: type,
  bind: call => {
    const round = roundDouble(digitsOf(call));
    const compute = type === float ? (value: number) => Math.fround(round(value)) : round;
    return applied(type, call.args.slice(0, 1), compute);
  },
}));

const roundIntegers: Overload[] = integers.map(type => ({
  takes: [type, integer],
  gives: type,
  bind: call => {
    const digits = digitsOf(call);
    const args = call.args.slice(0, 1);
    if (digits >= 0) return applied(type, args, (value: Whole) => value);
    const { least, greatest } = limitsOf(type);
    if (-digits >= String(greatest).length) return applied(type, args, () => 0);
    const unit = whole(10n ** BigInt(-digits));
    const half = divideWhole(unit, 2);
    const bits = greatest.toString(2).length + 1;
    return applied(type, args, (value: Whole) => {
      const sum = value < 0 ? subtractWhole(value, half) : addWhole(value, half);
      if (sum <= greatest && sum >= least) return multiplyWhole(divideWhole(sum, unit), unit);
      return wrapped(BigInt(sum), BigInt(unit), bits);
    });
  },
}));

/** Where the sum leaves the type DuckDB wraps around: in at least 64 bits before it divides, and then in the type's. */
function wrapped(sum: bigint, unit: bigint, bits: number): Whole {
  const kept = BigInt.asIntN(Math.max(bits, 64), sum);
  return whole(BigInt.asIntN(bits, (kept / unit) * unit));
}

const roundDecimal: Overload = {
  takes: [anyDecimal, integer],
  gives: nullType,
  bind: call => {
    const [arg] = call.args;
    const type = arg && asDecimal(arg.type);
    if (!arg || !type) return refuse(call.node, 'there is no decimal to round');
    const digits = digitsOf(call);
    if (digits >= type.scale) return arg;
    const result = decimal(type.width, Math.max(digits, 0));
    if (digits < 0 && -digits >= type.width - type.scale) return applied(result, [arg], () => 0);
    const divisor = powerOfTen(type.scale - digits);
    const unit = powerOfTen(Math.max(-digits, 0));
    return applied(result, [arg], (value: Whole) => multiplyWhole(divideRounding(value, divisor), unit));
  },
};

const sign = overloads(
  ...integers.map(type => overload([type], tinyint, (value: Whole) => (value > 0 ? 1 : value < 0 ? -1 : 0))),
  ...[float, double].map(type =>
    overload([type], tinyint, (value: number) => (value > 0 ? 1 : value < 0 ? -1 : 0)),
  ),
);

function squareRoot(value: number): number {
  return value < 0 ? invalidInput('there is no square root of a negative number') : Math.sqrt(value);
}

/** Of the platform's own library, which DuckDB uses too; only for these bases does JavaScript differ from C. */
function raise(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

const power = overloads(overload([double, double], double, raise));

const inexact: SqlFunction = ({ name, node }) =>
  refuse(node, `${name} has another last digit here than in DuckDB, so live and batch would not agree`);

const inexactNames =
  'ln log log2 log10 exp sin cos tan asin acos atan atan2 cot sinh cosh tanh cbrt gamma lgamma degrees radians';

export const mathematics: Record<string, SqlFunction> = {
  ...Object.fromEntries(inexactNames.split(' ').map(name => [name, inexact])),
  floor: overloads(...onFloating(Math.floor), wholeDecimal(floorWhole)),
  ceil: overloads(...onFloating(Math.ceil), wholeDecimal(ceilWhole)),
  ceiling: overloads(...onFloating(Math.ceil), wholeDecimal(ceilWhole)),
  trunc: overloads(...wholeNumbers, ...onFloating(Math.trunc), wholeDecimal(divideWhole)),
  round: overloads(
    ...wholeNumbers,
    ...onFloating(roundHalfAway),
    wholeDecimal(divideRounding),
    ...roundIntegers,
    ...roundFloating,
    roundDecimal,
  ),
  sign,
  power,
  pow: power,
  '**': power,
  '^': power,
  sqrt: overloads(overload([double], double, squareRoot)),
  isnan: overloads(...[float, double].map(type => overload([type], boolean, Number.isNaN))),
};
