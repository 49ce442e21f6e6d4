// The composition root of replays.

import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedModel } from '../audit/audit.ts';
import { connectHubProducer, connectQueue, connectTable } from '../azure/connect.ts';
import { createHubPublisher } from '../azure/hub-publisher.ts';
import { createLakeInbox } from '../azure/lake-inbox.ts';
import { claimsTable, replaysTable, stepsQueue } from '../azure/provision.ts';
import { createPoisonedCount, createStepQueue } from '../azure/step-queue.ts';
import { createTableClaimTransfers } from '../azure/table-claim-transfers.ts';
import { createTableReplays } from '../azure/table-replays.ts';
import type { Source } from '../catalog/catalog.ts';
import { createFoldWriter } from '../gold/fold-writer.ts';
import type { CompiledModelFile } from '../gold/load-models.ts';
import { compiledModelsFile } from '../package-files.ts';
import { builtFor, type Versions } from '../rebuild/versions.ts';
import { isOfReplay } from '../refine-again/clear.ts';
import { checkCommitted } from '../refine-again/committed.ts';
import { isHeld } from '../refine-again/hold-source.ts';
import { createReports } from '../refine-again/report.ts';
import { compareStep } from '../replay/compare.ts';
import { backfillStep } from '../replay/inbox.ts';
import { keyOf } from '../replay/key-of.ts';
import { createLakeRows } from '../replay/lake-rows.ts';
import { type RebuildParts, rebuildStep } from '../replay/rebuild.ts';
import { redriveStep } from '../replay/redrive.ts';
import { clearRefined, refineStep } from '../replay/refine.ts';
import type { RefineParts } from '../replay/refine-step.ts';
import { type DoStep, ReplayFailed, type ReplayStore } from '../replay/replay.ts';
import { createRequestParser } from '../replay/request.ts';
import { createReplayService, type ReplayService } from '../replay/service.ts';
import { createReplayWatch, expireReplays } from '../replay/watch.ts';
import { createReplayWorker, isOpen, type ReplayWorker, type WorkerParts } from '../replay/worker.ts';
import { createClaimTransfers } from '../silver/claim-transfers.ts';
import { originsOf } from '../silver/decide.ts';
import { createFileCache } from '../sql/file-cache.ts';
import type { Shared } from './shared.ts';

export type Replays = ReplayService &
  ReplayWorker & {
    /** Forgets replays that ended long ago. */
    expire(): Promise<void>;
    /** Tells the data files that replays have written and not committed yet. */
    unfinishedFiles(): Promise<(path: string) => boolean>;
  };

/** Silver comes to where gold was read within seconds. */
const patienceMs = 60_000;

export function composeReplays(shared: Shared): Replays {
  const { config, catalog, versions, ledger, metrics } = shared;
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
  const worker = createReplayWorker({ store, queue, ...composeSteps(shared, store) });
  const watch = createReplayWatch({
    ...{ store, metrics },
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
    unfinishedFiles: async () => {
      const open = (await store.list()).filter(isOpen).map(({ id }) => id);
      return path => isOfReplay(path, open);
    },
  };
}

function composeSteps(shared: Shared, store: ReplayStore): Pick<WorkerParts, 'doStep' | 'clear'> {
  const { config, catalog, versions, tables, workbench, ledger, claims, seams, position, judgeOf } = shared;
  const source = (name: string): Source => {
    const found = catalog.sources.find(candidate => candidate.name === name);
    if (!found) throw new ReplayFailed(`this package's catalog has no source "${name}"`);
    return found;
  };
  const cache = createFileCache(join(config.cacheFolder, 'replays'), config.cacheMb * 1024 * 1024);
  const publish = createHubPublisher(hub => connectHubProducer(config.eventHubs, hub));
  const lake = { rows: createLakeRows({ tables, cache, workbench }), ledger, position, source, publish };
  const isRefining = (hub: string) => isHeld(ledger, hub);
  const judge = ({ hub }: Source) => judgeOf(hub);
  const readFile = createLakeInbox(shared.lake);
  const copyOf = (hub: string, origin: string) => claims.ownerOf(originsOf(hub), origin);
  const rebuildParts: RebuildParts = {
    ...{ catalog, tables, ledger, seams, position, patienceMs, folder: config.cacheFolder },
    ...{ folds: createFoldWriter(shared.gold), readDocuments: shared.readDocuments },
    audited: name => auditedModel(versions, name),
    building: name => builtFor(versions, name),
  };
  const refineParts: RefineParts = {
    ...{ ...lake, tables, cache, workbench, judge, claims, versions, seams },
    ...composeRefine(shared, store),
    rebuild: rebuildParts,
  };
  const doStep: DoStep = async (replay, signal) => {
    const { request } = replay;
    switch (request?.kind) {
      case 'redrive':
        return redriveStep({ ...lake, copyOf, isRefining }, replay, request);
      case 'backfill':
        return backfillStep({ ...lake, keyOf, readFile }, replay, request);
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
  { config, claims, metrics, lakeFolder, claimBuckets }: Shared,
  store: ReplayStore,
): Pick<RefineParts, 'reports' | 'transfers' | 'isOver' | 'redriveOf'> {
  const transferred = createTableClaimTransfers(connectTable(config.tables, claimsTable), metrics);
  return {
    reports: createReports(lakeFolder(reportsFolder)),
    transfers: createClaimTransfers(transferred, claims, claimBuckets),
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

function auditedModel({ models }: Versions, name: string): AuditedModel | undefined {
  const model = models.find(candidate => candidate.name === name);
  const compiled: Record<string, CompiledModelFile> = JSON.parse(readFileSync(compiledModelsFile(), 'utf8'));
  const file = compiled[name];
  return model && file ? { model, file } : undefined;
}
