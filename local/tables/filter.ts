// $filter → a tree, and the tree → a test of one row.
//
//   or    = and *( "or" and )        and  = unary *( "and" unary )
//   unary = "not" unary | "(" or ")" | operand [ compare operand ]
import { splitKey } from './entity-key.ts';
import { type Properties, typeOf } from './entity-properties.ts';
import { timestampOf } from './etag.ts';
import { type Literal, sortableTime, type Token, tokenize } from './filter-tokens.ts';
import type { Row } from './ordered-rows.ts';
import { invalidInput } from './table-error.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'compare'; name: string; comparison: Comparison; literal: Literal };

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const MIRRORED = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' } as const;

/** @throws TableError InvalidInput on a filter that does not parse */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;
  const isWord = (word: string) =>
    tokens[at]?.kind === 'word' && (tokens[at] as { text: string }).text === word;

  const parseChain = (word: 'or' | 'and', parsePart: () => Filter): Filter => {
    const parts = [parsePart()];
    while (isWord(word)) {
      at += 1;
      parts.push(parsePart());
    }
    return parts.length === 1 ? (parts[0] as Filter) : { kind: word, parts };
  };
  const parseOr = (): Filter => parseChain('or', () => parseChain('and', parseUnary));
  const parseUnary = (): Filter => {
    if (isWord('not')) {
      at += 1;
      return { kind: 'not', part: parseUnary() };
    }
    if (tokens[at]?.kind !== '(') return parseComparison();
    at += 1;
    const inner = parseOr();
    if (tokens[at]?.kind !== ')') throw invalidInput("The filter misses a ')'.");
    at += 1;
    return inner;
  };
  const parseComparison = (): Filter => {
    const left = tokens[at++];
    const operator = tokens[at];
    if (operator?.kind !== 'word' || !COMPARISONS.includes(operator.text)) return bareName(left);
    at += 1;
    return comparisonOf(left, operator.text as Comparison, tokens[at++]);
  };

  const filter = parseOr();
  if (at < tokens.length) throw invalidInput('The filter has words that belong to nothing.');
  return filter;
}

/** A name alone is a boolean property that must be true. */
function bareName(token: Token | undefined): Filter {
  if (token?.kind !== 'name') throw invalidInput('The filter misses an operand or a comparison.');
  return {
    kind: 'compare',
    name: token.text,
    comparison: 'eq',
    literal: { type: 'Edm.Boolean', value: true },
  };
}

function comparisonOf(left: Token | undefined, comparison: Comparison, right: Token | undefined): Filter {
  if (left?.kind === 'name' && right?.kind === 'literal') {
    return { kind: 'compare', name: left.text, comparison, literal: right.literal };
  }
  if (left?.kind === 'literal' && right?.kind === 'name') {
    return { kind: 'compare', name: right.text, comparison: MIRRORED[comparison], literal: left.literal };
  }
  throw invalidInput('A comparison needs a property and a constant.');
}

/** Whether a row passes. A missing property, or one of another type than the constant, passes no comparison. */
export function matches(filter: Filter, row: Row): boolean {
  let properties: Properties | undefined;
  const operandOf = (name: string): Literal | undefined => {
    if (name === 'PartitionKey') return { type: 'Edm.String', value: splitKey(row.key).partitionKey };
    if (name === 'RowKey') return { type: 'Edm.String', value: splitKey(row.key).rowKey };
    if (name === 'Timestamp') return { type: 'Edm.DateTime', value: sortableTime(timestampOf(row.time)) };
    properties ??= JSON.parse(row.value) as Properties;
    return comparableProperty(properties, name);
  };
  const test = (node: Filter): boolean => {
    switch (node.kind) {
      case 'and':
        return node.parts.every(test);
      case 'or':
        return node.parts.some(test);
      case 'not':
        return !test(node.part);
      case 'compare': {
        const actual = operandOf(node.name);
        return (
          actual?.type === node.literal.type && compare(actual.value, node.comparison, node.literal.value)
        );
      }
    }
  };
  return test(filter);
}

function comparableProperty(properties: Properties, name: string): Literal | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const type = typeOf(properties, name);
  switch (type) {
    case 'Edm.Int64':
      return { type, value: BigInt(value) };
    case 'Edm.DateTime':
      return { type, value: sortableTime(String(value)) };
    case 'Edm.Guid':
      return { type, value: String(value).toLowerCase() };
    case 'Edm.Binary':
      return { type, value: Buffer.from(String(value), 'base64').toString('hex') };
    case 'Edm.Double':
      return { type, value: Number(value) };
    default:
      return { type, value };
  }
}

function compare(left: Literal['value'], comparison: Comparison, right: Literal['value']): boolean {
  switch (comparison) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
  }
}
