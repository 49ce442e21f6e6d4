// FROM, WHERE and the levels below: flattens a query of projections, filters, UNNEST and UNION ALL into branches.

import { type Compiled, compileCondition, compileSql } from '../../sql-expression/compile.ts';
import { type Refusal, RefusedExpression, refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { type SqlType, sameType, typeName } from '../../sql-expression/types.ts';
import { attempt, attempting } from './attempt.ts';
import type { Binding, Branch, Visible } from './branch.ts';
import type { Frame } from './frame.ts';
import { child, findBinding, findColumn } from './scope.ts';
import { type SilverTables, tableBranch } from './silver-tables.ts';

export type Relations = { tables: SilverTables; named: ReadonlyMap<string, SyntaxNode> };

/** Throws a RefusedExpression, as all of the compiler does. */
export function compileIn(branch: Branch, node: SyntaxNode): Compiled<Frame> {
  return accepted(compileSql<Frame>(node, { column: names => findColumn(branch, names) }));
}

/** Whether a condition is met; one that fails is not. */
export function conditionIn(branch: Branch, node: SyntaxNode): (frame: Frame) => boolean {
  const { meets } = accepted(compileCondition<Frame>(node, { column: names => findColumn(branch, names) }));
  return frame => attempt(() => meets(frame)) ?? false;
}

export function accepted<T extends { ok: true }>(compiled: T | Refusal): T {
  if (!compiled.ok) throw new RefusedExpression(compiled);
  return compiled;
}

/** The common table expressions that a query node brings, on top of those that it sees. */
export function withNamed(node: SyntaxNode, { tables, named }: Relations): Relations {
  const more = new Map(named);
  const map = isNode(node.cte_map) ? nodesAt(node.cte_map, 'map') : [];
  for (const entry of map)
    more.set(textAt(entry, 'key').toLowerCase(), nodeAt(nodeAt(nodeAt(entry, 'value'), 'query'), 'node'));
  return { tables, named: more };
}

export function fromBranches(node: SyntaxNode, relations: Relations): Branch[] {
  switch (textAt(node, 'type')) {
    case 'BASE_TABLE':
      return namedBranches(node, relations);
    case 'SUBQUERY':
      return renamed(
        queryBranches(nodeAt(nodeAt(node, 'subquery'), 'node'), relations),
        textAt(node, 'alias'),
      );
    case 'JOIN':
      return joinBranches(node, relations);
    default:
      return refuse(
        node,
        `${textAt(node, 'type')} in FROM cannot be folded`,
        'a silver table, or UNNEST of a list',
      );
  }
}

function namedBranches(node: SyntaxNode, relations: Relations): Branch[] {
  const [schema, table] = [
    textAt(node, 'schema_name').toLowerCase(),
    textAt(node, 'table_name').toLowerCase(),
  ];
  const alias = (textAt(node, 'alias') || table).toLowerCase();
  const query = schema === '' ? relations.named.get(table) : undefined;
  if (query) return renamed(queryBranches(query, relations), alias);
  const branch = schema === 'silver' ? tableBranch(relations.tables, table, alias) : null;
  return branch
    ? [branch]
    : refuse(node, `there is no silver table "${table}"`, "{{ source('silver', '<table>') }}");
}

function renamed(branches: Branch[], alias: string): Branch[] {
  return branches.map(branch => ({
    ...branch,
    visible: branch.visible.map(({ columns }) => ({ alias: alias.toLowerCase(), columns })),
  }));
}

/** A list of a row, unnested beside it: `FROM sales, UNNEST(lines) AS l(line)`. */
function joinBranches(node: SyntaxNode, relations: Relations): Branch[] {
  const right = nodeAt(node, 'right');
  const call = isNode(right.function) ? right.function : null;
  const crossed = textAt(node, 'ref_type') === 'CROSS' || textAt(node, 'join_type') === 'INNER';
  if (!call || textAt(call, 'function_name') !== 'unnest' || !crossed || isNode(node.condition))
    return refuse(node, 'this join cannot be folded', 'FROM <table>, UNNEST(<list>) AS <alias>(<column>)');
  const [list] = nodesAt(call, 'children');
  const alias = textAt(right, 'alias') || 'unnest';
  const column = namesAt(right, 'column_name_alias')[0] ?? 'unnest';
  return fromBranches(nodeAt(node, 'left'), relations).map(branch =>
    unnest(branch, list, alias, column, right),
  );
}

function unnest(
  branch: Branch,
  list: SyntaxNode | undefined,
  alias: string,
  column: string,
  at: SyntaxNode,
): Branch {
  const binding =
    list && textAt(list, 'class') === 'COLUMN_REF'
      ? findBinding(branch, namesAt(list, 'column_names'))
      : null;
  if (binding?.kind !== 'document' || typeof binding.type === 'string' || binding.type.type !== 'array')
    return refuse(at, 'UNNEST takes a column that is a list of the event', null);
  const index = branch.unnested;
  const element: Binding = {
    kind: 'document',
    type: binding.type.elementType,
    schema: child(binding.schema, 'items'),
    get: frame => frame.elements[index] ?? null,
    required: child(child(binding.schema, 'items'), 'type') === 'object',
  };
  return {
    ...branch,
    steps: [...branch.steps, { kind: 'unnest', list: binding.get }],
    visible: [
      ...branch.visible,
      { alias: alias.toLowerCase(), columns: new Map([[column.toLowerCase(), element]]) },
    ],
    unnested: index + 1,
  };
}

/** The branches of a query below the model's own: projections and filters, or a UNION ALL of such. */
function queryBranches(node: SyntaxNode, outer: Relations): Branch[] {
  const relations = withNamed(node, outer);
  if (textAt(node, 'type') === 'SET_OPERATION_NODE') return unionBranches(node, relations);
  if (textAt(node, 'type') !== 'SELECT_NODE') return refuse(node, 'this kind of query cannot be folded');
  refuseClauses(node);
  if (nodesAt(node, 'group_expressions').length > 0)
    return refuse(
      node,
      'a GROUP BY below another query cannot be folded',
      'one GROUP BY, in the last SELECT',
    );
  return filtered(node, fromBranches(nodeAt(node, 'from_table'), relations)).map(branch =>
    project(node, branch),
  );
}

export function refuseClauses(node: SyntaxNode): void {
  for (const [field, clause] of [
    ['qualify', 'QUALIFY'],
    ['sample', 'a sample'],
  ] as const)
    if (isNode(node[field])) refuse(node, `${clause} cannot be folded`);
  for (const modifier of nodesAt(node, 'modifiers'))
    refuse(
      node,
      `${textAt(modifier, 'type').replace('_MODIFIER', '')} cannot be folded`,
      'order and limit when you ask',
    );
}

function unionBranches(node: SyntaxNode, relations: Relations): Branch[] {
  if (textAt(node, 'setop_type') !== 'UNION' || node.setop_all !== true)
    return refuse(node, 'of set operations only UNION ALL can be folded', 'UNION ALL');
  const left = queryBranches(nodeAt(node, 'left'), relations);
  const names = columnNames(left[0]);
  const right = queryBranches(nodeAt(node, 'right'), relations).map(branch => {
    const columns = [...(branch.visible[0]?.columns.values() ?? [])];
    if (columns.length !== names.length)
      return refuse(
        node,
        `UNION ALL has ${names.length} columns on the left and ${columns.length} on the right`,
      );
    return {
      ...branch,
      visible: [{ alias: '', columns: new Map(names.map((name, i) => [name, columns[i] as Binding])) }],
    };
  });
  return [...left, ...right];
}

function columnNames(branch: Branch | undefined): string[] {
  return [...(branch?.visible[0]?.columns.keys() ?? [])];
}

/** Each branch with the WHERE of the query as a step. */
export function filtered(node: SyntaxNode, branches: Branch[]): Branch[] {
  const where = node.where_clause;
  if (!isNode(where)) return branches;
  return branches.map(branch => ({
    ...branch,
    steps: [...branch.steps, { kind: 'filter', holds: conditionIn(branch, where) }],
    visible: branch.visible.map(shown => withRequired(shown, notNullColumns(where))),
  }));
}

/** Columns that a WHERE says are not null. */
function notNullColumns(where: SyntaxNode): string[] {
  if (textAt(where, 'type') === 'CONJUNCTION_AND') return nodesAt(where, 'children').flatMap(notNullColumns);
  if (textAt(where, 'type') !== 'OPERATOR_IS_NOT_NULL') return [];
  const [operand] = nodesAt(where, 'children');
  return operand
    ? namesAt(operand, 'column_names')
        .slice(-1)
        .map(name => name.toLowerCase())
    : [];
}

function withRequired({ alias, columns }: Visible, required: readonly string[]): Visible {
  return {
    alias,
    columns: new Map(
      [...columns].map(([name, binding]) => [
        name,
        required.includes(name) ? { ...binding, required: true } : binding,
      ]),
    ),
  };
}

function project(node: SyntaxNode, branch: Branch): Branch {
  const columns = new Map<string, Binding>();
  for (const item of nodesAt(node, 'select_list')) {
    if (textAt(item, 'class') === 'STAR') {
      for (const shown of branch.visible)
        for (const [name, binding] of shown.columns) columns.set(name, binding);
      continue;
    }
    const name = (
      textAt(item, 'alias') ||
      namesAt(item, 'column_names').at(-1) ||
      `column${columns.size}`
    ).toLowerCase();
    if (columns.has(name)) refuse(item, `two columns are called ${name}`, `… AS another_name`);
    columns.set(name, bindingOf(branch, item));
  }
  return { ...branch, visible: [{ alias: '', columns }] };
}

/** A bare column stays a document, so that paths into it are followed without converting it. */
function bindingOf(branch: Branch, item: SyntaxNode): Binding {
  const found =
    textAt(item, 'class') === 'COLUMN_REF' ? findBinding(branch, namesAt(item, 'column_names')) : null;
  if (found) return found;
  const { type, evaluate } = compileIn(branch, item);
  return { kind: 'value', type, read: attempting(evaluate), required: false };
}

/** The branches must agree on the type of an expression. */
export function oneType(node: SyntaxNode, compiled: readonly Compiled<Frame>[]): SqlType {
  const [first, ...others] = compiled;
  if (!first) return refuse(node, 'there is nothing to read from');
  const other = others.find(({ type }) => !sameType(type, first.type));
  if (other)
    refuse(
      node,
      `the parts of the UNION ALL give it two types, ${typeName(first.type)} and ${typeName(other.type)}`,
      `CAST(… AS ${typeName(first.type)}) in each part`,
    );
  return first.type;
}
