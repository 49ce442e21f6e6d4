// Compares the tables of the lake with the ledger, coordinate by coordinate.

import type { LedgerAnswer } from '../../local/platform/platform.ts';
import { readTable, tableFolders } from './observe.ts';

type Coordinates = Map<string, number>;

/** What does not agree, in words; empty when bronze has every coordinate once, and silver and quarantine share theirs. */
export async function verifyTables(lake: string, ledger: LedgerAnswer): Promise<string[]> {
  const differences: string[] = [];
  const bronze: Coordinates = new Map();
  const silver: Coordinates = new Map();
  const quarantined: Coordinates = new Map();
  for (const folder of await tableFolders(lake)) {
    if (folder.startsWith('bronze/'))
      count(bronze, await readTable(lake, folder, plainColumns), plainColumns);
    else if (folder === 'quarantine')
      count(quarantined, await readTable(lake, folder, plainColumns), plainColumns);
    else
      for (const [row, times] of await silverRows(lake, folder))
        silver.set(row, (silver.get(row) ?? 0) + times);
  }
  for (const [name, tier] of Object.entries({ bronze, silver, quarantine: quarantined }))
    for (const [coordinate, times] of tier)
      if (times !== 1) differences.push(`${name} has ${coordinate} ${times} times`);
  for (const { hub, partitionId, received, ...line } of ledger.partitions) {
    const lane = `${hub}/${partitionId}/`;
    const lacking = Array.from({ length: received }, (_, i) => `${lane}${i}`).filter(at => !bronze.has(at));
    // What the ledger tells to be lost is no difference; what it does not tell is.
    if (lacking.length !== line.lost)
      differences.push(...lacking.map(coordinate => `bronze lacks ${coordinate}`));
    const inSilver = new Set(
      [...silver.keys()].filter(row => row.startsWith(lane)).map(row => row.split(' ')[0]),
    );
    const inQuarantine = [...quarantined.keys()].filter(row => row.startsWith(lane));
    if (inSilver.size !== line.silver)
      differences.push(`silver has ${inSilver.size} events of ${lane}, the ledger ${line.silver}`);
    if (inQuarantine.length !== line.quarantined)
      differences.push(
        `quarantine has ${inQuarantine.length} events of ${lane}, the ledger ${line.quarantined}`,
      );
    for (const coordinate of inQuarantine)
      if (inSilver.has(coordinate)) differences.push(`${coordinate} is in silver and in quarantine`);
  }
  return differences;
}

const plainColumns = ['hub', 'partition_id', 'sequence_number'];
const silverColumns = plainColumns.map(column => `_${column}`);

/** A change has up to two rows, told apart by their weights. */
async function silverRows(lake: string, folder: string): Promise<Coordinates> {
  const rows = await readTable(lake, folder, [...silverColumns, '_weight']).catch(() =>
    readTable(lake, folder, silverColumns),
  );
  const found: Coordinates = new Map();
  count(found, rows, [...silverColumns, '_weight']);
  return found;
}

function count(coordinates: Coordinates, rows: Record<string, unknown>[], columns: string[]): void {
  for (const row of rows) {
    const [hub, partitionId, sequenceNumber, weight] = columns.map(column => row[column]);
    const name = `${hub}/${partitionId}/${sequenceNumber}${weight === undefined ? '' : ` ${weight}`}`;
    coordinates.set(name, (coordinates.get(name) ?? 0) + 1);
  }
}
