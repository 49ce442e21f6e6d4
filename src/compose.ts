// The composition root: wires the concepts to Azure, once a process.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkpointContainer, readCheckpoints } from './azure/checkpoints.ts';
import { connectBlobs, connectCosmos, connectHub, connectLake, connectTable } from './azure/connect.ts';
import { createCosmosGold } from './azure/cosmos-gold.ts';
import { createCosmosGoldDocuments } from './azure/cosmos-gold-documents.ts';
import { createCosmosGoldFeed } from './azure/cosmos-gold-feed.ts';
import { createCosmosSeams } from './azure/cosmos-seams.ts';
import { createHubPositions } from './azure/hub-positions.ts';
import { createHubReader, readAgainGroup } from './azure/hub-reader.ts';
import { createLakeInbox } from './azure/lake-inbox.ts';
import { createLakeLanding } from './azure/lake-landing.ts';
import { createLakeTableStore } from './azure/lake-table-store.ts';
import { claimsTable, ledgerTable, registryTable } from './azure/provision.ts';
import { createTableClaims } from './azure/table-claims.ts';
import { createTableLedger } from './azure/table-ledger.ts';
import { createTableRegistry } from './azure/table-registry.ts';
import { createBronzeLander } from './bronze/land.ts';
import { createBronzeRepair } from './bronze/repair.ts';
import type { Catalog } from './catalog/catalog.ts';
import { loadCatalog } from './catalog/load.ts';
import { type ConsoleReads, composeConsole } from './compose-console.ts';
import { composeReplays, type Replays } from './compose-replays.ts';
import { type Config, readConfig } from './config.ts';
import { type BuiltConsole, createConsoleReader } from './console/built-files.ts';
import { consumerGroups } from './consumer-groups.ts';
import { type Lane, laneName } from './events/coordinate.ts';
import type { FrameSchemas } from './events/frame-schemas.ts';
import { compileJudge, type Judge } from './events/judge.ts';
import type { EventBatch } from './events/raw-event.ts';
import { createFeatureService, type FeatureService } from './features/answer-features.ts';
import { lanesOf } from './flow/describe-flow.ts';
import { createFoldWriter } from './gold/fold-writer.ts';
import type { Model } from './gold/model.ts';
import type { TreeRequest } from './http-function.ts';
import { cleanUpLanding } from './landing/clean-up.ts';
import type { LandedFile } from './landing/landing.ts';
import { createCommitter } from './ledger/commit.ts';
import { isBehind } from './ledger/landed-files.ts';
import { reconcile } from './ledger/reconcile.ts';
import { createLedgerCheck } from './ledger/reconcile-check.ts';
import { liveLimits } from './live/limits.ts';
import { createLiveGold, type LiveGold } from './live/live.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openApiDocument } from './openapi/document.ts';
import { type Answer, json } from './problem.ts';
import { createLaneWatch } from './pulse/lane-progress.ts';
import { createServing } from './rebuild/serving.ts';
import { createTail } from './rebuild/tail.ts';
import { foldedVersions, loadVersions, type Versions } from './rebuild/versions.ts';
import { createFrameSchemas } from './registry/frame-schemas.ts';
import { answerRegistry } from './registry/http/answer.ts';
import { createRegistry } from './registry/registry.ts';
import { answerReplays, type ReplaysRequest } from './replay/answer.ts';
import { describeModels, queryGold } from './serving/gold.ts';
import { createGoldReader } from './serving/gold-reader.ts';
import { answerHealth } from './serving/health.ts';
import { answerLedger, answerLedgerGaps } from './serving/ledger.ts';
import { createSqlService, type SqlService } from './serving/sql.ts';
import { createClaims } from './silver/claims.ts';
import { createRefiner } from './silver/refine.ts';
import { createSilverRepair } from './silver/repair.ts';
import { createSegmentBuffer } from './silver/segment-buffer.ts';
import { createSqlEngine } from './sql/engine.ts';
import { fixedLimits } from './sql/limits.ts';
import { createLandedAppender } from './tables/landed-appender.ts';
import { openLake } from './tables/open-lake.ts';
import { currentViews } from './tables/table-definitions.ts';
import { compactTables, createRewrite, vacuumTables } from './tables/tidy.ts';
import { createWorkbenches } from './tables/workbench.ts';
import { logError } from './telemetry/log.ts';
import { observeBatch } from './telemetry/observe-batch.ts';
import { type RunningTelemetry, startTelemetry } from './telemetry/start.ts';

