// The composition root of what timers do: commits to the tables and the ledger, repair, compaction, and the ledger's check.

import { checkpointContainer, readCheckpoints } from '../azure/checkpoints.ts';
import { connectBlobs, connectHub } from '../azure/connect.ts';
import { createHubReader, readAgainGroup } from '../azure/hub-reader.ts';
import { createBronzeLander } from '../bronze/land.ts';
import { createBronzeRepair } from '../bronze/repair.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { type Lane, laneName } from '../events/coordinate.ts';
import { cleanUpLanding } from '../landing/clean-up.ts';
import type { LandedFile } from '../landing/landing.ts';
import { createCommitter } from '../ledger/commit.ts';
import { isBehind } from '../ledger/landed-files.ts';
import { createPassOver } from '../ledger/pass-over.ts';
import { type Reconciled, reconcile } from '../ledger/reconcile.ts';
import { createLedgerCheck } from '../ledger/reconcile-check.ts';
import { createSilverRepair } from '../silver/repair.ts';
import { createLandedAppender } from '../tables/landed-appender.ts';
import { compactTables, createRewrite, vacuumTables } from '../tables/tidy.ts';
import type { Replays } from './replays.ts';
import type { Shared } from './shared.ts';

export type Maintenance = {
  /** Commits what has landed to the tables and the ledger, and closes gaps in silver. */
  maintain(): Promise<void>;
  /** Makes large files of small ones. */
  compact(): Promise<void>;
  /** Deletes what no table refers to any more. */
  vacuum(): Promise<void>;
  /** Reconciles all lanes, and says in metrics and log what does not add up. */
  checkLedger(): Promise<void>;
};

/** What is compacted into one file: large enough for a scan, small enough for the memory of a function. */
export const compaction = { targetBytes: 128 * 1024 * 1024, minFiles: 8 };

/** A day's partition that got nothing for this long is over. */
const settledAfterMs = 2 * 3_600_000;

/** Landed files are in their tables within seconds; a day is for people who want to look. */
const landedRetentionMs = 24 * 3_600_000;

/** Repair closes a gap in silver within a minute of its host's end; what is open for longer stands. */
const gapGraceMs = 180_000;

export function composeMaintenance(
  shared: Shared,
  replays: Pick<Replays, 'expire' | 'unfinishedFiles'>,
): Maintenance {
  const { landing, tables, workbench, ledger } = shared;
  const { commit, repair, repairBronze } = composeCommits(shared);
  return {
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
        vacuumTables(tables, Date.now(), await replays.unfinishedFiles()),
        replays.expire(),
      ]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
    checkLedger: createLedgerCheck({
      ...{ lanes: shared.lanes, metrics: shared.metrics, graceMs: gapGraceMs },
      reconcile: lanes => reconcileLanes(shared, lanes),
    }),
  };
}

export function reconcileLanes(
  { landing, ledger, position }: Shared,
  lanes: readonly Lane[],
): Promise<Reconciled[]> {
  return reconcile({ landing, read: ledger.read, position }, lanes);
}

function composeCommits(shared: Shared) {
  const { config, catalog, metrics, landing, tables, workbench, ledger, position, lanes, claims } = shared;
  const checkpoints = connectBlobs(config.hostStorage).getContainerClient(checkpointContainer);
  const append = createLandedAppender({ catalog, tables, landing, workbench, metrics });
  const passOver = createPassOver({
    ...{ position, graceMs: gapGraceMs },
    checkpoints: tier =>
      readCheckpoints(checkpoints, tier === 'bronze' ? consumerGroups.bronze : consumerGroups.refine),
  });
  return {
    commit: createCommitter({ landing, ledger, lanes, position, append, passOver, metrics }),
    repair: createSilverRepair({
      ...{ landing, claims, judge: shared.judgeOf, metrics, graceMs: config.segmentMaxAgeMs * 3 },
      checkpoints: () => readCheckpoints(checkpoints, consumerGroups.refine),
    }),
    repairBronze: createBronzeRepair({
      ...{ land: createBronzeLander(landing, metrics), graceMs: gapGraceMs, metrics, position },
      checkpoints: () => readCheckpoints(checkpoints, consumerGroups.bronze),
      readHub: createHubReader(hub => connectHub(config.eventHubs, hub, readAgainGroup)),
    }),
  };
}
