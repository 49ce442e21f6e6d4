// AND, OR and NOT, and expressions as conditions.

import { type Bound, type Context, computed } from './bound.ts';
import { castTo } from './cast.ts';
import { nodesAt, type SyntaxNode, textAt } from './syntax.ts';
import { boolean } from './types.ts';
import type { Evaluate } from './value.ts';

export function bindConjunction(node: SyntaxNode, context: Context): Bound {
  const operands = nodesAt(node, 'children').map(child => castTo(context.bind(child), boolean, node));
  const decisive = textAt(node, 'type') === 'CONJUNCTION_OR';
  return computed(
    boolean,
    operands,
    connect(
      operands.map(operand => operand.evaluate),
      decisive,
    ),
  );
}

/**
 * `decisive` settles the outcome whatever the others are; otherwise one NULL makes it NULL. All operands are evaluated,
 * as in DuckDB's SELECT: an error in one is an error of the whole.
 */
function connect(operands: readonly Evaluate[], decisive: boolean): Evaluate {
  return row => {
    let decided = false;
    let unknown = false;
    for (const operand of operands) {
      const value = operand(row);
      if (value === decisive) decided = true;
      else if (value === null) unknown = true;
    }
    if (decided) return decisive;
    return unknown ? null : !decisive;
  };
}

export type Condition = {
  /** Whether a row meets it: NULL is no. */
  meets(row: unknown): boolean;
  foldable: boolean;
};

/**
 * The condition of WHERE, FILTER and CASE. There DuckDB looks at an operand of AND and OR only for the rows that the
 * ones before it have left undecided, so that they guard it from errors.
 */
export function bindCondition(node: SyntaxNode, context: Context): Condition {
  if (textAt(node, 'class') !== 'CONJUNCTION') {
    const { evaluate, foldable } = castTo(context.bind(node), boolean, node);
    return { meets: row => evaluate(row) === true, foldable };
  }
  const operands = nodesAt(node, 'children').map(child => bindCondition(child, context));
  const foldable = operands.every(operand => operand.foldable);
  return textAt(node, 'type') === 'CONJUNCTION_OR'
    ? { meets: row => operands.some(operand => operand.meets(row)), foldable }
    : { meets: row => operands.every(operand => operand.meets(row)), foldable };
}

export function bindNot(operand: Bound, node: SyntaxNode): Bound {
  const condition = castTo(operand, boolean, node);
  const { evaluate } = condition;
  return computed(boolean, [condition], row => {
    const value = evaluate(row);
    return value === null ? null : value === false;
  });
}