export type Platform = ConsoleReads & {
  metrics: Metrics;
  /** `host` is the traceparent of the host's invocation, if it has one. */
  landBronze(batch: EventBatch, host?: string): Promise<void>;
  refine(batch: EventBatch, host?: string): Promise<void>;
  /** Commits what has landed to the tables and the ledger, and closes gaps in silver. */
  maintain(): Promise<void>;
  /** Makes large files of small ones. */
  compact(): Promise<void>;
  /** Deletes what no table refers to any more. */
  vacuum(): Promise<void>;
  describeGold(): Promise<Answer>;
  queryGold(model: string, query: URLSearchParams, ifNoneMatch: string | null): Promise<Answer>;
  live: LiveGold;
  features: FeatureService;
  describeApi(): Promise<Answer>;
  ledger(): Promise<Answer>;
  /** Names the coordinates of a source that do not add up. */
  ledgerGaps(source: string): Promise<Answer>;
  /** Reconciles all lanes, and says in metrics and log what does not add up. */
  checkLedger(): Promise<void>;
  health(): Promise<Answer>;
  sql: SqlService;
  registry(request: TreeRequest): Promise<Answer>;
  replays: Replays & { answer(request: ReplaysRequest): Promise<Answer> };
  /** Lands what is still in memory. */
  drain(): Promise<void>;
};

/** What is compacted into one file: large enough for a scan, small enough for the memory of a function. */
const compaction = { targetBytes: 128 * 1024 * 1024, minFiles: 8 };

/** A day's partition that got nothing for this long is over. */
const settledAfterMs = 2 * 3_600_000;

/** Landed files are in their tables within seconds; a day is for people who want to look. */
const landedRetentionMs = 24 * 3_600_000;

/** Repair closes a gap in silver within a minute of its host's end; what is open for longer stands. */
const gapGraceMs = 180_000;

let platform: Platform | undefined;

/** The platform of this process, wired from its environment at first use. */
export function getPlatform(): Platform {
  if (!platform) {
    platform = compose(readConfig(process.env), readCatalog(), readVersions());
    platform.pulse.start();
  }
  return platform;
}

/** Says goodbye, if there ever was work. */
export async function endPulse(): Promise<void> {
  await platform?.pulse.end();
}

let telemetry: RunningTelemetry | null = null;

/** Begins to export telemetry, where settings say so. Wires nothing where they do not. */
export async function beginTelemetry(): Promise<void> {
  telemetry = await startTelemetry(process.env, () => getPlatform().metrics);
}

/** Sends what is still in memory. */
export async function endTelemetry(): Promise<void> {
  await telemetry?.stop();
}

/** The folder that holds catalog/ and models/: the package's root, from the sources or from dist/. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'host.json'))) {
    if (folder === dirname(folder)) throw new Error('this package has no host.json');
    folder = dirname(folder);
  }
  return folder;
}

/** Answers with the files of the console; null where it was not built. */
export function consoleReader(): () => BuiltConsole | null {
  return createConsoleReader(join(packageRoot(), 'console', 'dist'));
}

export function readCatalog(): Catalog {
  return loadCatalog(process.env.ASSAY_CATALOG || join(packageRoot(), 'catalog'));
}

/** The newest version of each model. */
export function readModels(): Model[] {
  return readVersions().models;
}

export function readVersions(): Versions {
  return loadVersions(compiledModelsFile(), readCatalog());
}

export function compiledModelsFile(): string {
  return process.env.ASSAY_MODELS || join(packageRoot(), 'models', 'compiled.json');
}

