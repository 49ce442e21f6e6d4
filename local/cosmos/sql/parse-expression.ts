// Scalar expressions of Cosmos DB's SQL, by precedence climbing:
//   conditional := or ['?' conditional ':' conditional]      or := and {'OR' and}
//   and := not {'AND' not}     not := 'NOT' not | comparison
//   comparison := sum [op sum | ['NOT'] 'IN' '(' … ')' | ['NOT'] 'BETWEEN' sum 'AND' sum | ['NOT'] 'LIKE' sum]
import { type Expression, Unsupported } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

export type Scope = {
  reader: TokenReader;
  /** Names that mean the document. */
  aliases: Set<string>;
  aggregates: { name: string; argument: Expression }[];
};

const LEVELS: string[][] = [
  ['=', '!=', '<>', '<', '<=', '>', '>='],
  ['??'],
  ['|'],
  ['^'],
  ['&'],
  ['+', '-', '||'],
  ['*', '/', '%'],
];
const AGGREGATES = new Set(['COUNT', 'SUM', 'AVG', 'MIN', 'MAX']);
const CONSTANTS: Record<string, unknown> = { TRUE: true, FALSE: false, NULL: null, UNDEFINED: undefined };

export function parseExpression(scope: Scope): Expression {
  const test = parseOr(scope);
  if (!scope.reader.take('?')) return test;
  const yes = parseExpression(scope);
  scope.reader.expect(':');
  return { kind: 'conditional', test, yes, no: parseExpression(scope) };
}

function parseOr(scope: Scope): Expression {
  let left = parseAnd(scope);
  while (scope.reader.takeKeyword('OR')) {
    left = { kind: 'binary', operator: 'OR', left, right: parseAnd(scope) };
  }
  return left;
}

function parseAnd(scope: Scope): Expression {
  let left = parseNot(scope);
  while (scope.reader.takeKeyword('AND')) {
    left = { kind: 'binary', operator: 'AND', left, right: parseNot(scope) };
  }
  return left;
}

function parseNot(scope: Scope): Expression {
  if (!scope.reader.takeKeyword('NOT')) return parseComparison(scope);
  return { kind: 'unary', operator: 'NOT', operand: parseNot(scope) };
}

function parseComparison(scope: Scope): Expression {
  const { reader } = scope;
  const value = parseLevel(scope, 0);
  const negated = reader.isKeyword('NOT');
  if (negated) reader.advance();
  let test: Expression;
  if (reader.takeKeyword('IN')) {
    reader.expect('(');
    test = { kind: 'in', value, list: parseList(scope, ')') };
  } else if (reader.takeKeyword('BETWEEN')) {
    const low = parseLevel(scope, 1);
    reader.expectKeyword('AND');
    test = { kind: 'between', value, low, high: parseLevel(scope, 1) };
  } else if (reader.takeKeyword('LIKE')) {
    test = { kind: 'like', value, pattern: parseLevel(scope, 1) };
    if (reader.isKeyword('ESCAPE')) throw new Unsupported('LIKE … ESCAPE');
  } else if (negated) {
    throw reader.error();
  } else {
    return value;
  }
  return negated ? { kind: 'unary', operator: 'NOT', operand: test } : test;
}

function parseLevel(scope: Scope, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return parseUnary(scope);
  let left = parseLevel(scope, level + 1);
  const { reader } = scope;
  while (reader.current.kind === 'punctuation' && operators.includes(reader.current.text)) {
    const operator = reader.advance().text;
    left = { kind: 'binary', operator, left, right: parseLevel(scope, level + 1) };
  }
  return left;
}

function parseUnary(scope: Scope): Expression {
  const { reader } = scope;
  for (const operator of ['-', '+', '~']) {
    if (reader.take(operator)) return { kind: 'unary', operator, operand: parseUnary(scope) };
  }
  return parseMembers(scope, parsePrimary(scope));
}

function parseMembers(scope: Scope, start: Expression): Expression {
  const { reader } = scope;
  let object = start;
  for (;;) {
    if (reader.take('.')) {
      object = member(object, { kind: 'constant', value: reader.name() });
    } else if (reader.take('[')) {
      const property = parseExpression(scope);
      reader.expect(']');
      object = member(object, property);
    } else {
      return object;
    }
  }
}

function member(object: Expression, property: Expression): Expression {
  if (object.kind === 'path' && property.kind === 'constant') {
    const step = property.value;
    if (typeof step === 'string' || typeof step === 'number') {
      return { kind: 'path', steps: [...object.steps, step] };
    }
  }
  return { kind: 'member', object, property };
}

function parsePrimary(scope: Scope): Expression {
  const { reader } = scope;
  const token = reader.current;
  switch (token.kind) {
    case 'literal':
      return { kind: 'literal', index: reader.literal() };
    case 'string':
      return { kind: 'constant', value: reader.advance().text };
    case 'number':
      return { kind: 'constant', value: Number(reader.advance().text) };
    case 'parameter':
      return { kind: 'parameter', name: reader.advance().text };
    case 'name':
      return parseName(scope);
    default:
      return parseBracketed(scope);
  }
}

function parseBracketed(scope: Scope): Expression {
  const { reader } = scope;
  if (reader.take('(')) {
    if (reader.isKeyword('SELECT')) throw new Unsupported('subquery');
    const inner = parseExpression(scope);
    reader.expect(')');
    return inner;
  }
  if (reader.take('[')) return { kind: 'array', items: parseList(scope, ']') };
  if (reader.take('{')) return { kind: 'object', entries: parseEntries(scope) };
  throw reader.error();
}

function parseName(scope: Scope): Expression {
  const { reader } = scope;
  const { text, upper } = reader.advance();
  if (reader.is('(')) return parseCall(scope, upper);
  if (scope.aliases.has(text)) return { kind: 'path', steps: [] };
  if (upper in CONSTANTS) return { kind: 'constant', value: CONSTANTS[upper] };
  if (upper === 'EXISTS' || upper === 'ARRAY' || upper === 'UDF') throw new Unsupported(text);
  throw new SyntaxError(`Identifier '${text}' could not be resolved.`);
}

function parseCall(scope: Scope, name: string): Expression {
  const { reader } = scope;
  reader.expect('(');
  if (reader.isKeyword('SELECT')) throw new Unsupported('subquery');
  const args = parseList(scope, ')');
  if (!AGGREGATES.has(name)) return { kind: 'call', name, args };
  const argument = args[0];
  if (argument === undefined || args.length > 1) throw new SyntaxError(`${name} takes one argument.`);
  scope.aggregates.push({ name, argument });
  return { kind: 'aggregate', name, argument, slot: scope.aggregates.length - 1 };
}

function parseList(scope: Scope, end: string): Expression[] {
  const items: Expression[] = [];
  if (scope.reader.take(end)) return items;
  do items.push(parseExpression(scope));
  while (scope.reader.take(','));
  scope.reader.expect(end);
  return items;
}

function parseEntries(scope: Scope): [string, Expression][] {
  const { reader } = scope;
  const entries: [string, Expression][] = [];
  if (reader.take('}')) return entries;
  do {
    const key = reader.advance();
    if (key.kind !== 'string' && key.kind !== 'name') throw reader.error();
    reader.expect(':');
    entries.push([key.text, parseExpression(scope)]);
  } while (reader.take(','));
  reader.expect('}');
  return entries;
}
