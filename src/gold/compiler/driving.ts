// What a model's rows are, when its last SELECT only joins and projects: the groups of a query below it, or of another
// model.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Model } from '../model.ts';
import { callsIn } from './aggregate-functions.ts';
import { planOf } from './compile-query.ts';
import { modelNamed, type Relations, withNamed } from './named-relations.ts';
import type { FoldPlan } from './plan.ts';

export type Driving = {
  alias: string;
  plan: FoldPlan;
  /** Null when the groups are the model's own. */
  over: Model | null;
};

/** Null for a query that groups, as one over silver does. */
export function drivingOf(query: SyntaxNode, outer: Relations): Driving | null {
  if (textAt(query, 'type') !== 'SELECT_NODE') return null;
  const from = leftmost(nodeAt(query, 'from_table'));
  const found = relationAt(from, withNamed(query, outer), null);
  if (!found) return null;
  if (!isGrouped(query)) return found;
  return found.over
    ? refuse(
        from,
        `the rows of gold.${found.over.name} cannot be grouped again: they are those of a moment`,
        `a SELECT without GROUP BY over {{ ref('${found.over.name}') }}, or GROUP BY over silver`,
      )
    : null;
}

export function isGrouped(query: SyntaxNode): boolean {
  return (
    nodesAt(query, 'group_expressions').length > 0 ||
    textAt(query, 'aggregate_handling') === 'FORCE_AGGREGATES' ||
    nodesAt(query, 'select_list').some(item => callsIn(item).length > 0)
  );
}

function leftmost(from: SyntaxNode): SyntaxNode {
  return textAt(from, 'type') === 'JOIN' ? leftmost(nodeAt(from, 'left')) : from;
}

function relationAt(node: SyntaxNode, relations: Relations, name: string | null): Driving | null {
  const alias = (textAt(node, 'alias') || (name ?? textAt(node, 'table_name'))).toLowerCase();
  if (textAt(node, 'type') === 'SUBQUERY')
    return ofQuery(nodeAt(nodeAt(node, 'subquery'), 'node'), relations, alias);
  if (textAt(node, 'type') !== 'BASE_TABLE') return null;
  const schema = textAt(node, 'schema_name').toLowerCase();
  if (schema === 'gold') {
    const over = foldedModel(node, relations);
    return { alias, plan: over.plan, over };
  }
  const named = schema === '' ? relations.named.get(textAt(node, 'table_name').toLowerCase()) : undefined;
  return named ? ofQuery(named.query, named.relations, alias) : null;
}

/** A named query that groups, or that only gives a model a name: `with sales as (select * from {{ ref('sales') }})`. */
function ofQuery(query: SyntaxNode, relations: Relations, alias: string): Driving | null {
  if (textAt(query, 'type') !== 'SELECT_NODE') return null;
  if (isGrouped(query)) return { alias, plan: planOf(query, relations), over: null };
  const imported = importedTable(query);
  return imported && relationAt({ ...imported, alias }, withNamed(query, relations), alias);
}

/** The table of `select * from <table>`. */
export function importedTable(query: SyntaxNode): SyntaxNode | null {
  const [star, ...others] = nodesAt(query, 'select_list');
  const from = isNode(query.from_table) ? query.from_table : null;
  const plain =
    star !== undefined &&
    textAt(star, 'class') === 'STAR' &&
    !['exclude_list', 'replace_list', 'rename_list'].some(list => nodesAt(star, list).length > 0) &&
    namesAt(star, 'exclude_list').length === 0 &&
    others.length === 0 &&
    !isNode(query.where_clause) &&
    nodesAt(query, 'modifiers').length === 0;
  return plain && from && textAt(from, 'type') === 'BASE_TABLE' ? from : null;
}

/** A model by its name: one that keeps documents and looks nothing up. */
export function foldedModel(node: SyntaxNode, relations: Relations): Model {
  const found = modelNamed(node, relations);
  if (found.over || found.lookups.length > 0)
    return refuse(
      node,
      `gold.${found.name} is itself made when it is asked for, and is not looked at by another model`,
      found.over
        ? `{{ ref('${found.over.name}') }}, and the same joins here`
        : 'the joins of both in one model',
    );
  return found;
}
