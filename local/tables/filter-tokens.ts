// The words of a $filter: literals with their types, names, operators, parentheses.
// Source: learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities
import { invalidInput } from './table-error.ts';

export type Literal = { type: string; value: string | number | boolean | bigint };
export type Token =
  | { kind: 'literal'; literal: Literal }
  | { kind: 'name' | 'word' | '(' | ')'; text: string };

const WORDS = new Set(['and', 'or', 'not', 'eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const TOKEN =
  /\s*(?:(?<paren>[()])|(?<prefix>datetime|guid|binary|X)?'(?<text>(?:[^']|'')*)'|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?<long>[lL])?(?![\p{L}\p{N}_])|(?<name>[\p{L}_][\p{L}\p{N}_.]*))/uy;

/** @throws TableError InvalidInput */
export function tokenize(filter: string): Token[] {
  const tokens: Token[] = [];
  const end = filter.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(filter)?.groups;
    if (!groups) throw invalidInput(`A syntax error in the filter at position ${at}.`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf(groups: Record<string, string | undefined>): Token {
  const { paren, prefix, text, number, long, name = '' } = groups;
  if (paren === '(' || paren === ')') return { kind: paren, text: paren };
  if (text !== undefined)
    return { kind: 'literal', literal: quotedLiteral(prefix, text.replaceAll("''", "'")) };
  if (number !== undefined) {
    const literal: Literal = long
      ? { type: 'Edm.Int64', value: BigInt(number) }
      : { type: 'Edm.Double', value: Number(number) };
    return { kind: 'literal', literal };
  }
  if (name === 'true' || name === 'false') {
    return { kind: 'literal', literal: { type: 'Edm.Boolean', value: name === 'true' } };
  }
  return { kind: WORDS.has(name) ? 'word' : 'name', text: name };
}

function quotedLiteral(prefix: string | undefined, text: string): Literal {
  switch (prefix) {
    case undefined:
      return { type: 'Edm.String', value: text };
    case 'datetime':
      return { type: 'Edm.DateTime', value: sortableTime(text) };
    case 'guid':
      return { type: 'Edm.Guid', value: text.toLowerCase() };
    default:
      return { type: 'Edm.Binary', value: text.toLowerCase() };
  }
}

/**
 * RFC 3339 → text in UTC whose order is that of time, to 100 ns.
 * @throws TableError InvalidInput
 */
export function sortableTime(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const withoutFraction = text.replace(/\.\d+/, '');
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(withoutFraction) ? withoutFraction : `${withoutFraction}Z`;
  const seconds = Date.parse(zoned);
  if (Number.isNaN(seconds)) throw invalidInput(`'${text}' is not a time.`);
  return `${new Date(seconds).toISOString().slice(0, 19)}.${fraction.padEnd(7, '0').slice(0, 7)}`;
}
