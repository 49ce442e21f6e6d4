// DuckDB's aggregates that cannot be folded, and what to write instead of them.

const ofSketch = 'approx_quantile(x, 0.5)';
const ofOrder = 'arg_min(x, _event_time) or arg_max(x, _event_time)';
const ofValues = 'count(DISTINCT x), or a key column for x';
const ofExactSum = 'sum(CAST(x AS DECIMAL(18, 4)))';

const instead: Record<string, string | null> = {
  median: ofSketch,
  quantile: ofSketch,
  quantile_cont: ofSketch,
  quantile_disc: ofSketch,
  reservoir_quantile: ofSketch,
  mad: ofSketch,
  first: 'first(x ORDER BY _event_time)',
  first_value: 'first(x ORDER BY _event_time)',
  last: 'last(x ORDER BY _event_time)',
  last_value: 'last(x ORDER BY _event_time)',
  any_value: 'min(x)',
  arbitrary: 'min(x)',
  arg_max_nulls_last: ofOrder,
  arg_min_nulls_last: ofOrder,
  approx_count_distinct: 'count(DISTINCT x)',
  list: ofValues,
  array_agg: ofValues,
  string_agg: ofValues,
  group_concat: ofValues,
  listagg: ofValues,
  histogram: ofValues,
  histogram_exact: ofValues,
  mode: ofValues,
  approx_top_k: ofValues,
  entropy: ofValues,
  fsum: ofExactSum,
  sumkahan: ofExactSum,
  kahan_sum: ofExactSum,
  favg: 'avg(CAST(x AS DECIMAL(18, 4)))',
  sum_no_overflow: 'sum(x)',
  product: null,
  bit_and: 'bool_and(x)',
  bit_or: 'bool_or(x)',
  bit_xor: 'count_if(x) % 2',
  bitstring_agg: ofValues,
  kurtosis: 'stddev(x)',
  kurtosis_pop: 'stddev(x)',
  skewness: 'stddev(x)',
  sem: 'stddev(x) / sqrt(count(x))',
  corr: null,
  covar_pop: null,
  covar_samp: null,
  regr_avgx: null,
  regr_avgy: null,
  regr_count: null,
  regr_intercept: null,
  regr_r2: null,
  regr_slope: null,
  regr_sxx: null,
  regr_sxy: null,
  regr_syy: null,
};

/** Null for what is not among them. */
export function notFolded(name: string): { instead: string | null } | null {
  const written = instead[name];
  return written === undefined ? null : { instead: written };
}
