// FROM and the queries below it: flattens projections, filters, UNNEST and UNION ALL into branches.

import { firstLocation, refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Model } from '../model.ts';
import type { Branch } from './branch.ts';
import { columnsOf } from './branch.ts';
import { nearestNames } from './nearest-names.ts';
import { projected } from './select-list.ts';
import { type SilverTables, tableBranch } from './silver-tables.ts';
import { unionOf } from './union.ts';
import { unnestedBeside } from './unnest.ts';
import { filtered } from './where.ts';

/** A common table expression, and what it sees: those before it. */
type Named = { query: SyntaxNode; columns: readonly string[]; relations: Relations };

export type Relations = {
  tables: SilverTables;
  /** The project's models; throws what is wrong with one. Null when there is none of the name. */
  model: (name: string) => Model | null;
  models: readonly string[];
  named: ReadonlyMap<string, Named>;
};

/** The common table expressions that a query node brings, on top of those that it sees. */
export function withNamed(node: SyntaxNode, outer: Relations): Relations {
  let relations = outer;
  for (const entry of isNode(node.cte_map) ? nodesAt(node.cte_map, 'map') : []) {
    const value = nodeAt(entry, 'value');
    const named: Named = {
      query: nodeAt(nodeAt(value, 'query'), 'node'),
      columns: namesAt(value, 'aliases'),
      relations,
    };
    relations = {
      ...outer,
      named: new Map([...relations.named, [textAt(entry, 'key').toLowerCase(), named]]),
    };
  }
  return relations;
}

export function fromBranches(node: SyntaxNode, relations: Relations): Branch[] {
  if (isNode(node.sample)) refuse(node, 'a sample cannot be folded', 'WHERE, with a condition');
  const alias = textAt(node, 'alias').toLowerCase();
  const columns = namesAt(node, 'column_name_alias');
  switch (textAt(node, 'type')) {
    case 'BASE_TABLE':
      return namedBranches(node, relations);
    case 'SUBQUERY':
      return queryBranches(nodeAt(nodeAt(node, 'subquery'), 'node'), relations).map(branch =>
        renamed(branch, alias, columns, node),
      );
    case 'JOIN':
      return joinBranches(node, relations);
    default:
      return refuse(
        node,
        `${fromNames[textAt(node, 'type')] ?? 'this'} in FROM cannot be folded`,
        "{{ source('silver', '<table>') }}, or UNNEST of a list beside it",
      );
  }
}

const fromNames: Record<string, string> = {
  EMPTY: 'nothing',
  TABLE_FUNCTION: 'a table function',
  EXPRESSION_LIST: 'VALUES',
  PIVOT: 'PIVOT',
  SHOW_REF: 'DESCRIBE',
};

function namedBranches(node: SyntaxNode, relations: Relations): Branch[] {
  const schema = textAt(node, 'schema_name').toLowerCase();
  const table = textAt(node, 'table_name').toLowerCase();
  const alias = (textAt(node, 'alias') || table).toLowerCase();
  const columns = namesAt(node, 'column_name_alias');
  if (isNode(node.at_clause))
    refuse(node, 'a table at a version cannot be folded', 'the table as it is, without AT');
  const named = schema === '' ? relations.named.get(table) : undefined;
  if (named)
    return queryBranches(named.query, named.relations).map(branch =>
      renamed(renamed(branch, table, named.columns, node), alias, columns, node),
    );
  const branch = schema === 'silver' ? tableBranch(relations.tables, table, alias) : null;
  return branch ? [renamed(branch, alias, columns, node)] : unknownTable(node, schema, table, relations);
}

function unknownTable(node: SyntaxNode, schema: string, table: string, relations: Relations): never {
  if (schema === 'gold') {
    const { name } = modelNamed(node, relations);
    return refuse(
      node,
      `what is grouped comes from silver, and not from gold.${name}`,
      `{{ source('silver', '<table>') }}; or a SELECT without GROUP BY over {{ ref('${name}') }}`,
    );
  }
  if (schema !== '' && schema !== 'silver')
    return refuse(
      node,
      `a model reads silver tables, and not ${schema}.${table}`,
      "{{ source('silver', '<table>') }}",
    );
  const near = nearestNames(table, [...relations.tables.keys()]);
  return refuse(
    node,
    `there is no silver table ${table}`,
    near.length > 0
      ? near.map(name => `{{ source('silver', '${name}') }}`).join(' or ')
      : "{{ source('silver', '<table>') }}",
  );
}

export function modelNamed(node: SyntaxNode, { model, models }: Relations): Model {
  const name = textAt(node, 'table_name').toLowerCase();
  const near = nearestNames(name, models);
  return (
    model(name) ??
    refuse(
      node,
      `there is no model ${name}`,
      near.length > 0 ? near.map(each => `{{ ref('${each}') }}`).join(' or ') : "{{ ref('<model>') }}",
    )
  );
}

