// SQL text to a prepared query: parsed and compiled once per shape and kept; the literals of this text beside it.
import { type Compiled, compile } from './compile.ts';
import { liftLiterals } from './lift.ts';
import { parseQuery } from './parse-query.ts';
import type { Expression, Query } from './syntax.ts';

export type Plan = {
  query: Query;
  where?: Compiled;
  value?: Compiled;
  list?: { name: string; value: Compiled }[];
  groupBy: Compiled[];
  orderBy: { key: Compiled; descending: boolean }[];
  aggregates: { name: string; argument: Compiled }[];
  top?: Compiled;
  offset?: Compiled;
  limit?: Compiled;
};

export type Prepared = { plan: Plan; literals: readonly unknown[] };

const MOST_PLANS = 2000;
const plans = new Map<string, Plan>();

/** @throws SyntaxError, or Unsupported for what this server does not evaluate itself. */
export function prepare(text: string): Prepared {
  const { shape, literals } = liftLiterals(text);
  let plan = plans.get(shape);
  if (plan === undefined) {
    plan = compilePlan(parseQuery(shape));
    if (plans.size >= MOST_PLANS) plans.clear();
    plans.set(shape, plan);
  }
  return { plan, literals };
}

function compilePlan(query: Query): Plan {
  const optional = (expression: Expression | undefined) =>
    expression === undefined ? undefined : compile(expression);
  const { select } = query;
  return {
    query,
    where: optional(query.where),
    value: select !== 'all' && 'value' in select ? compile(select.value) : undefined,
    list:
      select !== 'all' && 'list' in select
        ? select.list.map(({ name, expression }) => ({ name, value: compile(expression) }))
        : undefined,
    groupBy: query.groupBy.map(compile),
    orderBy: query.orderBy.map(({ expression, descending }) => ({ key: compile(expression), descending })),
    aggregates: query.aggregates.map(({ name, argument }) => ({ name, argument: compile(argument) })),
    top: optional(query.top),
    offset: optional(query.offset),
    limit: optional(query.limit),
  };
}

const NO_PARAMETERS: ReadonlyMap<string, unknown> = new Map();

/** Whether a condition such as `FROM c WHERE c.n < 3` holds for a document. @throws SyntaxError, Unsupported */
export function holds(condition: string, document: unknown): boolean {
  const { plan, literals } = prepare(condition);
  if (plan.where === undefined) return true;
  return plan.where({ document, literals, parameters: NO_PARAMETERS, aggregates: [] }) === true;
}
