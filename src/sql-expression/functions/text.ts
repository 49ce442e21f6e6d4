// Functions on text. Lengths and places count code points, places from 1.

import { createHash } from 'node:crypto';
import { overload, overloads, type SqlFunction } from '../overload.ts';
import { invalidInput } from '../runtime-error.ts';
import { bigint, integer, type SqlType, varchar } from '../types.ts';
import { lower, upper } from './letter-case.ts';

/** Whether UTF-16 units are code points here. */
function isPlain(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

export function codePointCount(text: string): number {
  if (isPlain(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** From and up to these places, from 0. */
function slice(text: string, start: number, end: number): string {
  return isPlain(text) ? text.slice(start, end) : [...text].slice(start, end).join('');
}

/** A place below 1 lies before the text, but a negative one counts from its end; a negative length goes backwards. */
export function substring(text: string, from: number, length: number): string {
  const size = codePointCount(text);
  const start = from < 0 ? size + from : from - 1;
  const [low, high] = length < 0 ? [start + length, start] : [start, start + length];
  return high <= 0 ? '' : slice(text, Math.max(low, 0), high);
}

function substringFrom(text: string, from: number): string {
  return substring(text, from, Math.max(codePointCount(text), 2 ** 32));
}

function left(text: string, count: number): string {
  return slice(text, 0, count < 0 ? Math.max(codePointCount(text) + count, 0) : count);
}

function right(text: string, count: number): string {
  const size = codePointCount(text);
  return slice(text, count < 0 ? Math.min(-count, size) : Math.max(size - count, 0), size);
}

function padding(text: string, size: number, fill: string): { kept: string; filled: string } {
  const missing = size - codePointCount(text);
  if (missing <= 0) return { kept: slice(text, 0, Math.max(size, 0)), filled: '' };
  if (fill === '') return invalidInput('there is nothing to pad with');
  const unit = codePointCount(fill);
  return { kept: text, filled: slice(fill.repeat(Math.ceil(missing / unit)), 0, missing) };
}

function trimmer(ends: 'both' | 'start' | 'end') {
  const spaces = { both: /^\p{Zs}+|\p{Zs}+$/gu, start: /^\p{Zs}+/u, end: /\p{Zs}+$/u }[ends];
  return overloads(
    overload([varchar], varchar, (text: string) => text.replace(spaces, '')),
    overload([varchar, varchar], varchar, (text: string, characters: string) => {
      const points = [...text];
      let [start, end] = [0, points.length];
      if (ends !== 'end') while (start < end && characters.includes(points[start] ?? '')) start++;
      if (ends !== 'start') while (end > start && characters.includes(points[end - 1] ?? '')) end--;
      return points.slice(start, end).join('');
    }),
  );
}

function repeat(text: string, count: number): string {
  return count <= 0 ? '' : text.repeat(count);
}

function character(codePoint: number): string {
  const valid = codePoint >= 0 && codePoint <= 0x10ffff;
  return valid ? String.fromCodePoint(codePoint) : invalidInput(`${codePoint} is no code point`);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** By what is seen as one character. */
function reverse(text: string): string {
  return [...segmenter.segment(text)]
    .reverse()
    .map(({ segment }) => segment)
    .join('');
}

const hashed = (algorithm: string) =>
  overloads(overload([varchar], varchar, (text: string) => createHash(algorithm).update(text).digest('hex')));

const onText = (gives: SqlType, apply: (text: string) => string | number) =>
  overloads(overload([varchar], gives, apply));
const substringOf = overloads(
  overload([varchar, bigint, bigint], varchar, substring),
  overload([varchar, bigint], varchar, substringFrom),
);
const codePoint = (empty: number) => onText(integer, text => text.codePointAt(0) ?? empty);

export const text: Record<string, SqlFunction> = {
  lower: onText(varchar, lower),
  lcase: onText(varchar, lower),
  upper: onText(varchar, upper),
  ucase: onText(varchar, upper),
  strlen: onText(bigint, value => Buffer.byteLength(value)),
  substring: substringOf,
  substr: substringOf,
  left: overloads(overload([varchar, bigint], varchar, left)),
  right: overloads(overload([varchar, bigint], varchar, right)),
  lpad: overloads(
    overload([varchar, integer, varchar], varchar, (value: string, size: number, fill: string) => {
      const { kept, filled } = padding(value, size, fill);
      return filled + kept;
    }),
  ),
  rpad: overloads(
    overload([varchar, integer, varchar], varchar, (value: string, size: number, fill: string) => {
      const { kept, filled } = padding(value, size, fill);
      return kept + filled;
    }),
  ),
  trim: trimmer('both'),
  ltrim: trimmer('start'),
  rtrim: trimmer('end'),
  chr: overloads(overload([integer], varchar, character)),
  repeat: overloads(overload([varchar, bigint], varchar, repeat)),
  reverse: onText(varchar, reverse),
  ascii: codePoint(0),
  ord: codePoint(-1),
  unicode: codePoint(-1),
  md5: hashed('md5'),
  sha1: hashed('sha1'),
  sha256: hashed('sha256'),
};
