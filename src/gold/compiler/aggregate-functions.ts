// Aggregate functions by their names in SQL.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { isFloating, type SqlType, typeName } from '../../sql-expression/types.ts';
import type { Aggregate } from '../aggregates/aggregate.ts';
import { boolAnd, boolOr, countRows, countValues } from '../aggregates/count.ts';
import { distinctOf } from '../aggregates/distinct.ts';
import { extremeByOf, extremeOf } from '../aggregates/extreme.ts';
import { quantileOf } from '../aggregates/quantile.ts';
import { spreadOf } from '../aggregates/spread.ts';
import { averageOf, sumOf } from '../aggregates/sum.ts';
import { notFolded } from './not-folded.ts';

/** Null for types that it does not take. `retractable`: rows may go again. */
type Maker = { arity: number; make: (type: SqlType, by: SqlType, retractable: boolean) => Aggregate | null };

const one = (make: (type: SqlType, retractable: boolean) => Aggregate | null): Maker => ({
  arity: 1,
  make: (type, _by, retractable) => make(type, retractable),
});

const by = (keep: '<' | '>', nulls = false): Maker => ({
  arity: 2,
  make: (type, order) => extremeByOf(type, order, keep, nulls),
});

const spread = (sample: boolean, root: boolean): Maker => one(type => spreadOf(type, { sample, root }));
const ofBoolean = (make: (type: SqlType, retractable: boolean) => Aggregate | null): Maker =>
  one((type, retractable) => (type.id === 'BOOLEAN' ? make(type, retractable) : null));

/** COUNT_IF is the sum of what it is given: NULL, and not 0, where that is NULL in all rows. */
const countIf = ofBoolean(sumOf);

const makers: Record<string, Maker> = {
  count: one(() => countValues),
  count_if: countIf,
  countif: countIf,
  sum: one(sumOf),
  avg: one(averageOf),
  mean: one(averageOf),
  min: one(type => extremeOf(type, '<')),
  max: one(type => extremeOf(type, '>')),
  arg_min: by('<'),
  argmin: by('<'),
  min_by: by('<'),
  arg_max: by('>'),
  argmax: by('>'),
  max_by: by('>'),
  arg_min_null: by('<', true),
  arg_max_null: by('>', true),
  bool_and: ofBoolean(() => boolAnd),
  bool_or: ofBoolean(() => boolOr),
  stddev: spread(true, true),
  stddev_samp: spread(true, true),
  stddev_pop: spread(false, true),
  variance: spread(true, false),
  var_samp: spread(true, false),
  var_pop: spread(false, false),
};

export function isAggregateCall(node: SyntaxNode): boolean {
  if (textAt(node, 'class') !== 'FUNCTION') return false;
  const name = textAt(node, 'function_name').toLowerCase();
  return (
    name === 'count_star' ||
    name === 'approx_quantile' ||
    Object.hasOwn(makers, name) ||
    notFolded(name) !== null
  );
}

/** The calls of aggregates in an expression, outermost only. */
export function callsIn(node: SyntaxNode): SyntaxNode[] {
  if (isAggregateCall(node)) return [node];
  return Object.values(node).flat().filter(isNode).flatMap(callsIn);
}

/** Throws a RefusedExpression that says what to write instead. */
export function aggregateOf(call: SyntaxNode, types: readonly SqlType[], retractable: boolean): Aggregate {
  const name = textAt(call, 'function_name').toLowerCase();
  const other = notFolded(name);
  if (other) return refuse(call, `${name} cannot be folded`, other.instead);
  const made = make(name, types, call, retractable);
  if (made) return made;
  const given = types.map(typeName).join(', ');
  if (types.some(isFloating) && /^(sum|avg|mean|stddev|var)/.test(name))
    return refuse(
      call,
      `${name} of ${given} depends on the order of the rows`,
      `${name}(CAST(… AS DECIMAL(18, 4)))`,
    );
  return refuse(call, `${name} of ${given} cannot be folded`, castAdvice(name, types));
}

function castAdvice(name: string, [type]: readonly SqlType[]): string | null {
  if (name === 'approx_quantile') return 'approx_quantile(CAST(… AS DOUBLE), …)';
  return type && ['VARCHAR', 'JSON'].includes(type.id) ? `${name}(CAST(… AS BIGINT))` : null;
}

function make(
  name: string,
  types: readonly SqlType[],
  call: SyntaxNode,
  retractable: boolean,
): Aggregate | null {
  const [type, order] = types;
  if (call.distinct === true) return distinctAggregate(name, types, call);
  if (name === 'count_star' || (name === 'count' && !type)) return countRows;
  if (name === 'approx_quantile') return type ? quantileOf(type, constantFraction(call)) : null;
  const maker = makers[name];
  if (!maker || !type || types.length !== maker.arity) return null;
  return maker.make(type, order ?? type, retractable);
}

function distinctAggregate(name: string, types: readonly SqlType[], call: SyntaxNode): Aggregate | null {
  const [type] = types;
  if (!type || types.length !== 1)
    return refuse(call, 'DISTINCT takes one argument', 'count(DISTINCT a || b)');
  // The least and the greatest are the same of distinct values.
  if (['min', 'max', 'bool_and', 'bool_or'].includes(name))
    return make(name, types, { ...call, distinct: false }, false);
  if (name !== 'count') return refuse(call, `DISTINCT in ${name} cannot be folded`, 'count(DISTINCT x)');
  return distinctOf(type);
}

/** FIRST, LAST and ANY_VALUE in an order are ARG_MIN and ARG_MAX; in other aggregates there is no order to keep. */
export function withoutOrder(call: SyntaxNode): SyntaxNode {
  const orders = nodesAt(isNode(call.order_bys) ? call.order_bys : {}, 'orders');
  const [order, second] = orders;
  if (!order) return call;
  const place = isNode(order.expression) ? order.expression : call;
  const name = textAt(call, 'function_name').toLowerCase();
  const ordered = orderedNames[name];
  if (!ordered || second || call.distinct === true)
    return refuse(place, `ORDER BY in ${name} cannot be folded`, 'arg_min(x, y) or arg_max(x, y)');
  const descending = textAt(order, 'type') === 'DESCENDING';
  const children = [...nodesAt(call, 'children'), place];
  return { ...call, function_name: ordered[descending ? 1 : 0], children, order_bys: {} };
}

const orderedNames: Record<string, [ascending: string, descending: string]> = {
  first: ['arg_min_null', 'arg_max_null'],
  first_value: ['arg_min_null', 'arg_max_null'],
  last: ['arg_max_null', 'arg_min_null'],
  last_value: ['arg_max_null', 'arg_min_null'],
  any_value: ['arg_min', 'arg_max'],
};

function constantFraction(call: SyntaxNode): number {
  const value = nodesAt(call, 'children')[1]?.value as
    | { value?: unknown; type?: { type_info?: { scale?: number } } }
    | undefined;
  const scale = value?.type?.type_info?.scale ?? 0;
  const fraction = typeof value?.value === 'number' ? value.value / 10 ** scale : Number.NaN;
  return fraction >= 0 && fraction <= 1
    ? fraction
    : refuse(call, 'approx_quantile takes a constant from 0 to 1', 'approx_quantile(x, 0.5)');
}
