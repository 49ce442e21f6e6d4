// The columns of a model, read from the values of its aggregates: ratios and other expressions over them, and HAVING.

import { compileCondition, compileSql, type Scope } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { callsIn, isAggregateCall } from './aggregate-functions.ts';
import { attempt, attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import type { Calls } from './calls.ts';
import { accepted, typeIn } from './expressions.ts';
import { type Groups, outputName } from './groups.ts';
import { mapNodes } from './map-nodes.ts';
import type { FoldPlan, GroupRow, OutputColumn } from './plan.ts';
import { sameExpression } from './same-expression.ts';

type Parts = { groups: Groups; calls: Calls; branches: readonly Branch[] };

type Place = NonNullable<ReturnType<Scope<GroupRow>['column']>>;

export function compileOutput(query: SyntaxNode, parts: Parts): Pick<FoldPlan, 'columns' | 'having'> {
  const { key, window } = parts.groups;
  const grouped = [...key, ...(window ? [window] : [])].map(({ expression }) => expression);
  const items = nodesAt(query, 'select_list').filter(item => !grouped.includes(item));
  refuseTwins(nodesAt(query, 'select_list'));
  const columns = items.map(item => compileColumn(item, parts));
  if (isNode(query.having) && textAt(query, 'aggregate_handling') === 'FORCE_AGGREGATES')
    refuseSplit(query.having, parts);
  return { columns, having: isNode(query.having) ? compileHaving(query.having, columns, parts) : null };
}

function refuseTwins(items: readonly SyntaxNode[]): void {
  const names = new Set<string>();
  for (const item of items) {
    const name = outputName(item).toLowerCase();
    if (names.has(name)) refuse(item, `two columns are called ${name}`, '… AS another_name');
    names.add(name);
  }
}

function compileColumn(item: SyntaxNode, parts: Parts): OutputColumn {
  const name = outputName(item);
  // An aggregate that a column is made of alone is called as the column is.
  const { node, scope } = overGroup(item, callsIn(item).length === 1 ? name : null, parts, () => null);
  const { type, evaluate } = accepted(compileSql<GroupRow>(node, scope), item);
  return { name, type, read: attempting(evaluate) };
}

/** Under GROUP BY ALL, DuckDB groups by the columns that HAVING reads too: a computed key would be in several groups. */
function refuseSplit(node: SyntaxNode, parts: Parts): void {
  if (isAggregateCall(node)) return;
  const names = namesAt(node, 'column_names');
  const key = parts.groups.key.find(
    ({ name, expression }) =>
      textAt(expression, 'class') !== 'COLUMN_REF' &&
      ((names.length === 1 && names[0]?.toLowerCase() === name.toLowerCase()) ||
        sameExpression(parts.branches, expression, node)),
  );
  if (key)
    refuse(
      node,
      `HAVING reads ${key.name}, and then GROUP BY ALL groups by the columns that it is computed from as well`,
      `GROUP BY ${[...parts.groups.key, ...(parts.groups.window ? [parts.groups.window] : [])].map(({ name }) => name).join(', ')}`,
    );
  for (const child of Object.values(node).flat()) if (isNode(child)) refuseSplit(child, parts);
}

/** HAVING may also name the columns of the model. */
function compileHaving(
  having: SyntaxNode,
  columns: readonly OutputColumn[],
  parts: Parts,
): FoldPlan['having'] {
  const { key } = parts.groups;
  const named = (name: string): Place | null => {
    const index = key.findIndex(group => group.name.toLowerCase() === name);
    if (index >= 0) return keyPlace(parts, index);
    return columns.find(column => column.name.toLowerCase() === name) ?? null;
  };
  const { node, scope } = overGroup(having, null, parts, named);
  const { meets } = accepted(compileCondition<GroupRow>(node, scope), having);
  return row => attempt(meets, row) ?? false;
}

function keyPlace({ groups, branches }: Parts, index: number): Place {
  const { expression } = groups.key[index] ?? {};
  if (!expression) throw new RangeError(`the key has no column ${index}`);
  return { type: typeIn(branches, expression), read: row => row.key[index] ?? null };
}

/**
 * The expression with its aggregates and grouped expressions replaced by references, and the scope that knows these.
 * `named` finds what else a bare name stands for.
 */
function overGroup(
  expression: SyntaxNode,
  name: string | null,
  parts: Parts,
  named: (name: string) => Place | null,
) {
  const { groups, calls, branches } = parts;
  const places = new Map<string, Place>();
  const reference = (column: string, place: Place): SyntaxNode => {
    places.set(column, place);
    return { class: 'COLUMN_REF', type: 'COLUMN_REF', alias: '', column_names: [column] };
  };
  const replace = (node: SyntaxNode): SyntaxNode | null => {
    const index = groups.key.findIndex(group => sameExpression(branches, group.expression, node));
    if (index >= 0) return reference(`#key${index}`, keyPlace(parts, index));
    if (isAggregateCall(node)) {
      const { index: place, type } = calls.place(node, name);
      return reference(`#${place}`, { type, read: row => row.values[place] ?? null });
    }
    if (groups.window && sameExpression(branches, groups.window.expression, node))
      return refuse(
        node,
        'an expression over the window cannot be kept: windows roll up when you ask',
        'the window as a column of its own',
      );
    refuseOtherRows(node);
    if (textAt(node, 'class') !== 'COLUMN_REF') return null;
    const [column = '', ...path] = namesAt(node, 'column_names').map(each => each.toLowerCase());
    const place = path.length === 0 ? named(column) : null;
    return place ? reference(`#:${column}`, place) : refuseLoose(node, groups);
  };
  const node = mapNodes(expression, replace);
  const scope: Scope<GroupRow> = {
    column: names => (names.length === 1 ? (places.get(names[0] ?? '') ?? null) : null),
  };
  return { node, scope };
}

/** Before what is below it is looked at, which may stand there rightly. */
function refuseOtherRows(node: SyntaxNode): void {
  if (textAt(node, 'class') === 'WINDOW')
    refuse(node, 'a window function looks at other rows', 'an aggregate, and compare rows when you ask');
  if (textAt(node, 'class') === 'SUBQUERY')
    refuse(node, 'a query inside an expression looks at other rows', 'a model of its own');
}

function refuseLoose(node: SyntaxNode, { window }: Groups): never {
  const column = namesAt(node, 'column_names').join('.');
  if (column.toLowerCase() === window?.name.toLowerCase())
    refuse(
      node,
      'a condition on the window cannot be kept: windows roll up when you ask',
      'from= and to= when you ask',
    );
  return refuse(
    node,
    `${column} is neither grouped by nor aggregated`,
    `min(${column}) or max(${column}), or GROUP BY ${column}`,
  );
}