export function compose(config: Config, catalog: Catalog, versions: Versions): Platform {
  const metrics = createMetrics();
  const lake = connectBlobs(config.lake).getContainerClient(config.lakeFileSystem);
  const landing = createLakeLanding(lake, metrics);
  const database = connectCosmos(config.cosmos).database(config.cosmosDatabase);
  const liveDatabase = connectCosmos(config.cosmos, { session: true }).database(config.cosmosDatabase);
  const gold = createCosmosGold(database, metrics);
  const answers = createGoldReader(gold);
  const seams = createCosmosSeams(database);
  const { settled, building } = foldedVersions(versions);
  const answering = createServing(versions, seams);
  const buckets = new Map(catalog.sources.map(source => [source.hub, source.claimBuckets]));
  const claims = createClaims(
    createTableClaims(connectTable(config.tables, claimsTable), metrics),
    hub => buckets.get(hub) ?? 1,
  );
  const registry = createRegistry(createTableRegistry(connectTable(config.tables, registryTable), metrics));
  const ledger = createTableLedger(connectTable(config.tables, ledgerTable));
  const position = createHubPositions(hub => connectHub(config.eventHubs, hub, consumerGroups.refine));
  const checkpoints = connectBlobs(config.hostStorage).getContainerClient(checkpointContainer);
  const lanes = catalog.sources.flatMap(lanesOf);
  const frameSchemas = createFrameSchemas(registry);
  const judges = lazyJudges(catalog, frameSchemas);
  const segments = createSegmentBuffer(
    landing,
    { maxAgeMs: config.segmentMaxAgeMs, maxEvents: 5_000 },
    (lane, error) =>
      logError(
        `silver of ${lane.hub}/${lane.partitionId} could not be landed and is kept for the next try: ${error}`,
        { 'messaging.destination.name': lane.hub, 'messaging.destination.partition.id': lane.partitionId },
      ),
  );
  const refine = createRefiners(
    {
      ...{ claims, segments, metrics },
      models: settled,
      tail: createTail(seams, building),
      folds: createFoldWriter(gold),
    },
    judges,
  );
  const files = connectLake(config.lake).getFileSystemClient(config.lakeFileSystem);
  const tables = openLake(catalog, folder => createLakeTableStore({ files, blobs: lake }, folder, metrics));
  const workbench = createWorkbenches({
    folder: join(config.cacheFolder, 'work'),
    memoryMb: config.tableMemoryMb,
  });
  const append = createLandedAppender({ catalog, tables, landing, workbench, metrics });
  const commit = createCommitter({ landing, ledger, lanes, position, append });
  const repair = createSilverRepair({
    landing,
    claims,
    judge: judges,
    checkpoints: () => readCheckpoints(checkpoints, consumerGroups.refine),
    graceMs: config.segmentMaxAgeMs * 3,
    metrics,
  });
  const landBronze = createBronzeLander(landing, metrics);
  const repairBronze = createBronzeRepair({
    checkpoints: () => readCheckpoints(checkpoints, consumerGroups.bronze),
    readHub: createHubReader(hub => connectHub(config.eventHubs, hub, readAgainGroup)),
    ...{ land: landBronze, graceMs: gapGraceMs, metrics },
  });
  const reconcileLanes = (of: readonly Lane[]) => reconcile({ landing, read: ledger.read, position }, of);
  const checkLedger = createLedgerCheck({ lanes, reconcile: reconcileLanes, metrics, graceMs: gapGraceMs });
  const replays = composeReplays({
    ...{ config, catalog, versions, tables, workbench, ledger, claims, seams, position, frameSchemas },
    metrics,
    compiledModels: compiledModelsFile(),
    folds: createFoldWriter(gold),
    readDocuments: createCosmosGoldDocuments(database, metrics),
    readFile: createLakeInbox(lake),
  });
  const watch = createLaneWatch();
  return {
    ...composeConsole({
      ...{ config, catalog, versions, answering, metrics, watch, lanes, landing, ledger, position },
      ...{ tables, workbench, lake, targetBytes: compaction.targetBytes },
      compiledModels: compiledModelsFile(),
    }),
    metrics,
    landBronze: (batch, host) =>
      observeBatch(metrics, 'bronze', batch, host, () =>
        watch.watch('bronze', batch, () => landBronze(batch)),
      ),
    refine: (batch, host) =>
      observeBatch(metrics, 'refine', batch, host, () => watch.watch('refine', batch, () => refine(batch))),
    maintain: async () => {
      const { lanes: committed, failures } = await commit();
      await repair(committed).catch(error => failures.push(error));
      await repairBronze(committed).catch(error => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
    },
    compact: () => {
      const settledBeforeMs = Date.now() - settledAfterMs;
      return compactTables(tables, { ...compaction, settledBeforeMs }, createRewrite(workbench, Date.now));
    },
    vacuum: async () => {
      const entries = new Map((await ledger.read()).map(({ entry }) => [laneName(entry), entry]));
      const isDone = (file: LandedFile) => {
        const entry = entries.get(laneName(file));
        return entry !== undefined && isBehind(file, entry);
      };
      // What is wrong with one of them stops no other.
      const results = await Promise.allSettled([
        cleanUpLanding(landing, isDone, Date.now() - landedRetentionMs),
        vacuumTables(tables, Date.now()),
        replays.expire(),
      ]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
    describeGold: async () => describeModels(await answering()),
    queryGold: async (model, query, ifNoneMatch) =>
      queryGold(await answering(), answers, model, query, ifNoneMatch, Date.now()),
    live: createLiveGold({
      models: answering,
      store: createGoldReader(createCosmosGold(liveDatabase, metrics)),
      feed: createCosmosGoldFeed(liveDatabase, metrics),
      metrics,
      limits: liveLimits,
    }),
    features: {
      one: async (view, url) => createFeatureService(await answering(), gold).one(view, url),
      batch: async (view, body) => createFeatureService(await answering(), gold).batch(view, body),
    },
    describeApi: async () =>
      json(
        200,
        openApiDocument(
          await answering(),
          catalog.sources.map(({ name }) => name),
          config.authentication,
        ),
      ),
    ledger: () => answerLedger(lanes, ledger, position),
    ledgerGaps: async name => {
      const source = catalog.sources.find(candidate => candidate.name === name);
      return answerLedgerGaps(name, source?.hub, lanes, reconcileLanes);
    },
    checkLedger,
    health: () =>
      answerHealth({
        'Cosmos DB': () => database.read(),
        'Table storage': () => ledger.read(),
        'Data Lake': () => lake.getProperties(),
        'Event Hubs': () => position(lanes[0] ?? { hub: '', partitionId: '0' }),
      }),
    sql: createSqlService(
      createSqlEngine({
        tables,
        current: currentViews(catalog),
        gold: { models: answering, read: createCosmosGoldDocuments(database, metrics) },
        folder: config.cacheFolder,
        limits: {
          ...fixedLimits,
          processes: config.sqlProcesses,
          memoryMb: config.sqlMemoryMb,
          cacheBytes: config.cacheMb * 1024 * 1024,
        },
      }),
    ),
    registry: request => answerRegistry(registry, request, request.demand),
    replays: { ...replays, answer: request => answerReplays(replays, request) },
    drain: () => segments.flush(),
  };
}

/** A source's schemas are compiled when its first event comes: a host that only serves compiles none. */
function lazyJudges(catalog: Catalog, frameSchemas: FrameSchemas): (hub: string) => Judge {
  const judges = new Map<string, Judge>();
  return hub => {
    const known = judges.get(hub);
    if (known) return known;
    const source = catalog.sources.find(candidate => candidate.hub === hub);
    if (!source) throw new Error(`the catalog has no source with the hub "${hub}"`);
    const judge = compileJudge(source, frameSchemas);
    judges.set(hub, judge);
    return judge;
  };
}

function createRefiners(
  parts: Omit<Parameters<typeof createRefiner>[0], 'judge'>,
  judges: (hub: string) => Judge,
): Platform['refine'] {
  const refiners = new Map<string, Platform['refine']>();
  return batch => {
    const refine = refiners.get(batch.hub) ?? createRefiner({ ...parts, judge: judges(batch.hub) });
    refiners.set(batch.hub, refine);
    return refine(batch);
  };
}
