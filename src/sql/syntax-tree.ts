// A query as DuckDB's parser gives it (`json_serialize_sql`), kept exact on its way through JavaScript and back.

import { Refusal } from './refusal.ts';

export type SyntaxNode = { [field: string]: unknown };

/** Nothing that people write nests deeper; DuckDB itself allows 1,000 expressions in one another. */
const maxDepth = 4_000;

const json = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** Numbers that JavaScript would write in another way (2^64 − 1, or 100.0, which DuckDB tells from 100) stay text. */
function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
    ? json.rawJSON(context.source)
    : value;
}

/** The one SELECT of a serialised query. Throws a Refusal when there is another number of statements. */
export function parseStatement(serialized: string): SyntaxNode {
  const { statements } = parseExact(serialized);
  const [statement, second] = statements;
  if (!statement) throw new Refusal('there is no query in "sql": send one SELECT');
  if (second) throw new Refusal(`one SELECT is answered at a time, and there are ${statements.length}`);
  return statement;
}

/** DuckDB writes a constant that is too large for a double as a bare Infinity, which is not JSON. */
function parseExact(serialized: string): { statements: SyntaxNode[] } {
  try {
    return JSON.parse(serialized, keepExact);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('a number is beyond the largest double: write it as text and cast it');
  }
}

export function formatStatement(statement: SyntaxNode): string {
  return JSON.stringify({ error: false, statements: [statement] });
}

/** A statement that selects these expressions and reads nothing. */
export function selectExpressions(expressions: readonly SyntaxNode[]): SyntaxNode {
  return {
    node: {
      type: 'SELECT_NODE',
      modifiers: [],
      cte_map: { map: [] },
      select_list: expressions,
      from_table: { type: 'EMPTY', alias: '', sample: null },
      where_clause: null,
      group_expressions: [],
      group_sets: [],
      aggregate_handling: 'STANDARD_HANDLING',
      having: null,
      sample: null,
      qualify: null,
    },
    named_param_map: [],
  };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRaw(value);
}

/** The nodes directly below a node, through lists, in order. */
export function* childNodes(node: SyntaxNode): Generator<SyntaxNode> {
  for (const value of Object.values(node)) yield* nodesIn(value);
}

function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isNode(value)) yield value;
}

/** Visits the node and all below it. Throws a Refusal when they nest too deep. */
export function visitNodes(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const open: [SyntaxNode, number][] = [[node, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, depth] = next;
    if (depth > maxDepth) throw new Refusal('the query nests too deep: take it apart with WITH');
    visit(current);
    for (const child of childNodes(current)) open.push([child, depth + 1]);
  }
}

/** Text of a field; the empty text when it has none. */
export function textOf(node: SyntaxNode, field: string): string {
  const value = node[field];
  return typeof value === 'string' ? value : '';
}

export function nodeAt(node: SyntaxNode, field: string): SyntaxNode | null {
  const value = node[field];
  return isNode(value) ? value : null;
}

export function nodesAt(node: SyntaxNode, field: string): SyntaxNode[] {
  return [...nodesIn(node[field])];
}

/** Where in the query's text the node stands, in bytes; null for what the parser has added. */
export function offsetOf({ query_location: offset }: SyntaxNode): number | null {
  return typeof offset === 'number' ? offset : null;
}

function isRaw(value: object): boolean {
  return (JSON as unknown as { isRawJSON(value: object): boolean }).isRawJSON(value);
}
