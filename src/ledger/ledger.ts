// The ledger: for every lane, received = silver + quarantined + duplicates, and bronze has every sequence number.

import type { Lane } from '../events/coordinate.ts';
import type { OutcomeCounts } from '../silver/outcome.ts';

/** What is committed of one lane. `start` is the first coordinate the platform could see. */
export type LedgerEntry = Lane & {
  start: number;
  bronzeThrough: number;
  silverThrough: number;
  counts: OutcomeCounts;
  /** The landing bucket from which files of the lane may still have to be admitted; empty when that is not known. */
  cursor: string;
  /** The replay that may refine events of the hub again; of one lane of the hub. */
  refining?: string;
  /** The replay that has moved the lane's counts last. */
  refined?: string;
};

export type StoredEntry = { entry: LedgerEntry; etag: string | null };

export type LedgerStore = {
  read(): Promise<StoredEntry[]>;
  /** `changed`: another committer was first. */
  write(stored: StoredEntry): Promise<'written' | 'changed'>;
};

/** What the hub itself says of a lane. `last` is −1 when the lane is empty. */
export type HubPosition = Lane & { begin: number; last: number };

export type LedgerLine = Lane & {
  received: number;
  bronze: number;
  silver: number;
  quarantined: number;
  duplicates: number;
  /** Of the quarantined, those that a redrive sent again: each has a coordinate and an outcome of its own since. */
  redriven: number;
  /** `adds up`: all that was received is in bronze and has its outcome. `behind`: it will be. */
  state: 'adds up' | 'behind' | 'does not add up';
};

export function ledgerLine(entry: LedgerEntry, { last }: HubPosition): LedgerLine {
  const { start, bronzeThrough, silverThrough, counts } = entry;
  const received = last + 1 - start;
  const bronze = bronzeThrough + 1 - start;
  const refined = silverThrough + 1 - start;
  const decided = counts.silver + counts.quarantined + counts.duplicate;
  const wrong = decided !== refined || bronze > received || refined > received;
  return {
    hub: entry.hub,
    partitionId: entry.partitionId,
    received,
    bronze,
    silver: counts.silver,
    quarantined: counts.quarantined,
    duplicates: counts.duplicate,
    redriven: counts.redriven,
    state: wrong ? 'does not add up' : bronze === received && refined === received ? 'adds up' : 'behind',
  };
}

/** The worst of them. */
export function overallState(lines: readonly Pick<LedgerLine, 'state'>[]): LedgerLine['state'] {
  for (const state of ['does not add up', 'behind'] as const)
    if (lines.some(line => line.state === state)) return state;
  return 'adds up';
}
