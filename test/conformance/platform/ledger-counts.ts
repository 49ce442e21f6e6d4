// What an engine counts and sums in the tables of a run, lane by lane, against the platform's ledger.

import type { LedgerAnswer } from '../../../local/platform/platform.ts';
import { same } from '../checks.ts';
import type { Engine } from '../engine.ts';

/** The tables that there are: name → the address by which the engine reads it. */
export type Addresses = ReadonlyMap<string, string>;

type Line = LedgerAnswer['partitions'][number];
type LaneCount = { rows: number; events: number; sum: number };

/** Bronze has each event of the ledger once: as many, and their sequence numbers sum up as 0, 1, 2 … do. */
export async function bronzeIsTheLedger(
  engine: Engine,
  tables: Addresses,
  ledger: LedgerAnswer,
): Promise<void> {
  const lanes = await countLanes(engine, tables, 'bronze.', '');
  sameLanes(lanes, ledger, ({ bronze }) => ({
    rows: bronze,
    events: bronze,
    sum: (bronze * (bronze - 1)) / 2,
  }));
}

/** An event is in one silver table; a change of a row may be two rows of it. */
export async function silverIsTheLedger(
  engine: Engine,
  tables: Addresses,
  ledger: LedgerAnswer,
): Promise<void> {
  const lanes = await countLanes(engine, tables, 'silver.', '_');
  sameLanes(lanes, ledger, ({ silver }) => ({ events: silver }));
}

export async function quarantineIsTheLedger(
  engine: Engine,
  tables: Addresses,
  ledger: LedgerAnswer,
): Promise<void> {
  const lanes = await countLanes(engine, tables, 'quarantine', '');
  sameLanes(lanes, ledger, ({ quarantined }) => ({ rows: quarantined, events: quarantined }));
}

async function countLanes(
  engine: Engine,
  tables: Addresses,
  tier: string,
  prefix: string,
): Promise<Map<string, LaneCount>> {
  const lanes = new Map<string, LaneCount>();
  for (const [name, table] of tables) {
    if (!name.startsWith(tier)) continue;
    const lane = `${prefix}hub, ${prefix}partition_id`;
    const sequence = `${prefix}sequence_number`;
    const sql = `SELECT ${prefix}hub AS hub, ${prefix}partition_id AS lane, count(*) AS number, count(DISTINCT ${sequence}) AS events, sum(${sequence}) AS total FROM t GROUP BY ${lane}`;
    for (const row of await engine.ask('query', { table, sql })) {
      const known = lanes.get(`${row.hub}/${row.lane}`) ?? { rows: 0, events: 0, sum: 0 };
      lanes.set(`${row.hub}/${row.lane}`, {
        rows: known.rows + Number(row.number),
        events: known.events + Number(row.events),
        sum: known.sum + Number(row.total),
      });
    }
  }
  return lanes;
}

function sameLanes(
  lanes: ReadonlyMap<string, LaneCount>,
  ledger: LedgerAnswer,
  expected: (line: Line) => Partial<LaneCount>,
): void {
  for (const line of ledger.partitions) {
    const lane = `${line.hub}/${line.partitionId}`;
    const counted = lanes.get(lane) ?? { rows: 0, events: 0, sum: 0 };
    same(lane, counted, { ...counted, ...expected(line) });
  }
  const known = new Set(ledger.partitions.map(({ hub, partitionId }) => `${hub}/${partitionId}`));
  same(
    'lanes that the ledger does not have',
    [...lanes.keys()].filter(lane => !known.has(lane)),
    [],
  );
}
