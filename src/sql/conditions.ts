// The conditions under which a table's rows can matter to a query, found in its syntax tree: column, operator, constant.
// A row for which one of them is not true is in no answer, so a file of such rows need not be read. When in doubt there is
// none. Proven by test/sql/pruning.test.ts: answers are the same with and without.

import type { Predicate } from '../delta/statistics.ts';
import { nodeAt, nodesAt, type SyntaxNode, textOf, visitNodes } from './syntax-tree.ts';

/** `all` of the values for =, <, <=, > and >=, one of them for `in`. */
export type Condition = { column: string; operator: Predicate['operator'] | 'in'; values: SyntaxNode[] };

type Table = {
  node: SyntaxNode;
  /** What column references call it, in lower case. */
  alias: string;
  columns: ReadonlySet<string>;
};

const operators: Record<string, Predicate['operator']> = {
  COMPARE_EQUAL: '=',
  COMPARE_LESSTHAN: '<',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHAN: '>',
  COMPARE_GREATERTHANOREQUALTO: '>=',
};

const mirrored: Record<Predicate['operator'], Predicate['operator']> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * Conditions by table reference. `columnsOf` gives the columns, in lower case, of the references that have files;
 * `isConstant` says what has one value throughout the query.
 */
export function findConditions(
  statement: SyntaxNode,
  columnsOf: ReadonlyMap<SyntaxNode, ReadonlySet<string>>,
  isConstant: (expression: SyntaxNode) => boolean,
): Map<SyntaxNode, Condition[]> {
  const found = new Map<SyntaxNode, Condition[]>();
  visitNodes(statement, node => {
    const from = node.type === 'SELECT_NODE' && node.sample === null ? nodeAt(node, 'from_table') : null;
    const where = nodeAt(node, 'where_clause');
    if (!from || !where) return;
    const joined = readJoins(from, columnsOf);
    if (!joined) return;
    for (const conjunct of conjuncts(where)) {
      for (const { column, ...condition } of readConjunct(conjunct, isConstant)) {
        const table = ownerOf(column, joined);
        const name = nodeNames(column).at(-1)?.toLowerCase();
        if (!table || name === undefined) continue;
        found.set(table.node, [...(found.get(table.node) ?? []), { ...condition, column: name }]);
      }
    }
  });
  return found;
}

type Joined = {
  tables: Table[];
  /** Columns that a join may have merged: they belong to no one table. */
  merged: ReadonlySet<string> | 'any';
};

/**
 * What is joined. Null where a row that WHERE refuses may still count: in an ASOF or positional join it takes the place
 * of another. In inner and outer joins it may not: without it, what it had met is left with nulls, and WHERE refuses
 * those too, as none of the comparisons is true of null.
 */
function readJoins(from: SyntaxNode, columnsOf: ReadonlyMap<SyntaxNode, ReadonlySet<string>>): Joined | null {
  const tables: Table[] = [];
  const merged = new Set<string>();
  let natural = false;
  const open = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'JOIN') {
      if (!['INNER', 'LEFT', 'RIGHT', 'OUTER', 'FULL'].includes(textOf(node, 'join_type'))) return null;
      if (!['REGULAR', 'CROSS', 'NATURAL'].includes(textOf(node, 'ref_type'))) return null;
      natural ||= node.ref_type === 'NATURAL';
      for (const name of [node.using_columns].flat())
        if (typeof name === 'string') merged.add(name.toLowerCase());
      for (const side of ['left', 'right']) open.push(...nodesAt(node, side));
      continue;
    }
    const columns = columnsOf.get(node);
    const renamed = Array.isArray(node.column_name_alias) && node.column_name_alias.length > 0;
    if (!columns || renamed || node.sample !== null) continue;
    const alias = (textOf(node, 'alias') || textOf(node, 'table_name')).toLowerCase();
    tables.push({ node, alias, columns });
  }
  return { tables, merged: natural ? 'any' : merged };
}

/** The table that a column reference means; null when it is not certain. */
function ownerOf(column: SyntaxNode, { tables, merged }: Joined): Table | null {
  const [first = '', second, ...rest] = nodeNames(column).map(name => name.toLowerCase());
  if (rest.length > 0) return null;
  if (second !== undefined) {
    const named = tables.filter(({ alias }) => alias === first);
    return named.length === 1 && named[0]?.columns.has(second) ? named[0] : null;
  }
  if (merged === 'any' || merged.has(first)) return null;
  const having = tables.filter(({ columns }) => columns.has(first));
  return having.length === 1 ? (having[0] ?? null) : null;
}

function nodeNames({ column_names: names }: SyntaxNode): string[] {
  return Array.isArray(names) ? names.map(String) : [];
}

/** The conditions that must all be true. */
function conjuncts(where: SyntaxNode): SyntaxNode[] {
  if (where.type !== 'CONJUNCTION_AND') return [where];
  return nodesAt(where, 'children').flatMap(conjuncts);
}

type Found = Omit<Condition, 'column'> & { column: SyntaxNode };

function readConjunct(node: SyntaxNode, isConstant: (expression: SyntaxNode) => boolean): Found[] {
  const operator = operators[textOf(node, 'type')];
  const isColumn = (side: SyntaxNode | null): side is SyntaxNode =>
    side?.class === 'COLUMN_REF' && !isConstant(side);
  if (operator) {
    const left = nodeAt(node, 'left');
    const right = nodeAt(node, 'right');
    if (isColumn(left) && right && isConstant(right)) return [{ column: left, operator, values: [right] }];
    if (isColumn(right) && left && isConstant(left))
      return [{ column: right, operator: mirrored[operator], values: [left] }];
  }
  if (node.type === 'COMPARE_BETWEEN') {
    const [column, lower, upper] = ['input', 'lower', 'upper'].map(field => nodeAt(node, field));
    if (!column || !isColumn(column)) return [];
    return [
      ...(lower && isConstant(lower) ? [{ column, operator: '>=' as const, values: [lower] }] : []),
      ...(upper && isConstant(upper) ? [{ column, operator: '<=' as const, values: [upper] }] : []),
    ];
  }
  if (node.type === 'COMPARE_IN') {
    const [column, ...values] = nodesAt(node, 'children');
    if (column && isColumn(column) && values.length > 0 && values.every(isConstant))
      return [{ column, operator: 'in', values }];
  }
  return [];
}
