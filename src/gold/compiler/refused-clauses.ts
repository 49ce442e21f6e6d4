// Clauses of a SELECT that look at more than one row, or at a part of the rows.

import { firstLocation, refuse } from '../../sql-expression/refusal.ts';
import { isNode, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';

const clauses: Record<string, [name: string, instead: string]> = {
  ORDER_MODIFIER: ['ORDER BY', 'no ORDER BY: rows are put in order when they are asked for'],
  LIMIT_MODIFIER: ['LIMIT', 'no LIMIT: rows are limited when they are asked for'],
  LIMIT_PERCENT_MODIFIER: ['LIMIT', 'no LIMIT: rows are limited when they are asked for'],
  DISTINCT_MODIFIER: ['DISTINCT', 'GROUP BY, or count(DISTINCT x)'],
};

export function refuseClauses(node: SyntaxNode): void {
  if (isNode(node.qualify)) refuse(node.qualify, 'QUALIFY cannot be folded', 'HAVING, over aggregates');
  if (isNode(node.sample)) refuse(node, 'a sample cannot be folded', 'WHERE, with a condition');
  for (const modifier of nodesAt(node, 'modifiers')) {
    const [name, instead] = clauses[textAt(modifier, 'type')] ?? ['this clause', null];
    const place = [modifier, ...nodesAt(node, 'select_list')].find(each => firstLocation(each) !== null);
    refuse(
      place ?? node,
      `${distinctOn(modifier) ? 'DISTINCT ON' : name} cannot be folded`,
      distinctOn(modifier) ? 'arg_max(x, _event_time)' : instead,
    );
  }
}

function distinctOn(modifier: SyntaxNode): boolean {
  return nodesAt(modifier, 'distinct_on_targets').length > 0;
}
