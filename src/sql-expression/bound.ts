// An expression after its types are settled: what the rest of the compiler puts together.

import type { SyntaxNode } from './syntax.ts';
import { type SqlType, varchar } from './types.ts';
import type { Evaluate, Value } from './value.ts';

export type Bound = {
  type: SqlType;
  evaluate: Evaluate;
  /** No column is read: every row has the same value. */
  foldable: boolean;
  /** Written as a bare constant: its type still adapts to what it meets. */
  literal: boolean;
  /** The name that it has as a field of a new struct. */
  alias?: string;
};

export type Column = { type: SqlType; read: Evaluate };

export type Context = {
  /** The column that the names lead to; null when there is none. */
  column(names: readonly string[]): Column | null;
  /** What may have been meant by names that lead to no column. */
  suggest(names: readonly string[]): string | null;
  bind(node: SyntaxNode): Bound;
  /** Where nodes below see one more name, as the body of a lambda does. */
  within(name: string, column: Column): Context;
};

const noRow = null;

export function constant(type: SqlType, value: Value, literal = false): Bound {
  return { type, evaluate: () => value, foldable: true, literal };
}

/**
 * A computation over operands. With no column below, it is done once, here; one that fails is left to fail for each
 * row, so that a branch that is never taken does no harm.
 */
export function computed(
  type: SqlType,
  operands: readonly { foldable: boolean }[],
  evaluate: Evaluate,
): Bound {
  if (!operands.every(operand => operand.foldable))
    return { type, evaluate, foldable: false, literal: false };
  try {
    return constant(type, evaluate(noRow));
  } catch {
    return { type, evaluate, foldable: true, literal: false };
  }
}

/** The value of an expression without columns; undefined when there are columns, or it fails. */
export function foldedValue(bound: Bound): Value | undefined {
  if (!bound.foldable) return undefined;
  try {
    return bound.evaluate(noRow);
  } catch {
    return undefined;
  }
}

/** Text that is the same for every row; null when it is not, or not text. */
export function foldedText(bound: Bound | undefined): string | null {
  const value = bound && bound.type.id === varchar.id ? foldedValue(bound) : null;
  return typeof value === 'string' ? value : null;
}
