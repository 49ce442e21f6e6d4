// Silver with only those rows that the fold has counted: an event that came when its window was no longer kept added nothing.

import type { SilverDatabase } from '../audit/silver-database.ts';
import { sizeOf } from '../gold/panes.ts';
import { longestMs } from '../gold/width.ts';
import { quoteName } from '../tables/duckdb-type.ts';
import { type FeatureView, paneLengthMs } from './view.ts';

/** Leaves out also what no moment of the spine can see. Returns the newest event time before that, RFC 3339 in UTC. */
export async function keepWhatLiveKeeps(
  database: SilverDatabase,
  { model: { tables, window }, lookbacks }: FeatureView,
): Promise<string | null> {
  const furthestMs = Math.max(...lookbacks.map(({ lengthMs }) => lengthMs ?? Number.POSITIVE_INFINITY));
  const [bounds] = await database.rows(
    'SELECT epoch_us(min(as_of)) AS first, epoch_us(max(as_of)) AS last FROM features.spine',
  );
  const conditions = [`epoch_us(_event_time) <= ${bounds?.last ?? 0}`];
  if (Number.isFinite(furthestMs))
    conditions.push(`epoch_us(_event_time) >= ${bounds?.first ?? 0} - ${furthestMs * 1_000}`);
  if (window) {
    const paneMs = paneLengthMs(window) ?? 1;
    const keptMs = longestMs(sizeOf(window)) + window.retainMs;
    conditions.push(`epoch_ms(_event_time) // ${paneMs} * ${paneMs} + ${keptMs} > epoch_ms(_enqueued_time)`);
  }
  const newest: string[] = [];
  for (const table of tables) {
    const [name, all] = [table, `${table} (all)`].map(each => `silver.${quoteName(each)}`);
    await database.run(`ALTER VIEW ${name} RENAME TO ${quoteName(`${table} (all)`)}`);
    await database.run(`CREATE VIEW ${name} AS SELECT * FROM ${all} WHERE ${conditions.join(' AND ')}`);
    const [row] = await database.rows(
      `SELECT strftime(max(_event_time), '%Y-%m-%dT%H:%M:%S.%gZ') AS newest FROM ${all}`,
    );
    if (typeof row?.newest === 'string') newest.push(row.newest);
  }
  return newest.sort().at(-1) ?? null;
}
