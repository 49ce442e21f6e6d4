// Appends what has landed to a table, each coordinate once: `txn` says how far every lane is in the table, so a crash, a
// second committer or other file boundaries add nothing twice (PROTOCOL.md, "Transaction Identifiers").

import type { Action } from '../delta/actions.ts';
import { commit, type Intent } from '../delta/commit.ts';
import { DeltaError } from '../delta/errors.ts';
import type { Snapshot } from '../delta/snapshot.ts';
import type { DeltaTable } from '../delta/table.ts';
import { type Lane, laneName } from '../events/coordinate.ts';
import { writeDataFiles } from './data-file.ts';
import { duckdbType, quoteName } from './duckdb-type.ts';
import { beyondSql } from './landed-rows.ts';
import type { Workbench } from './workbench.ts';

/** A lane's landed coordinates (`through`, `last`] lie in the landed relation, with no gap. */
export type LandedLane = Lane & { through: number; last: number };

export type Append = {
  table: DeltaTable;
  lanes: readonly LandedLane[];
  /** A table on the bench with the landed rows of the lanes. */
  landed: string;
  /** The table's rows, in its columns, of a select of landed rows. */
  rowsSql: (landed: string) => string;
};

/** One commit, or none when the table has it all or nothing of it is the table's. */
export async function appendLanded(bench: Workbench, append: Append, now: () => number): Promise<void> {
  const intent: Intent = {
    operation: 'WRITE',
    parameters: { mode: 'Append' },
    build: async snapshot => {
      if (!snapshot) throw new DeltaError('not found', `${append.table.name}: the table is gone`);
      const lanes = openLanes(append.lanes, snapshot);
      if (lanes.length === 0) return null;
      // In the table's own columns and types: one that the catalog no longer names is null.
      const columns = snapshot.schema.fields.map(
        ({ name, type }) => `${quoteName(name)} ${duckdbType(type)}`,
      );
      await bench.run(`CREATE OR REPLACE TEMP TABLE appended (${columns.join(', ')})`);
      await bench.run(`INSERT INTO appended BY NAME ${append.rowsSql(beyondSql(append.landed, lanes))}`);
      const target = { table: append.table, schema: snapshot.schema, metadata: snapshot.metadata };
      const files = await writeDataFiles(bench, target, 'appended', now());
      if (files.length === 0) return null;
      const adds = files.map((add): Action => ({ add }));
      return [...lanes.map(lane => transaction(lane, now())), ...adds];
    },
  };
  await commit(append.table, intent, {
    onCheckpointError: error =>
      console.error(`a checkpoint of ${append.table.name} was not written: ${error}`),
  });
}

/** The lanes that have something beyond what the table has, and where that begins. */
function openLanes(lanes: readonly LandedLane[], { transactions }: Snapshot): LandedLane[] {
  return lanes
    .map(lane => ({ ...lane, through: Math.max(lane.through, transactions.get(laneName(lane)) ?? -1) }))
    .filter(({ through, last }) => through < last);
}

function transaction(lane: LandedLane, lastUpdated: number): Action {
  return { txn: { appId: laneName(lane), version: lane.last, lastUpdated } };
}
