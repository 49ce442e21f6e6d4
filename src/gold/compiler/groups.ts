// GROUP BY: the columns of a model's key, and its window.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { typeName } from '../../sql-expression/types.ts';
import { canBeKey } from '../key-text.ts';
import { callsIn } from './aggregate-functions.ts';
import type { Branch } from './branch.ts';
import { typeIn } from './expressions.ts';
import { isNeverNull } from './never-null.ts';
import { refuseFailing } from './refuse-failing.ts';
import { sameExpression } from './same-expression.ts';
import { bindingAt } from './scope.ts';
import { type GroupedWindow, refuseLooseSeries, windowOf } from './window.ts';

/** A select item that is grouped by: `name` is the column's. */
export type Group = { name: string; expression: SyntaxNode };

type WindowGroup = Group & { cut: GroupedWindow };

export type Groups = { key: Group[]; window: WindowGroup | null };

/** In the order of the select list, which is the order of the key. */
export function groupsOf(query: SyntaxNode, branches: readonly Branch[]): Groups {
  const groups = groupedItems(query, branches).map(item => ({
    name: outputName(item),
    expression: item,
    cut: windowOf(item, branches),
  }));
  const key = groups.filter(({ cut }) => cut === null);
  const [window = null, second] = groups.flatMap(group => (group.cut ? [{ ...group, cut: group.cut }] : []));
  if (second)
    refuse(
      second.expression,
      'a model has one window',
      'a model for each width, or a larger grain when you ask',
    );
  if (key.length === 0)
    refuse(query, 'a model needs a column to ask for', 'GROUP BY a column that is no window');
  for (const { name, expression } of key) checkType(name, expression, branches);
  for (const group of groups) checkNeverNull(query, group, branches);
  refuseLooseSeries(branches, window?.expression ?? null);
  return { key, window };
}

export function outputName(item: SyntaxNode): string {
  const name = textAt(item, 'alias') || namesAt(item, 'column_names').at(-1);
  return name ?? refuse(item, 'a column of a model needs a name', '… AS name');
}

function groupedItems(query: SyntaxNode, branches: readonly Branch[]): SyntaxNode[] {
  const items = nodesAt(query, 'select_list');
  const star = items.find(item => textAt(item, 'class') === 'STAR');
  if (star) refuse(star, 'a model names its columns', 'each column by its name');
  const sets = query.group_sets;
  if (Array.isArray(sets) && sets.length > 1)
    refuse(query, 'GROUPING SETS, ROLLUP and CUBE cannot be folded', 'a model for each grouping');
  // GROUP BY ALL: by every column in which no aggregate is called.
  if (textAt(query, 'aggregate_handling') === 'FORCE_AGGREGATES')
    return items.filter(item => callsIn(item).length === 0);
  const grouped = nodesAt(query, 'group_expressions').map(node => groupedItem(node, items, branches));
  return items.filter(item => grouped.includes(item));
}

/** GROUP BY names an item by its alias or its place, or repeats its expression. */
function groupedItem(
  node: SyntaxNode,
  items: readonly SyntaxNode[],
  branches: readonly Branch[],
): SyntaxNode {
  const names = namesAt(node, 'column_names');
  const place = isNode(node.value) && textAt(node, 'class') === 'CONSTANT' ? Number(node.value.value) : null;
  // As in DuckDB, a column that is read comes before an alias of the same name.
  const isColumn = names.length > 0 && branches.every(branch => bindingAt(branch, node) !== null);
  const byAlias =
    names.length === 1 && !isColumn
      ? items.find(item => textAt(item, 'alias').toLowerCase() === names[0]?.toLowerCase())
      : undefined;
  const found =
    place === null ? (byAlias ?? items.find(item => sameExpression(branches, item, node))) : items[place - 1];
  return (
    found ??
    refuse(
      node,
      'what is grouped by must be a column of the model',
      'the same expression in SELECT, with a name',
    )
  );
}

function checkType(name: string, expression: SyntaxNode, branches: readonly Branch[]): void {
  const type = typeIn(branches, expression);
  if (canBeKey(type)) return;
  refuse(
    expression,
    `the key column ${name} is ${typeName(type)}, and a key is text, a whole number, a date or a boolean`,
    `CAST(… AS VARCHAR) AS ${name}`,
  );
}

/** A group whose key is null could not be asked for: the query must say that there is none. */
function checkNeverNull(
  query: SyntaxNode,
  { name, expression, cut }: Group & { cut: GroupedWindow | null },
  branches: readonly Branch[],
): void {
  // A window is never null when the time that it is cut from is not.
  const subject = cut ? cut.time : expression;
  if (!subject) return;
  const where = isNode(query.where_clause) ? query.where_clause : null;
  for (const branch of branches) refuseFailing(branch, name, expression);
  if (branches.every(branch => isNeverNull(branch, where, subject))) return;
  refuse(
    expression,
    `${cut ? 'the window' : 'the key column'} ${name} can be null`,
    cut ? 'WHERE … IS NOT NULL, of the time' : "WHERE … IS NOT NULL, or coalesce(…, 'none')",
  );
}
