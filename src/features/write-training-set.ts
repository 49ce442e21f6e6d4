// Writes a training set from what was computed of it: the spine, and a table for each lookback.

import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cut } from '../audit/cut.ts';
import type { SilverDatabase } from '../audit/silver-database.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import { copyOptions } from './spine.ts';
import { type FeatureView, featureName } from './view.ts';

/** What a training set is of. */
export type Origin = { view: FeatureView; cut: Cut; sha256: string };

export const featureNames = ({ model, lookbacks }: FeatureView) =>
  lookbacks.flatMap(lookback => model.plan.columns.map(({ name }) => featureName(name, lookback)));

export async function writeTrainingSet(
  database: SilverDatabase,
  { view, cut, sha256 }: Origin,
  out: string,
): Promise<void> {
  const { model, lookbacks } = view;
  const columns = lookbacks.flatMap((lookback, i) =>
    model.plan.columns.map(
      ({ name, type }) =>
        `${whole(`l${i}.${quoteName(name)}`, type.id)} AS ${quoteName(featureName(name, lookback))}`,
    ),
  );
  const joins = lookbacks.map(
    (_, i) => `JOIN features.lookback_${i} AS l${i} ON l${i}._moment_row = _spine_row`,
  );
  const select = `SELECT spine.* EXCLUDE (_spine_row), ${columns.join(', ')}
    FROM features.spine AS spine ${joins.join(' ')} ORDER BY _spine_row`;
  const silver = JSON.stringify(Object.fromEntries(cut));
  const about = { view: model.name, version: String(model.version), model_sha256: sha256, silver };
  await mkdir(dirname(out), { recursive: true });
  await database.run(`COPY (${select}) TO ${quoteText(`${out}.partial`)} (${copyOptions(out, about)})`);
  await rename(`${out}.partial`, out);
}

/** Parquet has no 128-bit integers, and DuckDB would write doubles. A sum beyond 64 bits ends the export. */
const whole = (column: string, type: string) => (type === 'HUGEINT' ? `CAST(${column} AS BIGINT)` : column);
