// A model whose last SELECT looks rows up for groups: FROM the groups, LEFT JOIN tables and models by their keys, and
// expressions over both. All of it is evaluated when it is asked for; see docs/decisions/lookup-joins.md.

import { compileCondition, compileSql, type Scope } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { attempt, attempting } from './attempt.ts';
import type { CompiledQuery } from './compile-query.ts';
import type { Driving } from './driving.ts';
import { accepted } from './expressions.ts';
import { outputName } from './groups.ts';
import {
  columnNamed,
  drivingRelation,
  type JoinedRelation,
  joinedScope,
  type Place,
} from './joined-scope.ts';
import { lookedUp } from './lookups.ts';
import { type Relations, withNamed } from './named-relations.ts';
import type { FoldPlan, GroupRow, OutputColumn } from './plan.ts';
import { refuseClauses } from './refused-clauses.ts';

export function joinedModel(query: SyntaxNode, driving: Driving, outer: Relations): CompiledQuery {
  refuseClauses(query);
  if (isNode(query.having)) refuse(query.having, 'HAVING without GROUP BY', 'WHERE');
  const { plan, over } = driving;
  const { relations, lookups } = lookedUp(
    nodeAt(query, 'from_table'),
    drivingRelation(driving.alias, plan),
    withNamed(query, outer),
  );
  const where = isNode(query.where_clause) ? compileWhere(query.where_clause, relations) : null;
  return {
    over,
    lookups,
    plan: { ...plan, columns: selectedColumns(query, plan, relations), having: both(plan.having, where) },
  };
}

function compileWhere(
  where: SyntaxNode,
  relations: readonly JoinedRelation[],
): NonNullable<FoldPlan['having']> {
  const { meets } = accepted(compileCondition<GroupRow>(where, joinedScope(relations)), where);
  return row => attempt(meets, row) ?? false;
}

function both(first: FoldPlan['having'], second: FoldPlan['having']): FoldPlan['having'] {
  if (!first || !second) return first ?? second;
  return row => first(row) && second(row);
}

/** The columns beside the key and the window, which must be there under their own names: they say what to ask by. */
function selectedColumns(
  query: SyntaxNode,
  plan: FoldPlan,
  relations: readonly JoinedRelation[],
): OutputColumn[] {
  const asked = new Set([...plan.key, ...(plan.window ? [plan.window] : [])].map(({ name }) => name));
  const names = new Set<string>();
  const columns: OutputColumn[] = [];
  for (const item of nodesAt(query, 'select_list').flatMap(each => expanded(each, relations))) {
    const name = outputName(item);
    if (names.has(name.toLowerCase())) refuse(item, `two columns are called ${name}`, '… AS another_name');
    names.add(name.toLowerCase());
    if (bareColumn(item, relations)?.asked !== name) {
      columns.push({ name, ...compileItem(item, relations) });
      continue;
    }
    asked.delete(name);
  }
  const [missing] = asked;
  if (missing !== undefined)
    refuse(
      query,
      `the model has no column ${missing}, by which its rows are asked for`,
      `${missing} in SELECT`,
    );
  return columns;
}

function compileItem(
  item: SyntaxNode,
  relations: readonly JoinedRelation[],
): Pick<OutputColumn, 'type' | 'read'> {
  const scope: Scope<GroupRow> = joinedScope(relations);
  const { type, evaluate } = accepted(compileSql<GroupRow>(item, scope), item);
  return { type, read: attempting(evaluate) };
}

function bareColumn(item: SyntaxNode, relations: readonly JoinedRelation[]): Place | null {
  return textAt(item, 'class') === 'COLUMN_REF'
    ? columnNamed(relations, namesAt(item, 'column_names'), item)
    : null;
}

/** `alias.*` as its columns. */
function expanded(item: SyntaxNode, relations: readonly JoinedRelation[]): SyntaxNode[] {
  if (textAt(item, 'class') !== 'STAR') return [item];
  const alias = textAt(item, 'relation_name').toLowerCase();
  const relation = relations.find(each => each.alias === alias);
  const plain = !['exclude_list', 'replace_list', 'rename_list'].some(
    list => nodesAt(item, list).length + namesAt(item, list).length > 0,
  );
  if (!relation || !plain || isNode(item.expr) || item.columns === true)
    return refuse(item, 'a model names its columns', 'each column by its name, or <alias>.*');
  return [...relation.columns.keys()].map(name => ({
    class: 'COLUMN_REF',
    type: 'COLUMN_REF',
    alias: '',
    query_location: item.query_location,
    column_names: [alias, name],
  }));
}
