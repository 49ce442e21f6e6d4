// CASE and IF.

import { type Bound, type Context, computed } from './bound.ts';
import { castTo } from './cast.ts';
import { bindCondition, type Condition } from './conditions.ts';
import { nodeAt, nodesAt, type SyntaxNode } from './syntax.ts';
import { unify } from './unify.ts';
import type { Evaluate } from './value.ts';

export function bindCase(node: SyntaxNode, context: Context): Bound {
  const checks = nodesAt(node, 'case_checks');
  const otherwise = context.bind(nodeAt(node, 'else_expr'));
  const outcomes = checks.map(check => context.bind(nodeAt(check, 'then_expr')));
  const type = unify([otherwise, ...outcomes], 'CASE', node);
  const branches = checks.map((check, i) => ({
    condition: bindCondition(nodeAt(check, 'when_expr'), context),
    outcome: castTo(outcomes[i] ?? otherwise, type, node),
  }));
  const last = castTo(otherwise, type, node);
  const parts = [last, ...branches.flatMap(({ condition, outcome }) => [condition, outcome])];
  return computed(type, parts, choice(branches, last.evaluate));
}

type Branch = { condition: Condition; outcome: Bound };

function choice(branches: readonly Branch[], otherwise: Evaluate): Evaluate {
  const taken = branches.map(({ condition, outcome }) => ({
    meets: condition.meets,
    outcome: outcome.evaluate,
  }));
  return row => {
    for (const { meets, outcome } of taken) if (meets(row)) return outcome(row);
    return otherwise(row);
  };
}
