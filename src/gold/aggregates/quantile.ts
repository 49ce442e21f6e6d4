// APPROX_QUANTILE: a sketch of relative error 1 % (DDSketch: Masson, Rim, Lee, VLDB 2019). Its buckets are counts, so
// sketches merge by adding and rows can be taken back. DuckDB's own is a t-digest, with other errors.

import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Aggregate } from './aggregate.ts';
import { addNumber, numberIn, type State } from './state.ts';
import { isWhole } from './sum.ts';

const relativeError = 0.01;
const gamma = (1 + relativeError) / (1 - relativeError);
const logGamma = Math.log(gamma);

/** `fraction` from 0 to 1. Null for a type other than INTEGER, BIGINT and DOUBLE. */
export function quantileOf(type: SqlType, fraction: number): Aggregate | null {
  if (!['INTEGER', 'BIGINT', 'DOUBLE'].includes(type.id)) return null;
  return {
    type,
    invertible: true,
    add: (state, { main }, weight, value) => {
      const number = isWhole(value) ? Number(value) : Number.NaN;
      if (Number.isFinite(number)) addNumber(state, `${main}:${bucketOf(number)}`, weight);
    },
    read: (state, { main }) => {
      const found = readQuantile(state, `${main}:`, fraction);
      return found === null || type.id === 'DOUBLE' ? found : Math.round(found);
    },
  };
}

/** `z` holds zeros, `p<i>` values in (γ^(i−1), γ^i], `n<i>` their negatives. */
function bucketOf(value: number): string {
  if (value === 0) return 'z';
  return `${value < 0 ? 'n' : 'p'}${Math.ceil(Math.log(Math.abs(value)) / logGamma)}`;
}

function middleOf(bucket: string): number {
  if (bucket === 'z') return 0;
  const middle = (2 * gamma ** Number(bucket.slice(1))) / (gamma + 1);
  return bucket.startsWith('n') ? -middle : middle;
}

function readQuantile(state: State, prefix: string, fraction: number): Extract<Value, number> | null {
  const buckets = Object.keys(state)
    .filter(field => field.startsWith(prefix) && numberIn(state, field) > 0)
    .map(field => ({ value: middleOf(field.slice(prefix.length)), count: numberIn(state, field) }))
    .sort((a, b) => a.value - b.value);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let rank = Math.floor(fraction * (total - 1));
  for (const { value, count } of buckets) {
    if (rank < count) return value;
    rank -= count;
  }
  return null;
}
