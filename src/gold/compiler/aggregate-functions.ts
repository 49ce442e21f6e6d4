// Aggregate functions by their names in SQL.

import { refuse } from '../../sql-expression/refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { isFloating, type SqlType, typeName } from '../../sql-expression/types.ts';
import type { Aggregate } from '../aggregates/aggregate.ts';
import { boolAnd, boolOr, countRows, countTrue, countValues } from '../aggregates/count.ts';
import { distinctOf } from '../aggregates/distinct.ts';
import { extremeByOf, extremeOf } from '../aggregates/extreme.ts';
import { quantileOf } from '../aggregates/quantile.ts';
import { spreadOf } from '../aggregates/spread.ts';
import { averageOf, sumOf } from '../aggregates/sum.ts';

type Maker = (types: readonly SqlType[], retractable: boolean) => Aggregate | null;

const of =
  (make: (type: SqlType) => Aggregate | null): Maker =>
  ([type]) =>
    type ? make(type) : null;

const by =
  (keep: '<' | '>'): Maker =>
  ([type, order]) =>
    type && order ? extremeByOf(type, order, keep) : null;

const spread = (sample: boolean, root: boolean): Maker => of(type => spreadOf(type, { sample, root }));

const makers: Record<string, Maker> = {
  count_star: () => countRows,
  count: types => (types.length === 0 ? countRows : countValues),
  count_if: ([type]) => (type?.id === 'BOOLEAN' ? countTrue : null),
  sum: ([type], retractable) => (type ? sumOf(type, retractable) : null),
  avg: of(averageOf),
  mean: of(averageOf),
  min: of(type => extremeOf(type, '<')),
  max: of(type => extremeOf(type, '>')),
  arg_min: by('<'),
  min_by: by('<'),
  arg_max: by('>'),
  max_by: by('>'),
  bool_and: ([type]) => (type?.id === 'BOOLEAN' ? boolAnd : null),
  bool_or: ([type]) => (type?.id === 'BOOLEAN' ? boolOr : null),
  stddev: spread(true, true),
  stddev_samp: spread(true, true),
  stddev_pop: spread(false, true),
  variance: spread(true, false),
  var_samp: spread(true, false),
  var_pop: spread(false, false),
};

/** DuckDB knows these too; the refusal says what to write. */
const others: Record<string, string> = {
  median: 'approx_quantile(x, 0.5)',
  quantile_cont: 'approx_quantile(x, …)',
  quantile_disc: 'approx_quantile(x, …)',
  approx_count_distinct: 'count(DISTINCT x)',
  first: 'arg_min(x, _event_time)',
  any_value: 'min(x)',
  last: 'arg_max(x, _event_time)',
  list: 'count(DISTINCT x)',
  string_agg: 'count(DISTINCT x)',
  mode: 'count(*) by x',
};

export function isAggregate(name: string): boolean {
  return name === 'approx_quantile' || Object.hasOwn(makers, name) || Object.hasOwn(others, name);
}

/** Throws a RefusedExpression that says what to write instead. */
export function aggregateOf(call: SyntaxNode, types: readonly SqlType[], retractable: boolean): Aggregate {
  const name = textAt(call, 'function_name').toLowerCase();
  const distinct = call.distinct === true;
  if (Object.hasOwn(others, name)) return refuse(call, `${name} cannot be folded`, others[name]);
  const made = distinct ? distinctAggregate(name, types, call) : make(name, types, call, retractable);
  if (made) return made;
  const given = types.map(typeName).join(', ');
  const floating = types.some(isFloating) && /^(sum|avg|mean|stddev|var)/.test(name);
  return refuse(
    call,
    floating
      ? `${name} of ${given} depends on the order of the rows`
      : `${name} of ${given} cannot be folded`,
    floating ? `${name}(CAST(… AS DECIMAL(18, 4)))` : null,
  );
}

function make(
  name: string,
  types: readonly SqlType[],
  call: SyntaxNode,
  retractable: boolean,
): Aggregate | null {
  if (name !== 'approx_quantile') return makers[name]?.(types, retractable) ?? null;
  const [type] = types;
  return type ? quantileOf(type, constantFraction(call)) : null;
}

function distinctAggregate(name: string, types: readonly SqlType[], call: SyntaxNode): Aggregate | null {
  // The least and the greatest are the same of distinct values.
  if (name === 'min' || name === 'max') return make(name, types, call, false);
  if (name !== 'count') return refuse(call, `DISTINCT in ${name} cannot be folded`, 'count(DISTINCT x)');
  const [type] = types;
  return type ? distinctOf(type) : null;
}

function constantFraction(call: SyntaxNode): number {
  const value = nodesAt(call, 'children')[1]?.value as
    | { value?: unknown; type?: { type_info?: { scale?: number } } }
    | undefined;
  const scale = value?.type?.type_info?.scale ?? 0;
  const fraction = typeof value?.value === 'number' ? value.value / 10 ** scale : Number.NaN;
  return fraction >= 0 && fraction <= 1
    ? fraction
    : refuse(call, 'approx_quantile takes a constant from 0 to 1');
}
