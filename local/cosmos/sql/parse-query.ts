// Queries over one source, and the conditions of patches, which are queries without SELECT:
//   [SELECT [DISTINCT] [TOP n] (* | VALUE e | e [AS n], …)] [FROM alias] [WHERE e] [GROUP BY e, …]
//   [ORDER BY e [ASC|DESC], …] [OFFSET n LIMIT m]
import { parseExpression, type Scope } from './parse-expression.ts';
import { type Expression, type Ordering, type Query, type Selected, Unsupported } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import { type Token, tokenize } from './tokens.ts';

/** @throws SyntaxError, or Unsupported when it may be valid but is not ours to evaluate. */
export function parseQuery(shape: string): Query {
  const tokens = tokenize(shape);
  const reader = new TokenReader(tokens);
  const scope: Scope = { reader, aliases: aliasesOf(tokens), aggregates: [] };
  const query: Query = {
    distinct: false,
    select: 'all',
    groupBy: [],
    orderBy: [],
    aggregates: scope.aggregates,
  };
  if (reader.takeKeyword('SELECT')) parseSelect(scope, query);
  if (reader.takeKeyword('FROM')) skipFrom(reader);
  if (reader.takeKeyword('WHERE')) query.where = parseExpression(scope);
  if (reader.takeKeyword('GROUP')) {
    reader.expectKeyword('BY');
    do query.groupBy.push(parseExpression(scope));
    while (reader.take(','));
  }
  if (reader.takeKeyword('ORDER')) {
    reader.expectKeyword('BY');
    if (reader.isKeyword('RANK')) throw new Unsupported('ORDER BY RANK');
    do query.orderBy.push(parseOrdering(scope));
    while (reader.take(','));
  }
  if (reader.takeKeyword('OFFSET')) query.offset = parseExpression(scope);
  if (reader.takeKeyword('LIMIT')) query.limit = parseExpression(scope);
  if (reader.current.kind !== 'end') throw reader.error();
  return query;
}

/** The names that FROM gives the document; SELECT uses them before FROM is reached. */
function aliasesOf(tokens: Token[]): Set<string> {
  const aliases = new Set(['root']);
  if (tokens.some(token => token.upper === 'JOIN')) throw new Unsupported('JOIN');
  const from = tokens.findIndex(token => token.upper === 'FROM');
  if (from < 0) return aliases;
  const [source, second, third] = tokens.slice(from + 1, from + 4);
  if (source?.kind !== 'name' || second?.upper === 'IN' || /^[.[,]$/.test(second?.text ?? '')) {
    throw new Unsupported('FROM a part or a subquery');
  }
  aliases.add(source.text);
  if (second?.kind !== 'name' || CLAUSES.has(second.upper)) return aliases;
  const alias = second.upper === 'AS' ? third : second;
  if (alias?.kind === 'name') aliases.add(alias.text);
  return aliases;
}

const CLAUSES = new Set(['WHERE', 'ORDER', 'GROUP', 'OFFSET', 'LIMIT']);

/** Steps over what aliasesOf has understood. */
function skipFrom(reader: TokenReader): void {
  reader.name();
  if (reader.takeKeyword('AS')) reader.name();
  else if (reader.current.kind === 'name' && !CLAUSES.has(reader.current.upper)) reader.advance();
}

function parseSelect(scope: Scope, query: Query): void {
  const { reader } = scope;
  query.distinct = reader.takeKeyword('DISTINCT');
  if (reader.takeKeyword('TOP')) query.top = topOf(reader);
  if (reader.take('*')) return;
  if (reader.isKeyword('VALUE') && !reader.next?.text.match(/^[,.]$/)) {
    reader.advance();
    query.select = { value: parseExpression(scope) };
    return;
  }
  const list: Selected[] = [];
  let unnamed = 0;
  do {
    const expression = parseExpression(scope);
    let name = nameOf(expression);
    if (reader.takeKeyword('AS') || (reader.current.kind === 'name' && !reader.isKeyword('FROM'))) {
      name = reader.name();
    }
    if (name === undefined) {
      unnamed += 1;
      name = `$${unnamed}`;
    }
    list.push({ expression, name });
  } while (reader.take(','));
  query.select = { list };
}

function topOf(reader: TokenReader): Expression {
  if (reader.current.kind === 'parameter') return { kind: 'parameter', name: reader.advance().text };
  if (reader.current.kind !== 'literal') throw reader.error();
  return { kind: 'literal', index: reader.literal() };
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind !== 'path') return undefined;
  const last = expression.steps.at(-1);
  return typeof last === 'string' ? last : undefined;
}

function parseOrdering(scope: Scope): Ordering {
  const expression = parseExpression(scope);
  const descending = scope.reader.takeKeyword('DESC');
  if (!descending) scope.reader.takeKeyword('ASC');
  return { expression, descending };
}
