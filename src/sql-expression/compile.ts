// Scalar expressions of DuckDB's syntax tree as functions of a row, with DuckDB's own semantics: the property tests in
// test/sql-expression compare every value and type with DuckDB.

import type { Bound, Column, Context } from './bound.ts';
import { bindArrow, bindCall } from './calls.ts';
import { bindCase } from './case.ts';
import { bindCast } from './cast.ts';
import { bindBetween, bindComparison } from './comparison.ts';
import { bindCondition, bindConjunction } from './conditions.ts';
import { bindConstant } from './constants.ts';
import { bindOperator } from './operators.ts';
import { bindReference } from './references.ts';
import { type Refusal, RefusedExpression, refuse } from './refusal.ts';
import { type SyntaxNode, textAt } from './syntax.ts';
import type { SqlType } from './types.ts';
import type { Value } from './value.ts';

export type { Refusal } from './refusal.ts';
export { SqlRuntimeError } from './runtime-error.ts';
export { parseSyntax, type SyntaxNode } from './syntax.ts';
export { type SqlType, typeName } from './types.ts';
export type { Interval, Struct, Value, Whole } from './value.ts';

/** Which columns there are. `names` are a column's name, or its table's and its own; null when there is no such column. */
export type Scope<Row> = {
  column(names: readonly string[]): { type: SqlType; read(row: Row): Value } | null;
  /** What may have been meant by names that lead to no column; null when nothing is near. */
  suggest?(names: readonly string[]): string | null;
};

/** `evaluate` throws a SqlRuntimeError where DuckDB would stop its query. */
export type Compiled<Row> = { ok: true; type: SqlType; evaluate(row: Row): Value };

export type CompiledCondition<Row> = { ok: true; meets(row: Row): boolean };

export function compileSql<Row>(node: SyntaxNode, scope: Scope<Row>): Compiled<Row> | Refusal {
  return orRefusal(() => {
    const { type, evaluate } = contextOf(scope).bind(node);
    return { ok: true, type, evaluate };
  });
}

/** A condition of WHERE or FILTER: NULL is no, and operands of AND and OR guard those after them from errors. */
export function compileCondition<Row>(node: SyntaxNode, scope: Scope<Row>): CompiledCondition<Row> | Refusal {
  return orRefusal(() => {
    const { meets } = bindCondition(node, contextOf(scope));
    return { ok: true, meets };
  });
}

function orRefusal<T>(compile: () => T): T | Refusal {
  try {
    return compile();
  } catch (error) {
    if (error instanceof RefusedExpression) return error.refusal;
    throw error;
  }
}

function contextOf<Row>(scope: Scope<Row>): Context {
  return contextWith(
    names => scope.column(names) as Column | null,
    names => scope.suggest?.(names) ?? null,
  );
}

function contextWith(column: Context['column'], suggest: Context['suggest']): Context {
  const context: Context = {
    column,
    suggest,
    bind: node => bindNode(node, context),
    within: (name, inner) =>
      contextWith(
        names =>
          names.length === 1 && names[0]?.toLowerCase() === name.toLowerCase() ? inner : column(names),
        suggest,
      ),
  };
  return context;
}

function bindNode(node: SyntaxNode, context: Context): Bound {
  switch (textAt(node, 'class')) {
    case 'CONSTANT':
      return bindConstant(node);
    case 'COLUMN_REF':
      return bindReference(node, context);
    case 'FUNCTION':
      return bindCall(node, context);
    case 'COMPARISON':
      return bindComparison(node, context);
    case 'BETWEEN':
      return bindBetween(node, context);
    case 'CONJUNCTION':
      return bindConjunction(node, context);
    case 'OPERATOR':
      return bindOperator(node, context);
    case 'CASE':
      return bindCase(node, context);
    case 'CAST':
      return bindCast(node, context);
    case 'LAMBDA':
      return bindArrow(node, context);
    default:
      return refuseClass(node);
  }
}

const reasons: Record<string, string> = {
  SUBQUERY: 'a query inside an expression is not evaluated row by row',
  WINDOW: 'a window function looks at other rows',
  COLLATE: 'collations are not evaluated: text is compared by its bytes',
  PARAMETER: 'there are no parameters here',
  STAR: '* is no single value',
};

function refuseClass(node: SyntaxNode): never {
  const kind = textAt(node, 'class');
  return refuse(
    node,
    reasons[kind] ?? `${kind.toLowerCase().replaceAll('_', ' ')} is not evaluated`,
    kind === 'COLLATE' ? 'lower(a) = lower(b)' : null,
  );
}
