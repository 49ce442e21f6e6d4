// SQL over the lake's tables and gold. DuckDB runs in processes of its own (docs/decisions/sql-in-processes.md), which
// start at the first query.

import { join } from 'node:path';
import type { DeltaTable } from '../delta/table.ts';
import { answerQuery, type QueryAnswer, type QueryParts } from './answer-query.ts';
import { describeTables, type TableDescription } from './describe.ts';
import { createFileCache } from './file-cache.ts';
import { createGoldTables, type GoldParts } from './gold-tables.ts';
import type { SqlLimits } from './limits.ts';
import { createProcessPool, type ProcessPool } from './process-pool.ts';
import { queryProblem, tookTooLong } from './query-problems.ts';
import type { SqlRequest } from './sql-request.ts';
import { openWorkspace, remove } from './workspace.ts';

export type SqlEngine = {
  limits: SqlLimits;
  /** Throws a Problem when there is no answer. When `signal` aborts, the query stops and the signal's reason is thrown. */
  query(request: SqlRequest, signal: AbortSignal): Promise<QueryAnswer>;
  describe(): Promise<TableDescription[]>;
  /** Ends the processes and removes what is on local disk. */
  close(): Promise<void>;
};

export type SqlEngineParts = {
  /** By the name that queries use, such as `silver.pos_sale`. */
  tables: ReadonlyMap<string, DeltaTable>;
  /** Views of present rows, by the names of the tables of changes that they show. */
  current?: ReadonlyMap<string, string>;
  gold: GoldParts;
  /** For local copies of data files and for answers; may be shared with other processes. */
  folder: string;
  limits: SqlLimits;
};

type Running = { pool: ProcessPool; parts: Omit<QueryParts, 'tables'> };

export function createSqlEngine({ gold, folder, limits, ...parts }: SqlEngineParts): SqlEngine {
  const tables = withViews(parts.tables, parts.current ?? new Map());
  const current = new Set(parts.current?.keys());
  let running: Promise<Running> | null = null;

  async function start(): Promise<Running> {
    const workspace = await openWorkspace(folder);
    const { root } = workspace;
    const parts = {
      gold: createGoldTables(gold, join(root, 'gold'), limits.maxGoldDocuments),
      cache: createFileCache(join(root, 'files'), limits.cacheBytes),
      workspace,
      limits,
    };
    return { pool: createProcessPool(limits), parts };
  }

  async function tablesNow(): Promise<QueryParts['tables']> {
    const models = await gold.models();
    return { lake: tables, current, gold: new Map(models.map(model => [`gold.${model.name}`, model])) };
  }

  return {
    limits,
    query: async (request, signal) => {
      running ??= start();
      const { pool, parts } = await running;
      const timeout = AbortSignal.timeout(request.timeoutSeconds * 1_000);
      try {
        return await pool.run(AbortSignal.any([signal, timeout]), async process =>
          answerQuery({ ...parts, tables: await tablesNow() }, request, process),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (timeout.aborted) throw tookTooLong(request.timeoutSeconds);
        throw queryProblem(error, request.sql);
      }
    },
    describe: async () => describeTables(tables, current, await gold.models()),
    close: async () => {
      const started = await running;
      await started?.pool.close();
      if (started) await remove(started.parts.workspace.root);
    },
  };
}

function withViews(
  tables: ReadonlyMap<string, DeltaTable>,
  views: ReadonlyMap<string, string>,
): ReadonlyMap<string, DeltaTable> {
  if (views.size === 0) return tables;
  const all = new Map(tables);
  for (const [view, changes] of views) {
    const table = tables.get(changes);
    if (!table) throw new Error(`the view ${view} is of ${changes}, which is no table`);
    all.set(view, table);
  }
  return all;
}
