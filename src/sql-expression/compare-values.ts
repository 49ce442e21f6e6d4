// The order of values of one type. NULLs inside lists and structs are equal to one another, and come last.

import { intervalSize } from './interval.ts';
import type { ListType, SqlType, StructType } from './types.ts';
import type { Interval, Struct, Value, Whole } from './value.ts';

/** Negative, zero or positive; the values are not NULL. */
export type Compare = (a: Value, b: Value) => number;

export function comparator(type: SqlType): Compare {
  switch (type.id) {
    case 'FLOAT':
    case 'DOUBLE':
      return compareFloating as Compare;
    case 'VARCHAR':
    case 'JSON':
      return compareText as Compare;
    case 'INTERVAL':
      return ((a: Interval, b: Interval) => compareOrdered(intervalSize(a), intervalSize(b))) as Compare;
    case 'LIST':
      return compareLists(type);
    case 'STRUCT':
      return compareStructs(type);
    default:
      return compareOrdered as Compare;
  }
}

function compareOrdered(a: Whole | boolean, b: Whole | boolean): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** NaN equals itself, and is greater than everything else. */
function compareFloating(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/**
 * By UTF-8 bytes, which is by code point. UTF-16 orders alike, but for surrogates: they stand for code points above
 * all others.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(i);
    if (one === other) continue;
    const oneIsHigh = one >= firstSurrogate && one <= lastSurrogate;
    const otherIsHigh = other >= firstSurrogate && other <= lastSurrogate;
    return oneIsHigh === otherIsHigh ? one - other : oneIsHigh ? 1 : -1;
  }
  return a.length - b.length;
}

function nullsLast(compare: Compare): Compare {
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return compare(a, b);
  };
}

function compareLists({ element }: ListType): Compare {
  const compare = nullsLast(comparator(element));
  return ((a: Value[], b: Value[]) => {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const order = compare(a[i] ?? null, b[i] ?? null);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }) as Compare;
}

function compareStructs({ fields }: StructType): Compare {
  const comparisons = fields.map(({ name, type }) => ({ name, compare: nullsLast(comparator(type)) }));
  return ((a: Struct, b: Struct) => {
    for (const { name, compare } of comparisons) {
      const order = compare(a[name] ?? null, b[name] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  }) as Compare;
}

/** Whether `===` says of two values that are not NULL what equality says. */
export function hasIdentity(type: SqlType): boolean {
  return !['FLOAT', 'DOUBLE', 'INTERVAL', 'LIST', 'STRUCT'].includes(type.id);
}

/** Whether `<` orders two values that are not NULL. */
export function hasNaturalOrder(type: SqlType): boolean {
  return hasIdentity(type) && type.id !== 'VARCHAR' && type.id !== 'JSON';
}
