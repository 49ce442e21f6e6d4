// The order of values and the bounds of statistics. Statistics lose digits: JSON numbers beyond 2^53, timestamps cut to
// milliseconds, floats and decimals as doubles, text cut to a prefix. Where two that look the same may differ, the order
// is not known, and what is not known prunes nothing.

import type { DataType } from './schema.ts';

export type Value = string | number | bigint | boolean;

/** −1, 0 or 1 for a bound that is below, at or above the value; NaN when that is not known. */
export type Order = (bound: unknown, value: Value) => number;

const maxTextBound = 32;

/** A lower bound of `text` of at most 32 characters. */
export function lowerTextBound(text: string): string {
  return [...text].slice(0, maxTextBound).join('');
}

/** An upper bound of `text` of at most 33 characters; null when there is none. */
export function upperTextBound(text: string): string | null {
  const characters = [...text];
  if (characters.length <= maxTextBound) return text;
  const highest = '\u{10FFFF}';
  return characters[maxTextBound] === highest ? null : characters.slice(0, maxTextBound).join('') + highest;
}

/** Null for a type that is not compared. */
export function orderOf(type: DataType): Order | null {
  if (typeof type !== 'string') return null;
  switch (type) {
    case 'long':
    case 'integer':
    case 'short':
    case 'byte':
      return compareIntegers;
    case 'double':
      return (bound, value) => sign(toNumber(bound), toNumber(value));
    case 'float':
      return (bound, value) => signOfRounded(Math.fround(toNumber(bound)), Math.fround(toNumber(value)));
    case 'timestamp':
      return (bound, value) => signOfRounded(parseTime(bound), parseTime(value));
    case 'date':
      return compareDates;
    case 'string':
      return compareText;
    case 'boolean':
    case 'binary':
      return null;
    default:
      return (bound, value) => signOfRounded(toNumber(bound), toNumber(value));
  }
}

const sign = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN);

/** Rounding keeps the order of what it does not make equal. */
const signOfRounded = (a: number, b: number): number => sign(a, b) || Number.NaN;

function toNumber(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function compareIntegers(bound: unknown, value: Value): number {
  const [a, b] = [toNumber(bound), toNumber(value)];
  return Number.isSafeInteger(a) ? sign(a, b) : signOfRounded(a, b);
}

/** Of an upper bound, which may have been cut: what begins as it does may lie below the true one. */
export function upperOrderOf(type: DataType): Order | null {
  if (type !== 'string') return orderOf(type);
  return (bound, value) => {
    const isCut = typeof bound === 'string' && typeof value === 'string' && beginAlike(bound, value);
    return isCut ? Number.NaN : compareText(bound, value);
  };
}

function beginAlike(bound: string, value: string): boolean {
  const prefix = lowerTextBound(bound);
  return [...prefix].length === maxTextBound && value.startsWith(prefix);
}

/** Engines order text by its UTF-8 bytes, which JavaScript's UTF-16 order is not. */
function compareText(bound: unknown, value: Value): number {
  if (typeof bound !== 'string' || typeof value !== 'string') return Number.NaN;
  return Buffer.compare(Buffer.from(bound), Buffer.from(value));
}

const day = /^\d{4}-\d\d-\d\d$/;

function compareDates(bound: unknown, value: Value): number {
  const comparable =
    typeof bound === 'string' && typeof value === 'string' && day.test(bound) && day.test(value);
  return comparable ? compareText(bound, value) : Number.NaN;
}

const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|([+-]\d\d)(?::?(\d\d))?)$/;

/** Milliseconds since 1970. A time without a zone is in the zone of whoever wrote it, which is not known. */
function parseTime(value: unknown): number {
  const [, date, clock, hours = '+00', minutes = '00'] =
    typeof value === 'string' ? (time.exec(value) ?? []) : [];
  return date === undefined ? Number.NaN : Date.parse(`${date}T${clock}${hours}:${minutes}`);
}
