// The composition root of replays, a part of compose.ts.

import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedModel } from './audit/audit.ts';
import {
  connectBlobs,
  connectHubProducer,
  connectLake,
  connectQueue,
  connectTable,
} from './azure/connect.ts';
import { createHubPublisher } from './azure/hub-publisher.ts';
import { createLakeTableStore } from './azure/lake-table-store.ts';
import { claimsTable, replaysTable, stepsQueue } from './azure/provision.ts';
import { createPoisonedCount, createStepQueue } from './azure/step-queue.ts';
import { createTableClaimTransfers } from './azure/table-claim-transfers.ts';
import { createTableReplays } from './azure/table-replays.ts';
import type { Catalog, Source } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import type { DeltaTable } from './delta/table.ts';
import type { FrameSchemas } from './events/frame-schemas.ts';
import { compileJudge, type Judge } from './events/judge.ts';
import type { CompiledModelFile } from './gold/load-models.ts';
import type { LedgerStore } from './ledger/ledger.ts';
import type { Metrics } from './metrics.ts';
import { builtFor, type Versions } from './rebuild/versions.ts';
import { checkCommitted } from './refine-again/committed.ts';
import { isHeld } from './refine-again/hold-source.ts';
import { createReports } from './refine-again/report.ts';
import { compareStep } from './replay/compare.ts';
import { backfillStep, type ReadFilePart } from './replay/inbox.ts';
import { keyOf } from './replay/key-of.ts';
import { createLakeRows } from './replay/lake-rows.ts';
import { type RebuildParts, rebuildStep } from './replay/rebuild.ts';
import { redriveStep } from './replay/redrive.ts';
import { clearRefined, refineStep } from './replay/refine.ts';
import type { RefineParts } from './replay/refine-step.ts';
import { type DoStep, ReplayFailed, type ReplayStore } from './replay/replay.ts';
import { createRequestParser } from './replay/request.ts';
import { createReplayService, type ReplayService } from './replay/service.ts';
import { createReplayWatch, expireReplays } from './replay/watch.ts';
import { createReplayWorker, type ReplayWorker, type WorkerParts } from './replay/worker.ts';
import { createClaimTransfers } from './silver/claim-transfers.ts';
import type { ClaimLookup, Claims } from './silver/claims.ts';
import { originsOf } from './silver/decide.ts';
import { createFileCache } from './sql/file-cache.ts';
import type { createWorkbenches } from './tables/workbench.ts';

export type ReplayParts = Pick<RebuildParts, 'seams' | 'folds' | 'position' | 'readDocuments'> & {
  config: Config;
  catalog: Catalog;
  versions: Versions;
  compiledModels: string;
  tables: ReadonlyMap<string, DeltaTable>;
  workbench: ReturnType<typeof createWorkbenches>;
  ledger: LedgerStore;
  claims: Claims & ClaimLookup;
  frameSchemas: FrameSchemas;
  readFile: ReadFilePart;
  metrics: Metrics;
};

export type Replays = ReplayService &
  ReplayWorker & {
    /** Forgets replays that ended long ago. */
    expire(): Promise<void>;
  };

/** Silver comes to where gold was read within seconds. */
const patienceMs = 60_000;

export function composeReplays(parts: ReplayParts): Replays {
  const { config, catalog, versions, ledger } = parts;
  const store = createTableReplays(connectTable(config.tables, replaysTable));
  const queue = createStepQueue(connectQueue(config.queues, stepsQueue));
  const service = createReplayService({
    ...{ store, queue },
    parse: createRequestParser(catalog, versions),
    check: async request => {
      const hub =
        request.kind === 'refine' && catalog.sources.find(({ name }) => name === request.source)?.hub;
      if (hub) await checkCommitted(ledger, hub, request, Date.now());
    },
    fileSystem: config.lakeFileSystem,
  });
  const worker = createReplayWorker({ store, queue, ...composeSteps(parts, store) });
  const watch = createReplayWatch({
    ...{ store, metrics: parts.metrics },
    poisoned: createPoisonedCount(connectQueue(config.queues, `${stepsQueue}-poison`)),
  });
  return {
    ...service,
    ...worker,
    sweep: async () => {
      await worker.sweep();
      await watch();
    },
    expire: async () => {
      await expireReplays(store, Date.now());
    },
  };
}

