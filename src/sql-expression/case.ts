// CASE and IF.

import type { Bound, Context } from './bound.ts';
import { castTo } from './cast.ts';
import { bindCondition } from './conditions.ts';
import { nodeAt, nodesAt, type SyntaxNode } from './syntax.ts';
import { unify } from './unify.ts';

export function bindCase(node: SyntaxNode, context: Context): Bound {
  const checks = nodesAt(node, 'case_checks');
  const otherwise = context.bind(nodeAt(node, 'else_expr'));
  const outcomes = checks.map(check => context.bind(nodeAt(check, 'then_expr')));
  const type = unify([otherwise, ...outcomes], 'CASE', node);
  const branches = checks.map((check, i) => ({
    meets: bindCondition(nodeAt(check, 'when_expr'), context),
    outcome: castTo(outcomes[i] ?? otherwise, type, node).evaluate,
  }));
  const last = castTo(otherwise, type, node).evaluate;
  return {
    type,
    foldable: false,
    literal: false,
    evaluate: row => {
      for (const { meets, outcome } of branches) if (meets(row)) return outcome(row);
      return last(row);
    },
  };
}
