// Functions with regular expressions, whose patterns are constants.

import { foldedText, foldedValue } from '../bound.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { boolean, integer, varchar } from '../types.ts';
import { translateRegex, UntranslatedPattern } from './regex-syntax.ts';

type Options = { place: number; global?: boolean };

/** The pattern is the second argument; options, when there are any, the one at `place`. */
function compilePattern(call: Call, { place }: Options, frame: (source: string) => string, flags = '') {
  const pattern = foldedText(call.args[1]);
  if (pattern === null) return refuse(call.node, `${call.name} takes its pattern as a constant`);
  const options = call.args[place] ? (foldedText(call.args[place]) ?? '?') : '';
  if (!/^[cigs]*$/.test(options) || (options.includes('g') && call.name !== 'regexp_replace'))
    refuse(
      call.node,
      `the options "${options}" of ${call.name} are not known`,
      'c, i, s, or g to replace all',
    );
  try {
    const { source, groups, optional } = translateRegex(pattern);
    if (optional && options.includes('g'))
      throw new UntranslatedPattern('it matches the empty text everywhere');
    const dotted = options.includes('s') ? source.replaceAll('[^\\n]', '[^]') : source;
    const all = options.includes('g') ? 'g' : '';
    return { regex: new RegExp(frame(dotted), `u${caseFlag(options)}${all}${flags}`), groups };
  } catch (error) {
    if (!(error instanceof UntranslatedPattern || error instanceof SyntaxError)) throw error;
    return refuse(
      call.node,
      `the pattern ${pattern} is not evaluated: ${error.message}`,
      'LIKE, or characters, [classes], groups, | and one level of * + ? {n}',
    );
  }
}

/** The last of `c` and `i` counts. */
function caseFlag(options: string): string {
  return options.lastIndexOf('i') > options.lastIndexOf('c') ? 'i' : '';
}

function matches(frame: (source: string) => string): SqlFunction {
  const prepare = (call: Call): Apply => {
    const { regex } = compilePattern(call, { place: 2 }, frame);
    return (text: string) => regex.test(text);
  };
  return overloads(
    prepared([varchar, varchar], boolean, prepare),
    prepared([varchar, varchar, varchar], boolean, prepare),
  );
}

/** `\0` to `\9` in the replacement are the match and its groups. */
function replace(call: Call): Apply {
  const { regex, groups } = compilePattern(call, { place: 3 }, source => source);
  const by = foldedText(call.args[2]);
  if (by === null) return refuse(call.node, 'regexp_replace takes its replacement as a constant');
  const references = [...by.matchAll(/\\(.?)/g)].map(([, what]) => what ?? '');
  if (references.some(what => what !== '\\' && !(/\d/.test(what) && Number(what) <= groups)))
    refuse(
      call.node,
      `the replacement ${by} refers to what is no group`,
      '\\1 for the first group, \\\\ for \\',
    );
  const template = by
    .replaceAll('$', '$$$$')
    .replace(/\\(.)/g, (_, what: string) => (what === '\\' ? '\\' : what === '0' ? '$&' : `$${what}`));
  return (text: string) => text.replace(regex, template);
}

function groupOf(call: Call, groups: number): number {
  const group = call.args[2] ? foldedValue(call.args[2]) : 0;
  if (typeof group === 'number' && group >= 0 && group <= groups) return group;
  return refuse(call.node, 'there is no such group in the pattern');
}

/** The empty text when nothing matches. */
function extract(call: Call): Apply {
  const { regex, groups } = compilePattern(call, { place: 3 }, source => source);
  const group = groupOf(call, groups);
  return (text: string) => regex.exec(text)?.[group] ?? '';
}

const extraction = [
  prepared([varchar, varchar], varchar, extract),
  prepared([varchar, varchar, integer], varchar, extract),
  prepared([varchar, varchar, integer, varchar], varchar, extract),
];

export const regularExpressions: Record<string, SqlFunction> = {
  regexp_matches: matches(source => source),
  regexp_full_match: matches(source => `^(?:${source})$`),
  regexp_replace: overloads(
    prepared([varchar, varchar, varchar], varchar, replace),
    prepared([varchar, varchar, varchar, varchar], varchar, replace),
  ),
  regexp_extract: overloads(...extraction),
};