function composeSteps(parts: ReplayParts, store: ReplayStore): Pick<WorkerParts, 'doStep' | 'clear'> {
  const {
    config,
    catalog,
    versions,
    compiledModels,
    tables,
    workbench,
    ledger,
    claims,
    position,
    frameSchemas,
  } = parts;
  const source = (name: string): Source => {
    const found = catalog.sources.find(candidate => candidate.name === name);
    if (!found) throw new ReplayFailed(`this package's catalog has no source "${name}"`);
    return found;
  };
  const cache = createFileCache(join(config.cacheFolder, 'replays'), config.cacheMb * 1024 * 1024);
  const publish = createHubPublisher(hub => connectHubProducer(config.eventHubs, hub));
  const lake = { rows: createLakeRows({ tables, cache, workbench }), ledger, position, source, publish };
  const isRefining = (hub: string) => isHeld(ledger, hub);
  const judges = new Map<string, Judge>();
  const judge = (of: Source) => {
    const known = judges.get(of.hub) ?? compileJudge(of, frameSchemas);
    judges.set(of.hub, known);
    return known;
  };
  const copyOf = (hub: string, origin: string) => claims.ownerOf(originsOf(hub), origin);
  const rebuildParts: RebuildParts = {
    ...{ catalog, tables, ledger, position, patienceMs, folder: config.cacheFolder },
    ...{ seams: parts.seams, folds: parts.folds, readDocuments: parts.readDocuments },
    audited: name => auditedModel(versions, compiledModels, name),
    building: name => builtFor(versions, name),
  };
  const refineParts: RefineParts = {
    ...{ ...lake, tables, cache, workbench, judge, claims, versions, seams: parts.seams },
    ...composeRefine(parts, store),
    rebuild: rebuildParts,
  };
  const doStep: DoStep = async (replay, signal) => {
    const { request } = replay;
    switch (request?.kind) {
      case 'redrive':
        return redriveStep({ ...lake, copyOf, isRefining }, replay, request);
      case 'backfill':
        return backfillStep({ ...lake, keyOf, readFile: parts.readFile }, replay, request);
      case 'compare':
        return compareStep({ ...lake, judge }, replay, request);
      case 'refine':
        await mkdir(config.cacheFolder, { recursive: true });
        return refineStep(refineParts, replay, request, signal);
      case 'rebuild':
        await mkdir(config.cacheFolder, { recursive: true });
        return rebuildStep(rebuildParts, replay, request);
      default:
        throw new ReplayFailed('there is nothing to do for this request');
    }
  };
  return { doStep, clear: replay => clearRefined(refineParts, replay) };
}

/** Beside the tables, in a folder that is no table's. */
const reportsFolder = 'refine-again';

function composeRefine(
  { config, catalog, claims, metrics }: ReplayParts,
  store: ReplayStore,
): Pick<RefineParts, 'reports' | 'transfers' | 'isOver' | 'redriveOf'> {
  const blobs = connectBlobs(config.lake).getContainerClient(config.lakeFileSystem);
  const files = connectLake(config.lake).getFileSystemClient(config.lakeFileSystem);
  const buckets = new Map(catalog.sources.map(source => [source.hub, source.claimBuckets]));
  const transferred = createTableClaimTransfers(connectTable(config.tables, claimsTable), metrics);
  return {
    reports: createReports(createLakeTableStore({ files, blobs }, reportsFolder, metrics)),
    transfers: createClaimTransfers(transferred, claims, hub => buckets.get(hub) ?? 1),
    isOver: async id => {
      const found = (await store.read(id))?.replay;
      return !found || (found.state !== 'running' && found.leavesBehind !== true);
    },
    redriveOf: async name => {
      const redrive = (await store.list('running')).find(
        ({ request, phase, lease }) =>
          request?.kind === 'redrive' && request.source === name && (phase !== 'begin' || lease !== null),
      );
      return redrive?.id ?? null;
    },
  };
}

function auditedModel({ models }: Versions, compiledModels: string, name: string): AuditedModel | undefined {
  const model = models.find(candidate => candidate.name === name);
  const compiled: Record<string, CompiledModelFile> = JSON.parse(readFileSync(compiledModels, 'utf8'));
  const file = compiled[name];
  return model && file ? { model, file } : undefined;
}
