// What every part of the checks works with.

import type { Snapshot } from '../../src/delta/snapshot.ts';
import type { DeltaTable } from '../../src/delta/table.ts';
import type { createWorkbenches, Workbench } from '../../src/tables/workbench.ts';
import type { Checks } from './checks.ts';
import type { Engine } from './engine.ts';

export type Context = Checks & {
  /** An empty folder for the tables of this run. */
  folder: string;
  /** The connection string of a data lake; empty where there is none. */
  lake: string;
  deltaRs: Engine;
  spark: Engine;
  /** Both of them. */
  engines: readonly Engine[];
  withBench: ReturnType<typeof createWorkbenches>;
};

/** Throws when there is no table. */
export async function snapshotOf(table: DeltaTable, version?: number): Promise<Snapshot> {
  const snapshot = version === undefined ? await table.snapshot() : await table.at(version);
  if (!snapshot) throw new Error(`there is no table ${table.name}`);
  return snapshot;
}

export type { Workbench };
