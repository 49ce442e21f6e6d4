// Text inside text: where it is, whether it is there, and what lies around it.

import { overload, overloads, type SqlFunction } from '../overload.ts';
import { bigint, boolean, list, varchar } from '../types.ts';
import { codePointCount } from './text.ts';

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

const position = overloads(overload([varchar, varchar], bigint, place));
const startsWith = overloads(
  overload([varchar, varchar], boolean, (text: string, part: string) => text.startsWith(part)),
);
const endsWith = overloads(
  overload([varchar, varchar], boolean, (text: string, part: string) => text.endsWith(part)),
);
const splitText = overloads(overload([varchar, varchar], list(varchar), split));

export const textSearching: Record<string, SqlFunction> = {
  replace: overloads(
    overload([varchar, varchar, varchar], varchar, (value: string, part: string, by: string) =>
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
};
