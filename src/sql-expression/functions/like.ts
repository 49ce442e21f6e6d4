// LIKE, ILIKE and their negations. % is any text, _ is one code point.

import { foldedText } from '../bound.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { boolean, varchar } from '../types.ts';
import { lower } from './letter-case.ts';

type Test = (text: string) => boolean;

/** `escapeCharacter` makes the character after it plain; the empty text is none. */
function compileLike(pattern: string, escapeCharacter = ''): Test {
  const parts = /^(%?)([^%_]*)(%?)$/.exec(pattern);
  if (parts && escapeCharacter === '') {
    const [, before, middle = '', after] = parts;
    if (!before && !after) return text => text === middle;
    if (!before) return text => text.startsWith(middle);
    if (!after) return text => text.endsWith(middle);
    return text => text.includes(middle);
  }
  const expression = new RegExp(`^${translate(pattern, escapeCharacter)}$`, 'su');
  return text => expression.test(text);
}

function translate(pattern: string, escapeCharacter: string): string {
  const points = [...pattern];
  let source = '';
  for (let i = 0; i < points.length; i++) {
    const point = points[i] ?? '';
    if (point === escapeCharacter && escapeCharacter !== '') source += quoteRegex(points[++i] ?? '');
    else source += point === '%' ? '.*?' : point === '_' ? '.' : quoteRegex(point);
  }
  return source;
}

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A pattern that comes again at once is not compiled again. */
function remembering(): (pattern: string) => Test {
  let last: string | null = null;
  let test: Test = () => false;
  return pattern => {
    if (pattern !== last) {
      test = compileLike(pattern);
      last = pattern;
    }
    return test;
  };
}

function like(negated: boolean, fold: (text: string) => string): SqlFunction {
  return overloads(
    prepared([varchar, varchar], boolean, ({ args: [, pattern] }): Apply => {
      const fixed = foldedText(pattern);
      if (fixed !== null) {
        const test = compileLike(fold(fixed));
        return (text: string) => test(fold(text)) !== negated;
      }
      const testOf = remembering();
      return (text: string, changing: string) => testOf(fold(changing))(fold(text)) !== negated;
    }),
  );
}

function likeEscape(negated: boolean, fold: (text: string) => string): SqlFunction {
  return overloads(
    prepared([varchar, varchar, varchar], boolean, (call): Apply => {
      const [pattern, escapeCharacter] = [foldedText(call.args[1]), foldedText(call.args[2])];
      checkEscape(pattern, escapeCharacter, call);
      const test = compileLike(fold(pattern ?? ''), fold(escapeCharacter ?? ''));
      return (text: string) => test(fold(text)) !== negated;
    }),
  );
}

function checkEscape(pattern: string | null, escapeCharacter: string | null, { node }: Call): void {
  if (pattern === null || escapeCharacter === null) refuse(node, 'a pattern with ESCAPE is a constant');
  if ([...escapeCharacter].length > 1) refuse(node, 'ESCAPE is one character');
  const pairs = [...pattern.replaceAll(`${escapeCharacter}${escapeCharacter}`, '')];
  if (escapeCharacter !== '' && pairs.at(-1) === escapeCharacter)
    refuse(node, 'the pattern ends with its ESCAPE character');
}

const same = (text: string) => text;

export const patterns: Record<string, SqlFunction> = {
  '~~': like(false, same),
  '!~~': like(true, same),
  '~~*': like(false, lower),
  '!~~*': like(true, lower),
  like_escape: likeEscape(false, same),
  not_like_escape: likeEscape(true, same),
  ilike_escape: likeEscape(false, lower),
  not_ilike_escape: likeEscape(true, lower),
};
