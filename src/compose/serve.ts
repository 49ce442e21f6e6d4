// The composition root of what HTTP asks for: gold, features, live answers, SQL, the registry, the ledger and health.

import type { Access } from '../access.ts';
import { connectCosmos } from '../azure/connect.ts';
import { createCosmosGold } from '../azure/cosmos-gold.ts';
import { createCosmosGoldFeed } from '../azure/cosmos-gold-feed.ts';
import { createFeatureService, type FeatureService } from '../features/answer-features.ts';
import { liveLimits } from '../live/limits.ts';
import { createLiveGold, type LiveGold } from '../live/live.ts';
import { openApiDocument } from '../openapi/document.ts';
import { type Answer, json } from '../problem.ts';
import { answerRegistry } from '../registry/http/answer.ts';
import type { RegistryRequest } from '../registry/http/request.ts';
import { describeModels, queryGold } from '../serving/gold.ts';
import { createGoldReader } from '../serving/gold-reader.ts';
import { answerHealth } from '../serving/health.ts';
import { answerLedger, answerLedgerGaps } from '../serving/ledger.ts';
import { createSqlService, type SqlService } from '../serving/sql.ts';
import { createSqlEngine } from '../sql/engine.ts';
import { fixedLimits } from '../sql/limits.ts';
import { currentViews } from '../tables/table-definitions.ts';
import { reconcileLanes } from './maintain.ts';
import type { Shared } from './shared.ts';

export type Serving = {
  describeGold(): Promise<Answer>;
  queryGold(model: string, query: URLSearchParams, ifNoneMatch: string | null): Promise<Answer>;
  live: LiveGold;
  features: FeatureService;
  describeApi(): Promise<Answer>;
  ledger(): Promise<Answer>;
  /** Names the coordinates of a source that do not add up. */
  ledgerGaps(source: string): Promise<Answer>;
  health(): Promise<Answer>;
  sql: SqlService;
  registry(request: RegistryRequest, demand: (access: Access) => void): Promise<Answer>;
};

export function composeServing(shared: Shared): Serving {
  const { config, catalog, answering, gold, lanes, ledger, position, registry } = shared;
  const answers = createGoldReader(gold);
  return {
    describeGold: async () => describeModels(await answering()),
    queryGold: async (model, query, ifNoneMatch) =>
      queryGold(await answering(), answers, model, query, ifNoneMatch, Date.now()),
    live: composeLive(shared),
    features: {
      one: async (view, url) => createFeatureService(await answering(), gold).one(view, url),
      batch: async (view, body) => createFeatureService(await answering(), gold).batch(view, body),
    },
    describeApi: async () => {
      const sources = catalog.sources.map(({ name }) => name);
      return json(200, openApiDocument(await answering(), sources, config.authentication));
    },
    ledger: () => answerLedger(lanes, ledger, position),
    ledgerGaps: async name => {
      const source = catalog.sources.find(candidate => candidate.name === name);
      return answerLedgerGaps(name, source?.hub, lanes, of => reconcileLanes(shared, of));
    },
    health: () =>
      answerHealth({
        'Cosmos DB': () => shared.database.read(),
        'Table storage': () => ledger.read(),
        'Data Lake': () => shared.lake.getProperties(),
        'Event Hubs': () => position(lanes[0] ?? { hub: '', partitionId: '0' }),
      }),
    sql: composeSql(shared),
    registry: (request, demand) => answerRegistry(registry, request, demand),
  };
}

/** What a client has seen it must not see undone: its reads are of a session. */
function composeLive({ config, answering, metrics }: Shared): LiveGold {
  const database = connectCosmos(config.cosmos, { session: true }).database(config.cosmosDatabase);
  return createLiveGold({
    ...{ models: answering, metrics, limits: liveLimits },
    store: createGoldReader(createCosmosGold(database, metrics)),
    feed: createCosmosGoldFeed(database, metrics),
  });
}

function composeSql({ config, catalog, tables, answering, readDocuments }: Shared): SqlService {
  return createSqlService(
    createSqlEngine({
      tables,
      current: currentViews(catalog),
      gold: { models: answering, read: readDocuments },
      folder: config.cacheFolder,
      limits: {
        ...fixedLimits,
        processes: config.sqlProcesses,
        memoryMb: config.sqlMemoryMb,
        cacheBytes: config.cacheMb * 1024 * 1024,
      },
    }),
  );
}
