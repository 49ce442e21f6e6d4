// Functions on text. Lengths and places count code points, places from 1.

import { createHash } from 'node:crypto';
import { computed, constant, foldedValue } from '../bound.ts';
import { castTo } from '../cast.ts';
import { applied, type Call, overload, overloads, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { invalidInput } from '../runtime-error.ts';
import { bigint, boolean, integer, list, nullType, type SqlType, varchar } from '../types.ts';
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

function split(text: string, separator: string): string[] {
  return separator === '' && text !== '' ? [...text] : text.split(separator === '' ? '\u0000' : separator);
}

/** A place below zero counts from the end. */
function splitPart(text: string, separator: string, place: number): string {
  return place === 0 ? '' : (split(text, separator).at(place < 0 ? place : place - 1) ?? '');
}

function place(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 0 : codePointCount(text.slice(0, at)) + 1;
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

/** NULLs are left out. */
const concat: SqlFunction = ({ args, node }) => {
  if (args.length === 0) return refuse(node, 'concat joins at least one text');
  refuseLists(args, node);
  const texts = args.map(arg => castTo(arg, varchar, node).evaluate);
  return computed(varchar, args, row => {
    let joined = '';
    for (const text of texts) joined += (text(row) as string | null) ?? '';
    return joined;
  });
};

const concatWithSeparator: SqlFunction = ({ args: [separator, ...others], node }) => {
  if (!separator || others.length === 0) return refuse(node, 'concat_ws takes a separator and texts');
  if (separator.type.id !== 'VARCHAR' && separator.type.id !== 'NULL')
    return refuse(node, 'the separator of concat_ws is text');
  refuseLists(others, node);
  const between = castTo(separator, varchar, node);
  const texts = others.map(arg => castTo(arg, varchar, node).evaluate);
  return computed(varchar, [between, ...others], row => {
    const separation = between.evaluate(row) as string | null;
    if (separation === null) return null;
    return texts
      .map(text => text(row))
      .filter(text => text !== null)
      .join(separation);
  });
};

/** NULL when one is NULL. */
const join: SqlFunction = ({ args, node }) => {
  refuseLists(args, node);
  if (args.some(arg => foldedValue(arg) === null)) return constant(nullType, null);
  const texts = args.map(arg => castTo(arg, varchar, node));
  return applied(varchar, texts, (a: string, b: string) => a + b);
};

function refuseLists(args: Call['args'], node: Call['node']): void {
  if (args.some(arg => arg.type.id === 'LIST')) refuse(node, 'lists are not joined', 'one list for each');
}

const texts = (count: number): SqlType[] => Array.from({ length: count }, () => varchar);
const onText = (gives: SqlType, apply: (text: string) => string | number) =>
  overloads(overload([varchar], gives, apply));
const position = overloads(overload(texts(2), bigint, place));
const startsWith = overloads(
  overload(texts(2), boolean, (text: string, part: string) => text.startsWith(part)),
);
const endsWith = overloads(overload(texts(2), boolean, (text: string, part: string) => text.endsWith(part)));
const substringOf = overloads(
  overload([varchar, bigint, bigint], varchar, substring),
  overload([varchar, bigint], varchar, substringFrom),
);
const splitText = overloads(overload(texts(2), list(varchar), split));
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
  replace: overloads(
    overload(texts(3), varchar, (value: string, part: string, by: string) =>
      part === '' ? value : value.replaceAll(part, () => by),
    ),
  ),
  split_part: overloads(overload([varchar, varchar, bigint], varchar, splitPart)),
  string_split: splitText,
  str_split: splitText,
  string_to_array: splitText,
  split: splitText,
  position,
  instr: position,
  strpos: position,
  starts_with: startsWith,
  prefix: startsWith,
  '^@': startsWith,
  ends_with: endsWith,
  suffix: endsWith,
  chr: overloads(overload([integer], varchar, character)),
  repeat: overloads(overload([varchar, bigint], varchar, repeat)),
  reverse: onText(varchar, reverse),
  ascii: codePoint(0),
  ord: codePoint(-1),
  unicode: codePoint(-1),
  md5: hashed('md5'),
  sha1: hashed('sha1'),
  sha256: hashed('sha256'),
  concat,
  concat_ws: concatWithSeparator,
  '||': join,
};
