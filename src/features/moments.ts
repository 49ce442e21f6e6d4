// Moments: for each row of a spine, the key, the instant, and the stretch of time that a lookback covers up to it.

import type { Model } from '../gold/model.ts';
import { typeName } from '../sql-expression/types.ts';
import { quoteName } from '../tables/duckdb-type.ts';
import { momentColumn } from './as-of-query.ts';
import { type Lookback, paneLengthMs } from './view.ts';

/** In SQL and in microseconds. The rows of a moment are those of its key whose bucket is the same and whose time is in it. */
export type MomentsSql = { create: string; template: string };

/**
 * A stretch is at most two buckets as wide as the lookback is long, and a moment is there once for each. So the join is by
 * equality, and meets no more of a key's rows than twice what the longest stretch holds.
 */
export function momentsSql(table: string, model: Model, lookback: Lookback): MomentsSql {
  const { key, window } = model.plan;
  const keys = key.map((_, i) => momentColumn(`key${i}`));
  const [row, from, to, bucket] = ['row', 'from', 'to', 'bucket'].map(momentColumn);
  const bucketUs = window && lookback.lengthMs !== null ? Math.max(lookback.lengthMs, 1) * 1_000 : null;
  const columns = [
    `_spine_row AS ${row}`,
    ...key.map(({ name, type }, i) => `CAST(${quoteName(name)} AS ${typeName(type)}) AS ${keys[i]}`),
    `${fromSql(model, lookback)} AS ${from}`,
    `${asOfUs} AS ${to}`,
  ];
  const spine = `SELECT ${columns.join(', ')} FROM features.spine`;
  const buckets = bucketUs === null ? '0' : `unnest(range(${from} // ${bucketUs}, ${to} // ${bucketUs} + 1))`;
  const conditions = [
    ...keys.map((name, i) => `_moments.${name} = _key${i}`),
    ...(bucketUs === null ? [] : [`_moments.${bucket} = epoch_us(_time) // ${bucketUs}`]),
    `_moments.${from} <= epoch_us(_time)`,
    `_moments.${to} >= epoch_us(_time)`,
    '_condition',
  ];
  const grouped = [row, ...keys].map(name => `_moments.${name}`).join(', ');
  return {
    create: `CREATE TABLE ${table} AS SELECT *, ${buckets} AS ${bucket} FROM (${spine})`,
    template: `SELECT _moments.${row} FROM ${table} AS _moments LEFT JOIN _rows ON ${conditions.join(' AND ')} GROUP BY ${grouped}`,
  };
}

const asOfUs = 'epoch_us(as_of)';

/** As stretchAt (view.ts) has it online. */
function fromSql({ window }: Model, { lengthMs }: Lookback): string {
  if (!window || lengthMs === null) return '-9223372036854775808';
  const [grainUs, lengthUs] = [(paneLengthMs(window) ?? 1) * 1_000, lengthMs * 1_000];
  const endUs = `(${asOfUs} // ${grainUs} * ${grainUs} + ${grainUs})`;
  return `(${endUs} - ${lengthUs} + ${grainUs} - 1) // ${grainUs} * ${grainUs}`;
}
