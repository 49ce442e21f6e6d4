// Compiles a model's query.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import { collectCalls, countsRows, typeIn } from './calls.ts';
import { groupsOf, outputName, sameExpression } from './groups.ts';
import { compileOutput } from './output.ts';
import type { FoldPlan } from './plan.ts';
import { compileIn, filtered, fromBranches, refuseClauses, withNamed } from './relations.ts';
import { findBinding } from './scope.ts';
import type { SilverTables } from './silver-tables.ts';

/** `query` is the node of one SELECT. Throws a RefusedExpression. */
export function compileQuery(query: SyntaxNode, tables: SilverTables): FoldPlan {
  if (textAt(query, 'type') !== 'SELECT_NODE') return refuse(query, 'a model is one SELECT … GROUP BY');
  refuseClauses(query);
  const relations = withNamed(query, { tables, named: new Map() });
  const branches = filtered(query, fromBranches(nodeAt(query, 'from_table'), relations));
  const groups = groupsOf(query, branches);
  const windows = groups.filter(({ grainMs }) => grainMs !== null);
  const key = groups.filter(({ grainMs }) => grainMs === null);
  if (key.length === 0)
    return refuse(query, 'a model needs a column to ask for', 'GROUP BY a column that is no window');
  if (windows.length > 1) return refuse(query, 'a model has one window');
  for (const { expression } of key) checkNeverNull(query, expression, branches);
  const [window = null] = windows;
  const calls = collectCalls(branches);
  const output = compileOutput(query, { key, window, calls, branches });
  const planned = calls.planned();
  return {
    key: key.map(({ name, expression }) => ({ name, type: typeIn(branches, expression) })),
    window: window && { name: window.name, grainMs: window.grainMs ?? 0 },
    inputs: branches.map((branch, i) => ({
      table: branch.table,
      steps: branch.steps,
      key: key.map(({ expression }) => attempting(compileIn(branch, expression).evaluate)),
      windowStart: window && attempting(compileIn(branch, window.expression).evaluate),
      calls: planned.map(({ inBranch }) => inBranch[i] ?? { filter: null, values: [] }),
    })),
    rowsField: planned.find(countsRows)?.field ?? '',
    aggregates: planned.map(({ field, aggregate, perEvent }) => ({ field, aggregate, perEvent })),
    ...output,
  };
}

/** A group whose key is null could not be asked for: the query must say that there is none. */
function checkNeverNull(query: SyntaxNode, expression: SyntaxNode, branches: readonly Branch[]): void {
  const guarded = isNode(query.where_clause) && saysNotNull(query.where_clause, expression);
  const names = textAt(expression, 'class') === 'COLUMN_REF' ? namesAt(expression, 'column_names') : null;
  const always = names !== null && branches.every(branch => findBinding(branch, names)?.required);
  if (!guarded && !always && !endsInConstant(expression))
    refuse(
      expression,
      `the key column ${outputName(expression)} can be null`,
      "WHERE … IS NOT NULL, or coalesce(…, 'none')",
    );
}

function saysNotNull(where: SyntaxNode, expression: SyntaxNode): boolean {
  if (textAt(where, 'type') === 'CONJUNCTION_AND')
    return nodesAt(where, 'children').some(part => saysNotNull(part, expression));
  const [operand] = nodesAt(where, 'children');
  return (
    textAt(where, 'type') === 'OPERATOR_IS_NOT_NULL' &&
    operand !== undefined &&
    sameExpression(operand, expression)
  );
}

/** COALESCE with a constant at its end. */
function endsInConstant(expression: SyntaxNode): boolean {
  const last = nodesAt(expression, 'children').at(-1);
  return (
    textAt(expression, 'type') === 'OPERATOR_COALESCE' &&
    last !== undefined &&
    textAt(last, 'class') === 'CONSTANT'
  );
}
