// A cut through the lanes, at which gold and silver can be held against each other.
//
// The ledger's `silverThrough` of a lane is such a cut: what it counts is in silver's tables, which the committer fills first
// (src/ledger/commit.ts), and in gold, which is durable before silver lands (src/silver/refine.ts).

import { type Lane, laneName, laneOfWatermark } from '../events/coordinate.ts';
import type { GoldDocument } from '../gold/document.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { quoteText } from '../tables/duckdb-type.ts';

/** The last sequence number of each lane, by lane name. */
export type Cut = ReadonlyMap<string, number>;

/** Of the ledger, what is needed here. */
export type LedgerReader = { read(): Promise<{ entry: Lane & Pick<LedgerEntry, 'silverThrough'> }[]> };

export async function readCut(ledger: LedgerReader): Promise<Cut> {
  return new Map((await ledger.read()).map(({ entry }) => [laneName(entry), entry.silverThrough]));
}

/** The later of both, lane by lane. */
export function laterOf(a: Cut, b: Cut): Cut {
  const later = new Map(a);
  for (const [lane, last] of b) later.set(lane, Math.max(last, later.get(lane) ?? -1));
  return later;
}

/** The earlier of both, lane by lane; a lane that one of them does not have is at its beginning. */
export function earlierOf(a: Cut, b: Cut): Cut {
  return new Map([...a].map(([lane, last]) => [lane, Math.min(last, b.get(lane) ?? -1)]));
}

/** Up to where documents go together. */
export function reachOf(documents: Iterable<Pick<GoldDocument, 'w'>>): Cut {
  const reach = new Map<string, number>();
  for (const { w } of documents)
    for (const [name, last] of Object.entries(w)) {
      const lane = laneOfWatermark(name);
      reach.set(lane, Math.max(last, reach.get(lane) ?? -1));
    }
  return reach;
}

export function covers(cut: Cut, other: Cut): boolean {
  return [...other].every(([lane, last]) => last <= (cut.get(lane) ?? -1));
}

export function isWithin(document: Pick<GoldDocument, 'w'>, cut: Cut): boolean {
  return covers(cut, reachOf([document]));
}

/** Those of a silver table's rows that are within the cut. */
export function withinSql(rows: string, cut: Cut): string {
  if (cut.size === 0) return `SELECT * FROM (${rows}) WHERE false`;
  const lanes = [...cut].map(([lane, last]) => `(${quoteText(lane)}, ${last})`);
  return `SELECT rows.* FROM (${rows}) AS rows JOIN (VALUES ${lanes.join(', ')}) AS cut(lane, last)
    ON rows._hub || '-' || rows._partition_id = cut.lane AND rows._sequence_number <= cut.last`;
}

/** Those that are beyond it. */
export function beyondSql(rows: string, cut: Cut): string {
  const lanes = [...cut, ['', -1] as const].map(([lane, last]) => `(${quoteText(lane)}, ${last})`);
  return `SELECT rows.* FROM (${rows}) AS rows LEFT JOIN (VALUES ${lanes.join(', ')}) AS cut(lane, last)
    ON rows._hub || '-' || rows._partition_id = cut.lane WHERE rows._sequence_number > coalesce(cut.last, -1)`;
}
