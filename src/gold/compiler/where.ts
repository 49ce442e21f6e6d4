// WHERE: a step of each branch, and what it says of columns.

import { isNode, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Binding } from './binding.ts';
import type { Branch } from './branch.ts';
import { conditionIn } from './expressions.ts';
import { bindingAt } from './scope.ts';

/** Each branch with the WHERE of the query as a step. */
export function filtered(query: SyntaxNode, branches: readonly Branch[]): Branch[] {
  const where = query.where_clause;
  if (!isNode(where)) return [...branches];
  return branches.map(branch => ({
    ...branch,
    steps: [...branch.steps, { kind: 'filter', holds: conditionIn(branch, where) }],
    notNull: new Set([...branch.notNull, ...saidNotNull(branch, where)]),
  }));
}

/** Columns and fields of which every row that meets the condition has a value. */
function saidNotNull(branch: Branch, where: SyntaxNode): Binding[] {
  const children = nodesAt(where, 'children');
  if (textAt(where, 'type') === 'CONJUNCTION_AND') return children.flatMap(each => saidNotNull(branch, each));
  const [operand] = children;
  if (textAt(where, 'type') !== 'OPERATOR_IS_NOT_NULL' || !operand) return [];
  const found = bindingAt(branch, operand);
  return found ? [found] : [];
}
