// FROM and the queries below it: flattens projections, filters, UNNEST and UNION ALL into branches.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Branch } from './branch.ts';
import { columnsOf } from './branch.ts';
import { type Relations, withNamed } from './named-relations.ts';
import { refuseClauses } from './refused-clauses.ts';
import { refuseJoin, refuseTable } from './refused-tables.ts';
import { projected } from './select-list.ts';
import { tableBranch } from './silver-tables.ts';
import { unionOf } from './union.ts';
import { unnestedBeside } from './unnest.ts';
import { filtered } from './where.ts';

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
  return branch ? [renamed(branch, alias, columns, node)] : refuseTable(node, schema, table, relations);
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
  // In `a, b CROSS JOIN c` the last two are joined first, to the same rows.
  if (isCross(node) && textAt(right, 'type') === 'JOIN' && isCross(right)) {
    const first = { ...node, right: nodeAt(right, 'left') };
    return joinBranches({ ...right, left: first }, relations);
  }
  const call = isNode(right.function) ? right.function : null;
  const unnests = call !== null && textAt(call, 'function_name').toLowerCase() === 'unnest';
  if (!call || !unnests) return refuseJoin(node, right, relations);
  if (!isCross(node))
    return refuse(
      right,
      'UNNEST beside a table takes no condition',
      'FROM <table>, UNNEST(<list>) AS <alias>(<column>)',
    );
  return fromBranches(nodeAt(node, 'left'), relations).map(branch => unnestedBeside(branch, right, call));
}

const isCross = (join: SyntaxNode) => textAt(join, 'ref_type') === 'CROSS';

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