/** The branch under an alias, with the first of its columns named anew: `AS alias(a, b)`. */
function renamed(branch: Branch, alias: string, names: readonly string[], at: SyntaxNode): Branch {
  if (branch.visible.length !== 1) return branch;
  const columns = [...columnsOf(branch)];
  if (names.length > columns.length)
    refuse(at, `${alias} has ${columns.length} columns, and ${names.length} names`);
  const entries = columns.map(([name, binding], i) => [names[i]?.toLowerCase() ?? name, binding] as const);
  return { ...branch, visible: [{ alias, columns: new Map(entries) }] };
}

/** A list of a row, unnested beside it: `FROM sales, UNNEST(lines) AS l(line)`. */
function joinBranches(node: SyntaxNode, relations: Relations): Branch[] {
  const right = nodeAt(node, 'right');
  const call = isNode(right.function) ? right.function : null;
  const unnests = call !== null && textAt(call, 'function_name').toLowerCase() === 'unnest';
  if (!call || !unnests) return refuseJoin(node, right, relations);
  if (textAt(node, 'ref_type') !== 'CROSS')
    return refuse(
      right,
      'UNNEST beside a table takes no condition',
      'FROM <table>, UNNEST(<list>) AS <alias>(<column>)',
    );
  return fromBranches(nodeAt(node, 'left'), relations).map(branch => unnestedBeside(branch, right, call));
}

/** A row that is looked up may change later: it must not say into which group a row falls, nor what is counted of it. */
function refuseJoin(node: SyntaxNode, right: SyntaxNode, { tables }: Relations): never {
  const table = textAt(right, 'table_name').toLowerCase();
  if (
    textAt(right, 'schema_name').toLowerCase() === 'silver' &&
    tables.get(table)?.source.encoding === 'debezium'
  )
    return refuse(
      right,
      `rows of ${table} change after events were folded: they must not decide what is counted, or in which group`,
      `the join after the GROUP BY: WITH counted AS (SELECT … GROUP BY …) SELECT … FROM counted LEFT JOIN {{ source('silver', '${table}') }} …`,
    );
  return refuse(
    textAt(right, 'type') === 'JOIN' ? node : right,
    'a join cannot be folded: a fold sees one row at a time',
    'UNION ALL of the tables, or UNNEST of a list beside its table',
  );
}

/** The branches of a query below the model's own: projections and filters, or a UNION ALL of such. */
export function queryBranches(node: SyntaxNode, outer: Relations): Branch[] {
  const relations = withNamed(node, outer);
  switch (textAt(node, 'type')) {
    case 'SET_OPERATION_NODE':
      return unionOf(node, part => queryBranches(part, relations));
    case 'SELECT_NODE':
      break;
    case 'RECURSIVE_CTE_NODE':
      return refuse(node, 'a recursive query cannot be folded: a fold sees each row once');
    default:
      return refuse(node, 'this kind of query cannot be folded', 'SELECT');
  }
  refuseClauses(node);
  if (
    nodesAt(node, 'group_expressions').length > 0 ||
    textAt(node, 'aggregate_handling') === 'FORCE_AGGREGATES'
  )
    refuse(node, 'a GROUP BY below another query cannot be folded', 'one GROUP BY, in the last SELECT');
  const from = fromBranches(nodeAt(node, 'from_table'), relations);
  return filtered(node, from).map(branch => projected(node, branch));
}

const clauses: Record<string, [name: string, instead: string]> = {
  ORDER_MODIFIER: ['ORDER BY', 'no ORDER BY: rows are put in order when they are asked for'],
  LIMIT_MODIFIER: ['LIMIT', 'no LIMIT: rows are limited when they are asked for'],
  LIMIT_PERCENT_MODIFIER: ['LIMIT', 'no LIMIT: rows are limited when they are asked for'],
  DISTINCT_MODIFIER: ['DISTINCT', 'GROUP BY, or count(DISTINCT x)'],
};

export function refuseClauses(node: SyntaxNode): void {
  if (isNode(node.qualify)) refuse(node.qualify, 'QUALIFY cannot be folded', 'HAVING, over aggregates');
  if (isNode(node.sample)) refuse(node, 'a sample cannot be folded', 'WHERE, with a condition');
  for (const modifier of nodesAt(node, 'modifiers')) {
    const [name, instead] = clauses[textAt(modifier, 'type')] ?? ['this clause', null];
    const place = [modifier, ...nodesAt(node, 'select_list')].find(each => firstLocation(each) !== null);
    refuse(
      place ?? node,
      `${distinctOn(modifier) ? 'DISTINCT ON' : name} cannot be folded`,
      distinctOn(modifier) ? 'arg_max(x, _event_time)' : instead,
    );
  }
}

function distinctOn(modifier: SyntaxNode): boolean {
  return nodesAt(modifier, 'distinct_on_targets').length > 0;
}
