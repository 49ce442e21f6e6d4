// Compiles a model's query.

import { RefusedExpression, refuse, withPlace } from '../../sql-expression/refusal.ts';
import { nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Model } from '../model.ts';
import { attempting } from './attempt.ts';
import { collectCalls, countsRows } from './calls.ts';
import { drivingOf } from './driving.ts';
import { compileIn, typeIn } from './expressions.ts';
import { groupsOf } from './groups.ts';
import { joinedModel } from './joined.ts';
import { type Relations, withNamed } from './named-relations.ts';
import { compileOutput } from './output.ts';
import type { FoldPlan } from './plan.ts';
import { refuseClauses } from './refused-clauses.ts';
import { fromBranches } from './relations.ts';
import { unnestCalls } from './unnest.ts';
import { filtered } from './where.ts';

export type CompiledQuery = Pick<Model, 'plan' | 'over' | 'lookups'>;

/** `query` is the node of one SELECT. Throws a RefusedExpression, with a place. */
export function compileQuery(query: SyntaxNode, relations: Relations): CompiledQuery {
  try {
    const driving = drivingOf(query, relations);
    return driving
      ? joinedModel(query, driving, relations)
      : { plan: planOf(query, relations), over: null, lookups: [] };
  } catch (error) {
    if (error instanceof RefusedExpression) throw new RefusedExpression(withPlace(error.refusal, query));
    throw error;
  }
}

/** The fold plan of a SELECT … GROUP BY over silver. */
export function planOf(query: SyntaxNode, outer: Relations): FoldPlan {
  if (textAt(query, 'type') !== 'SELECT_NODE')
    return refuse(query, 'a model ends in one SELECT … GROUP BY', 'a UNION ALL in a query before it');
  refuseClauses(query);
  for (const call of nodesAt(query, 'select_list').flatMap(unnestCalls))
    refuse(
      call,
      'UNNEST beside aggregates cannot be folded',
      'UNNEST in FROM, or in a query before the last SELECT',
    );
  const relations = withNamed(query, outer);
  const branches = filtered(query, fromBranches(nodeAt(query, 'from_table'), relations));
  const groups = groupsOf(query, branches);
  const { key, window } = groups;
  const calls = collectCalls(branches);
  const output = compileOutput(query, { groups, calls, branches });
  const planned = calls.planned();
  return {
    key: key.map(({ name, expression }) => ({ name, type: typeIn(branches, expression) })),
    window: window && { name: window.name, pane: window.cut.pane, hops: window.cut.hops },
    inputs: branches.map((branch, i) => ({
      table: branch.table,
      steps: branch.steps,
      key: key.map(({ expression }) => attempting(compileIn(branch, expression).evaluate)),
      windowStart: window?.cut.starts[i] ?? null,
      calls: planned.map(({ inBranch }) => inBranch[i] ?? { filter: null, value: null, by: null }),
    })),
    rowsField: planned.find(countsRows)?.field ?? '',
    aggregates: planned.map(({ field, aggregate, perEvent }) => ({ field, aggregate, perEvent })),
    ...output,
  };
}
