// States of aggregates: fields that merge one by one, in any order and any grouping. A number is a sum: what a row of
// weight +1 adds, its before-image of weight −1 takes back. An extreme keeps the better of two: it only ever grows, and
// so belongs to tables that are only added to.

import type { Whole } from '../../sql-expression/value.ts';

/** A value by its order: text compares by UTF-8 bytes, numbers as numbers. Both of one kind within a field. */
export type Ordinal = number | string;

/** What is kept is the value whose order is least (`<`) or greatest (`>`); of equal orders the least value, null last. */
export type Extreme = { keep: '<' | '>'; order: Ordinal; value: Ordinal | null };

export type State = Record<string, number | Extreme>;

export function mergeState(state: State, delta: State): void {
  for (const field in delta) {
    const added = delta[field];
    if (added !== undefined) mergeField(state, field, added);
  }
}

function mergeField(state: State, field: string, added: number | Extreme): void {
  if (typeof added === 'number') addNumber(state, field, added);
  else keepExtreme(state, field, added);
}

export function addNumber(state: State, field: string, amount: number): void {
  const known = state[field];
  state[field] = (typeof known === 'number' ? known : 0) + amount;
}

export function keepExtreme(state: State, field: string, candidate: Extreme): void {
  const known = state[field];
  if (typeof known !== 'object' || isBetter(candidate, known)) state[field] = candidate;
}

function isBetter(candidate: Extreme, known: Extreme): boolean {
  const order = compareOrdinals(candidate.order, known.order);
  if (order === 0)
    return (
      candidate.value !== null && (known.value === null || compareOrdinals(candidate.value, known.value) < 0)
    );
  return candidate.keep === '<' ? order < 0 : order > 0;
}

export function compareOrdinals(a: Ordinal, b: Ordinal): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

/** A field that is missing is a sum of nothing. */
export function numberIn(state: State, field: string): number {
  const value = state[field];
  return typeof value === 'number' ? value : 0;
}

export function extremeIn(state: State, field: string): Extreme | null {
  const value = state[field];
  return typeof value === 'object' ? value : null;
}

/** Bits of a limb: half a billion rows may add their largest limbs before a sum of them is no longer exact. */
const limbBits = 24n;
const limbBase = 1n << limbBits;
const smallBound = Number(limbBase);

/**
 * Adds an integer of any size exactly: one of less than 25 bits in one field, the limbs of a larger one in fields beside
 * it. All of them stay below 2^53 for half a billion rows.
 */
export function addWholeNumber(state: State, field: string, amount: Whole): void {
  if (typeof amount === 'number' && amount > -smallBound && amount < smallBound) {
    addNumber(state, field, amount);
    return;
  }
  let rest = BigInt(amount);
  addNumber(state, field, 0);
  for (let limb = 0; rest !== 0n; limb += 1) {
    const low = rest % limbBase;
    if (low !== 0n) addNumber(state, `${field}.${limb}`, Number(low));
    rest = (rest - low) / limbBase;
  }
}

/** Null when nothing was ever added. */
export function wholeNumberIn(state: State, field: string): bigint | null {
  if (!(field in state)) return null;
  let total = BigInt(numberIn(state, field));
  for (let limb = 0; limb < 11; limb += 1) {
    const part = numberIn(state, `${field}.${limb}`);
    if (part !== 0) total += BigInt(part) << (limbBits * BigInt(limb));
  }
  return total;
}
