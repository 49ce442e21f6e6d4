// The columns of a model, read from the values of its aggregates: ratios and other expressions over them, and HAVING.

import { compileCondition, compileSql, type Scope } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import { isAggregate } from './aggregate-functions.ts';
import { attempt, attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import type { Calls } from './calls.ts';
import { typeIn } from './calls.ts';
import { type Group, outputName, sameExpression } from './groups.ts';
import type { FoldPlan, GroupRow, OutputColumn } from './plan.ts';
import { accepted } from './relations.ts';

type Parts = { key: readonly Group[]; window: Group | null; calls: Calls; branches: readonly Branch[] };

export function compileOutput(query: SyntaxNode, parts: Parts): Pick<FoldPlan, 'columns' | 'having'> {
  const grouped = [...parts.key, ...(parts.window ? [parts.window] : [])];
  const items = nodesAt(query, 'select_list').filter(
    item =>
      !grouped.some(
        ({ expression }) => sameExpression(expression, item) && outputName(item) === outputName(expression),
      ),
  );
  const columns = items.map(item => compileColumn(item, parts));
  return { columns, having: isNode(query.having) ? compileHaving(query.having, columns, parts) : null };
}

function compileColumn(item: SyntaxNode, parts: Parts): OutputColumn {
  const name = outputName(item);
  const { node, scope } = overGroup(item, name, parts);
  const { type, evaluate } = accepted(compileSql<GroupRow>(node, scope));
  return { name, type, read: attempting(evaluate) };
}

function compileHaving(
  having: SyntaxNode,
  columns: readonly OutputColumn[],
  parts: Parts,
): FoldPlan['having'] {
  const { node, scope } = overGroup(having, null, parts);
  const withColumns: Scope<GroupRow> = {
    column: names => scope.column(names) ?? columnNamed(columns, names),
  };
  const { meets } = accepted(compileCondition<GroupRow>(node, withColumns));
  return row => attempt(() => meets(row)) ?? false;
}

function columnNamed(columns: readonly OutputColumn[], names: readonly string[]) {
  const found = columns.find(
    ({ name }) => names.length === 1 && name.toLowerCase() === names[0]?.toLowerCase(),
  );
  return found ? { type: found.type, read: found.read } : null;
}

/** The expression with its aggregates and grouped expressions replaced by references, and the scope that knows these. */
function overGroup(expression: SyntaxNode, name: string | null, { key, calls, branches }: Parts) {
  const places = new Map<string, { type: SqlType; read: (row: GroupRow) => GroupRow['values'][number] }>();
  const reference = (column: string): SyntaxNode => ({
    class: 'COLUMN_REF',
    type: 'COLUMN_REF',
    alias: '',
    column_names: [column],
  });
  const onlyCall = countCalls(expression) === 1;
  const replace = (node: SyntaxNode): SyntaxNode => {
    const index = key.findIndex(group => sameExpression(group.expression, node));
    if (index >= 0) {
      const group = key[index] as Group;
      places.set(`#key${index}`, {
        type: typeIn(branches, group.expression),
        read: row => row.key[index] ?? null,
      });
      return reference(`#key${index}`);
    }
    if (isAggregateCall(node)) {
      const call = calls.place(node, onlyCall ? name : null);
      places.set(`#${call.index}`, { type: call.type, read: row => row.values[call.index] ?? null });
      return reference(`#${call.index}`);
    }
    if (textAt(node, 'class') === 'COLUMN_REF' && node === expression)
      return refuse(node, `${namesAt(node, 'column_names').join('.')} is neither grouped by nor aggregated`);
    return mapChildren(node, replace);
  };
  const node = replace(expression);
  const scope: Scope<GroupRow> = {
    column: names => (names.length === 1 ? (places.get(names[0] ?? '') ?? null) : null),
  };
  return { node, scope };
}

/** An aggregate that a column is made of alone is called as the column is. */
function countCalls(node: SyntaxNode): number {
  if (isAggregateCall(node)) return 1;
  const below = Object.values(node)
    .flatMap(value => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
  return below.reduce((sum, child) => sum + countCalls(child), 0);
}

function isAggregateCall(node: SyntaxNode): boolean {
  return textAt(node, 'class') === 'FUNCTION' && isAggregate(textAt(node, 'function_name').toLowerCase());
}

function mapChildren(node: SyntaxNode, map: (child: SyntaxNode) => SyntaxNode): SyntaxNode {
  return Object.fromEntries(
    Object.entries(node).map(([field, value]) => {
      if (Array.isArray(value)) return [field, value.map(item => (isNode(item) ? map(item) : item))];
      return [
        field,
        isNode(value) && (value.class !== undefined || hasExpressions(value)) ? map(value) : value,
      ];
    }),
  );
}

function hasExpressions(node: SyntaxNode): boolean {
  return Object.values(node).some(value => isNode(value) || (Array.isArray(value) && value.some(isNode)));
}
