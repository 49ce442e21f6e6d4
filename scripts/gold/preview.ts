// npm run gold -- preview <model> [--limit rows] [--last duration] [--sample events]: compiles the model's file as it is on
// disk, runs it in batch over recent silver by POST /api/sql, and says what it costs in writes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDuration, parseDuration } from '../../src/gold/duration.ts';
import { type CompiledModelFile, loadCompiled } from '../../src/gold/load-models.ts';
import type { Model } from '../../src/gold/model.ts';
import { eventsOfRows, type LaneEvent } from '../../src/gold/silver-rows.ts';
import { readCatalog } from '../../src/package-files.ts';
import { currentViews } from '../../src/tables/table-definitions.ts';
import { querySql } from '../sql-client.ts';
import { formatTable } from '../text-table.ts';
import { openParser } from './compile.ts';
import { explainModel } from './explain.ts';
import { modelsFolder } from './models-folder.ts';
import { overRecentSilver, recentCondition } from './recent-silver.ts';
import { batchSize, writeCost } from './write-cost.ts';

export type PreviewOptions = { limit: number; last: string; sample: number };

/** Throws an Error with line and column when the model cannot be folded, before anything is asked. */
export async function runPreview(name: string, { limit, last, sample }: PreviewOptions): Promise<void> {
  const catalog = readCatalog();
  const file = await parseFile(name);
  const [model] = loadCompiled({ [name]: file }, catalog);
  if (!model) throw new Error(`${name}.sql has no model`);
  console.log(explainModel(model));
  const sinceMs = Date.now() - parseDuration(last);
  const views = currentViews(catalog);
  const sql = overRecentSilver(file.sql.trim(), file.query, sinceMs, new Set(views.keys()));
  const { columns, rows, truncated } = await querySql(sql, limit);
  process.stdout.write(`\n${formatTable(columns, rows)}`);
  console.log(
    `${rows.length} rows of the last ${formatDuration(parseDuration(last))}${truncated ? ', and there are more (--limit)' : ''}`,
  );
  console.log(describeCost(model, await newestEvents(model, views, sinceMs, sample)));
}

async function parseFile(name: string): Promise<CompiledModelFile> {
  const file = join(modelsFolder, 'gold', `${name}.sql`);
  const template = readTemplate(file);
  const parser = await openParser();
  try {
    return { description: '', columns: {}, ...(await parser.parse(template, `models/gold/${name}.sql`)) };
  } finally {
    parser.close();
  }
}

function readTemplate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`there is no ${file}`);
  }
}

/** The newest of each of the model's tables, a share of the sample each. */
async function newestEvents(
  { tables }: Model,
  views: ReadonlyMap<string, string>,
  sinceMs: number,
  sample: number,
): Promise<LaneEvent[]> {
  const events: LaneEvent[] = [];
  const share = Math.ceil(sample / tables.size);
  for (const table of tables) {
    const changes = views.get(`silver.${table}`);
    const order = changes ? '_weight' : '_sequence_number';
    const { rows } = await querySql(
      `SELECT * FROM (SELECT * FROM ${changes ?? `silver.${table}`} WHERE ${recentCondition(new Date(sinceMs).toISOString())}
        ORDER BY _enqueued_time DESC, _hub, _partition_id, _sequence_number DESC LIMIT ${share})
        ORDER BY _hub, _partition_id, _sequence_number, ${order}`,
      share,
    );
    for await (const event of eventsOfRows(rows.map(row => ({ table, row })))) events.push(event);
  }
  return events;
}

function describeCost(model: Model, sample: readonly LaneEvent[]): string {
  if (sample.length === 0) return 'cost: there is no event to fold';
  const { events, documentsPerEvent, writesPerEvent } = writeCost(model, sample);
  return (
    `cost: an event touches ${documentsPerEvent.toFixed(2)} documents, ` +
    `and is ${writesPerEvent.toFixed(2)} writes in batches of ${batchSize} (the newest ${events} events of its tables)`
  );
}
