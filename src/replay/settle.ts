// The end of a replay that published events: it waits until they are in the tables, and counts what became of them.

import type { Source } from '../catalog/catalog.ts';
import type { Lane } from '../events/coordinate.ts';
import { replayProperty } from '../events/origin.ts';
import type { HubPosition } from '../ledger/ledger.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { sourceTables } from '../tables/table-definitions.ts';
import type { LakeRows } from './lake-rows.ts';
import { type LedgerLanes, reachedBy } from './selected.ts';

export type SettleParts = {
  rows: LakeRows;
  ledger: LedgerLanes;
  position: (lane: Lane) => Promise<HubPosition>;
};

/** The last sequence number of every partition, now. */
export async function hubReach(
  { position }: Pick<SettleParts, 'position'>,
  { hub, partitions }: Source,
): Promise<Record<string, number>> {
  const lanes = Array.from({ length: partitions }, (_, i) => ({ hub, partitionId: String(i) }));
  const positions = await Promise.all(lanes.map(position));
  return Object.fromEntries(positions.map(({ partitionId, last }) => [partitionId, last]));
}

/** Whether bronze and silver have come to `reach`. */
export async function hasReached(
  { ledger }: Pick<SettleParts, 'ledger'>,
  { hub }: Source,
  reach: Record<string, number>,
): Promise<boolean> {
  const reached = await reachedBy(ledger, hub);
  return Object.entries(reach).every(([partition, last]) => last < 0 || (reached[partition] ?? -1) >= last);
}

export type Outcomes = { silver: number; 'quarantined again': number; duplicates: number };

/** What became of the events that a replay published, all of them later than `since`. */
export async function countOutcomes(
  { rows }: Pick<SettleParts, 'rows'>,
  source: Source,
  replay: string,
  since: Record<string, number>,
): Promise<Outcomes> {
  // A partition that the ledger did not know yet had nothing.
  const partitions = Array.from({ length: source.partitions }, (_, i) => String(i));
  const least = Math.min(...partitions.map(partition => since[partition] ?? -1)) + 1;
  const bronze = {
    table: `bronze.${source.name}`,
    predicates: [{ column: 'sequence_number', operator: '>=' as const, value: least }],
  };
  const publishedSql = (
    scanned: string | undefined,
  ) => `SELECT partition_id AS p, sequence_number AS s FROM ${scanned}
    WHERE sequence_number >= ${least} AND json_extract_string(properties, '$."${replayProperty}"') = ${quoteText(replay)}`;
  const countIn = async (table: string, prefix: string): Promise<number> => {
    const predicates = [{ column: `${prefix}sequence_number`, operator: '>=' as const, value: least }];
    const [row] = await rows(
      [bronze, { table, predicates }],
      ([events, scanned]) => `SELECT count(DISTINCT (p, s)) AS n
        FROM (${publishedSql(events)}) JOIN ${scanned} AS decided
          ON decided.${prefix}hub = ${quoteText(source.hub)} AND decided.${prefix}partition_id = p
            AND decided.${prefix}sequence_number = s`,
    );
    return Number(row?.n ?? 0);
  };
  const [all] = await rows([bronze], ([events]) => `SELECT count(*) AS n FROM (${publishedSql(events)})`);
  let silver = 0;
  for (const { table } of sourceTables(source).silver) silver += await countIn(table.definition.name, '_');
  const quarantined = await countIn('quarantine', '');
  return {
    silver,
    'quarantined again': quarantined,
    duplicates: Number(all?.n ?? 0) - silver - quarantined,
  };
}
