// A cut through the lanes, at which gold and silver can be held against each other.
//
// The ledger's `silverThrough` of a lane is such a cut: what it counts is in silver's tables (src/ledger/commit.ts puts it
// there first), and in gold, which is durable before silver lands (src/silver/refine.ts). So of documents that are read
// after the cut was taken, each holds every event up to the cut that is its own. One whose watermarks are all within the
// cut holds nothing else; the others are still moving.

import { laneName } from '../events/coordinate.ts';
import type { GoldDocument } from '../gold/document.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { quoteText } from '../tables/duckdb-type.ts';

/** The last sequence number of each lane, by lane name. */
export type Cut = ReadonlyMap<string, number>;

export function cutOf(entries: readonly LedgerEntry[]): Cut {
  return new Map(entries.map(entry => [laneName(entry), entry.silverThrough]));
}

export function isWithin({ w }: Pick<GoldDocument, 'w'>, cut: Cut): boolean {
  return Object.entries(w).every(([lane, sequenceNumber]) => sequenceNumber <= (cut.get(lane) ?? -1));
}

/** Those of a silver table's rows that are within the cut. */
export function withinSql(rows: string, cut: Cut): string {
  if (cut.size === 0) return `SELECT * FROM (${rows}) WHERE false`;
  const lanes = [...cut].map(([lane, last]) => `(${quoteText(lane)}, ${last})`);
  return `SELECT rows.* FROM (${rows}) AS rows JOIN (VALUES ${lanes.join(', ')}) AS cut(lane, last)
    ON rows._hub || '-' || rows._partition_id = cut.lane AND rows._sequence_number <= cut.last`;
}
