// Casts between booleans and numbers. What does not fit is a conversion error; a NULL never comes here.

import { limitsOf } from './integer-limits.ts';
import { cannotConvert } from './runtime-error.ts';
import { type DecimalType, isFloating, isInteger, type SqlType, typeName } from './types.ts';
import { divideRounding, multiplyWhole, powerOfTen, type Value, type Whole, whole } from './value.ts';

export type Convert = (value: never) => Value;

/** Null when the types are not both numeric or boolean. */
export function numberCast(from: SqlType, to: SqlType): Convert | null {
  if (from.id === 'BOOLEAN') return fromBoolean(to);
  if (to.id === 'BOOLEAN')
    return isFloating(from) || isInteger(from) || from.id === 'DECIMAL' ? isNotZero : null;
  if (isInteger(from)) return fromInteger(from, to);
  if (from.id === 'DECIMAL') return fromDecimal(from, to);
  return isFloating(from) ? fromFloating(from, to) : null;
}

const isNotZero = (value: Whole) => Number.isNaN(value) || value !== 0;

function fromBoolean(to: SqlType): Convert | null {
  if (isInteger(to) || isFloating(to)) return (value: boolean) => (value ? 1 : 0);
  if (to.id !== 'DECIMAL') return null;
  const check = fitDecimal(to);
  return (value: boolean) => check(value ? powerOfTen(to.scale) : 0);
}

function fromInteger(from: SqlType, to: SqlType): Convert | null {
  if (isInteger(to)) return fitInteger(to);
  if (to.id === 'DOUBLE') return from.id === 'HUGEINT' ? hugeToDouble : (value: Whole) => Number(value);
  if (to.id === 'FLOAT') return from.id === 'HUGEINT' ? hugeToFloat : wholeToFloat;
  if (to.id !== 'DECIMAL') return null;
  const check = fitDecimal(to);
  const factor = powerOfTen(to.scale);
  return (value: Whole) => check(multiplyWhole(value, factor));
}

/** Checks that a whole number fits the integer type. */
export function fitInteger(to: SqlType): (value: Whole) => Whole {
  const { least, greatest } = limitsOf(to);
  const [low, high] = [Number(least), Number(greatest)];
  if (greatest <= 2n ** 31n)
    return value => (value >= low && value <= high ? value : cannotConvert(value, typeName(to)));
  return value =>
    typeof value === 'number' || (value >= least && value <= greatest)
      ? value
      : cannotConvert(value, typeName(to));
}

/** Checks that an unscaled value has no more digits than the decimal. */
export function fitDecimal(to: DecimalType): (value: Whole) => Whole {
  const limit = powerOfTen(to.width);
  return value => (value < limit && value > -limit ? value : cannotConvert(value, typeName(to)));
}

/** In two halves of 64 bits, as DuckDB adds them up: their rounding shows. */
export function hugeToDouble(value: Whole): number {
  if (typeof value === 'number') return value;
  const upper = value >> 64n;
  const lower = BigInt.asUintN(64, value);
  if (upper === -1n) return -Number(2n ** 64n - 1n - lower) - 1;
  return Number(lower) + Number(upper) * 2 ** 64;
}

function hugeToFloat(value: Whole): number {
  return Math.fround(hugeToDouble(value));
}

/** Rounds once: by way of a double it would be twice. */
function wholeToFloat(value: Whole): number {
  if (typeof value === 'number') return Math.fround(value);
  const size = value < 0n ? -value : value;
  const excess = BigInt(Math.max(size.toString(2).length - 53, 0));
  const sticky = (size & ((1n << excess) - 1n)) === 0n ? 0n : 1n;
  const rounded = Math.fround(Number((size >> excess) | sticky) * 2 ** Number(excess));
  return value < 0n ? -rounded : rounded;
}

function fromDecimal(from: DecimalType, to: SqlType): Convert | null {
  const divisor = powerOfTen(from.scale);
  if (isInteger(to)) {
    const check = fitInteger(to);
    return from.scale === 0 ? check : (value: Whole) => check(divideRounding(value, divisor));
  }
  if (to.id === 'DOUBLE') return decimalToDouble(from);
  if (to.id === 'FLOAT') return decimalToFloat(from);
  return to.id === 'DECIMAL' ? rescale(from, to) : null;
}

export function decimalToDouble({ scale }: DecimalType): (value: Whole) => number {
  const divisor = Number(powerOfTen(scale));
  const exact = powerOfTen(scale);
  return value => {
    if (typeof value === 'number') return value / divisor;
    if (scale === 0) return hugeToDouble(value);
    const quotient = whole(value / BigInt(exact));
    return hugeToDouble(quotient) + hugeToDouble(whole(value % BigInt(exact))) / divisor;
  };
}

const greatestExactFloat = 2 ** 24;

function decimalToFloat({ scale }: DecimalType): (value: Whole) => number {
  const exact = BigInt(powerOfTen(scale));
  const divisor = Math.fround(Number(exact));
  return value => {
    if (scale === 0 || (value <= greatestExactFloat && value >= -greatestExactFloat))
      return Math.fround(hugeToFloat(value) / divisor);
    const [quotient, remainder] = [BigInt(value) / exact, BigInt(value) % exact];
    return Math.fround(hugeToFloat(whole(quotient)) + Math.fround(hugeToFloat(whole(remainder)) / divisor));
  };
}

function rescale(from: DecimalType, to: DecimalType): Convert {
  const check = fitDecimal(to);
  const digits = to.scale - from.scale;
  const factor = powerOfTen(Math.abs(digits));
  if (digits >= 0) {
    if (to.width - to.scale >= from.width - from.scale) return (value: Whole) => multiplyWhole(value, factor);
    return (value: Whole) => check(multiplyWhole(value, factor));
  }
  return (value: Whole) => check(divideRounding(value, factor));
}

function fromFloating(from: SqlType, to: SqlType): Convert | null {
  if (isInteger(to)) return floatingToInteger(to);
  if (to.id === 'DOUBLE') return (value: number) => value;
  if (to.id === 'FLOAT')
    return (value: number) => {
      const rounded = Math.fround(value);
      return Number.isFinite(rounded) || !Number.isFinite(value) ? rounded : cannotConvert(value, 'FLOAT');
    };
  if (to.id !== 'DECIMAL') return null;
  const check = fitDecimal(to);
  const round = from.id === 'FLOAT' ? Math.fround : (value: number) => value;
  const factor = Number(powerOfTen(to.scale));
  return (value: number) => {
    const scaled = roundHalfAway(round(value * factor));
    return Number.isFinite(scaled) ? check(whole(BigInt(scaled))) : cannotConvert(value, typeName(to));
  };
}

/** Rounds halves to even. */
function floatingToInteger(to: SqlType): Convert {
  const limits = limitsOf(to);
  const [low, beyond] = [Number(limits.least), Number(limits.greatest + 1n)];
  return (value: number) => {
    if (!(value >= low && value < beyond)) return cannotConvert(value, typeName(to));
    const rounded = roundHalfEven(value);
    if (Number.isSafeInteger(rounded)) return rounded < beyond ? rounded : low; // DuckDB wraps around here
    return BigInt(rounded);
  };
}

export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction < 0.5) return floor + 0;
  return (fraction > 0.5 || floor % 2 !== 0 ? floor + 1 : floor) + 0;
}

export function roundHalfAway(value: number): number {
  const truncated = Math.trunc(value);
  return Math.abs(value - truncated) >= 0.5 ? truncated + Math.sign(value) : truncated;
}
