// The composition root of what people look at: the flow, sources, models, tables, and what a replay would do.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTable } from '../azure/connect.ts';
import { createLakeInbox } from '../azure/lake-inbox.ts';
import { pulseTable, replaysTable } from '../azure/provision.ts';
import { createTableFlowHistory, createTablePulse } from '../azure/table-pulse.ts';
import { createTableReplays } from '../azure/table-replays.ts';
import { createHistoryKeeper } from '../flow/history.ts';
import { createLook } from '../flow/look.ts';
import { createFlowService, type FlowService } from '../flow/service.ts';
import type { CompiledModelFile } from '../gold/load-models.ts';
import { createLineage } from '../lineage/model-lineage.ts';
import { compiledModelsFile } from '../package-files.ts';
import { type Answer, json } from '../problem.ts';
import type { LaneWatch } from '../pulse/lane-progress.ts';
import { createPulseWriter, type PulseWriter } from '../pulse/writer.ts';
import { answerQuarantine } from '../quarantine/answer.ts';
import { builtFor } from '../rebuild/versions.ts';
import { createLakeRows } from '../replay/lake-rows.ts';
import { previewReplay } from '../replay/preview.ts';
import { createRequestParser } from '../replay/request.ts';
import { answerModel } from '../serving/model.ts';
import { createFileCache } from '../sql/file-cache.ts';
import { describeSizes } from '../tables/describe-sizes.ts';
import { compaction } from './maintain.ts';
import type { Shared } from './shared.ts';

export type ConsoleReads = {
  flow: FlowService;
  /** Keeps a point of the flow's history: to be called every ten seconds. */
  keepHistory(): Promise<void>;
  pulse: PulseWriter;
  /** A sample of what lies in quarantine of a source. */
  quarantine(source: string, query: URLSearchParams): Promise<Answer>;
  describeModel(name: string): Promise<Answer>;
  describeTables(): Promise<Answer>;
  /** What a request for a replay would do; `body` is that of the request. */
  previewReplay(body: string): Promise<Answer>;
};

/** What people look at of the quarantine is the newest: small files. */
const maxCacheMb = 256;

export function composeConsole(shared: Shared, watch: LaneWatch): ConsoleReads {
  const { config, catalog, versions, answering, metrics, ledger, tables, landing, lake } = shared;
  const { sources } = catalog;
  const pulses = createTablePulse(connectTable(config.tables, pulseTable));
  const history = createTableFlowHistory(connectTable(config.tables, pulseTable));
  const flow = createFlowService({
    ...{ sources, models: answering, history },
    look: createLook({ lanes: shared.lanes, store: pulses, ledger, position: shared.position }),
  });
  const cacheBytes = Math.min(config.cacheMb, maxCacheMb) * 1024 * 1024;
  const cache = createFileCache(join(config.cacheFolder, 'quarantine'), cacheBytes);
  const rows = createLakeRows({ tables, cache, workbench: shared.workbench });
  let compiled: Record<string, CompiledModelFile> | null = null;
  const queryOf = (model: string): string | undefined => {
    compiled ??= JSON.parse(readFileSync(compiledModelsFile(), 'utf8')) as typeof compiled;
    return compiled?.[model]?.query;
  };
  const lineage = createLineage(catalog, queryOf);
  const replays = createTableReplays(connectTable(config.tables, replaysTable));
  return {
    flow,
    keepHistory: createHistoryKeeper({ flow: flow.look, store: history, pulses }),
    pulse: createPulseWriter({ roles: config.roles, metrics, lanes: watch, store: pulses }),
    quarantine: (source, query) =>
      answerQuarantine({ rows, table: tables.get('quarantine'), landing, ledger }, sources, source, query),
    describeModel: async name =>
      answerModel({ versions, answering: await answering(), lineage, replays: () => replays.list() }, name),
    describeTables: async () =>
      json(
        200,
        { tables: await describeSizes(tables, compaction.targetBytes / 2) },
        { 'cache-control': 'no-cache' },
      ),
    previewReplay: body =>
      previewReplay(
        {
          ...{ rows, tables, ledger, readFile: createLakeInbox(lake) },
          parse: createRequestParser(catalog, versions),
          hubOf: name => sources.find(source => source.name === name)?.hub ?? name,
          building: name => builtFor(versions, name),
        },
        body,
      ),
  };
}
