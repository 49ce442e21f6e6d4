// Expressions and conditions over the columns of a branch.

import { type Compiled, compileCondition, compileSql, type Refusal } from '../../sql-expression/compile.ts';
import { RefusedExpression, refuse, withPlace } from '../../sql-expression/refusal.ts';
import type { SyntaxNode } from '../../sql-expression/syntax.ts';
import { type SqlType, sameType, typeName } from '../../sql-expression/types.ts';
import { attempt } from './attempt.ts';
import type { Branch } from './branch.ts';
import type { Frame } from './frame.ts';
import { scopeOf } from './scope.ts';

/** Throws a RefusedExpression, as all of the compiler does. */
export function compileIn(branch: Branch, node: SyntaxNode): Compiled<Frame> {
  return accepted(compileSql<Frame>(node, scopeOf(branch)), node);
}

/** Whether a condition is met; one that fails is not. */
export function conditionIn(branch: Branch, node: SyntaxNode): (frame: Frame) => boolean {
  const { meets } = accepted(compileCondition<Frame>(node, scopeOf(branch)), node);
  return frame => attempt(meets, frame) ?? false;
}

/** A refusal without a place is given that of the expression. */
export function accepted<T extends { ok: true }>(compiled: T | Refusal, node: SyntaxNode): T {
  if (!compiled.ok) throw new RefusedExpression(withPlace(compiled, node));
  return compiled;
}

/** The one type that an expression has in all of the branches. */
export function typeIn(branches: readonly Branch[], node: SyntaxNode): SqlType {
  const [first, ...others] = branches.map(branch => compileIn(branch, node).type);
  if (!first) return refuse(node, 'there is nothing to read from');
  const other = others.find(type => !sameType(type, first));
  if (other)
    refuse(
      node,
      `the parts of the UNION ALL give it two types, ${typeName(first)} and ${typeName(other)}`,
      `CAST(… AS ${typeName(first)}) in each part`,
    );
  return first;
}
