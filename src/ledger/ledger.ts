// The ledger: for every lane, received = silver + quarantined + duplicates, and bronze has every sequence number; what is
// lost for good is counted by itself.

import type { Lane } from '../events/coordinate.ts';
import type { OutcomeCounts } from '../silver/outcome.ts';
import { countFreshlyLost, countLost, type LostRange } from './lost.ts';

/** What is committed of one lane. `start` is the first coordinate the platform could see. */
export type LedgerEntry = Lane & {
  start: number;
  bronzeThrough: number;
  silverThrough: number;
  counts: OutcomeCounts;
  /** What bronze will never have of what lies up to `bronzeThrough`, in order. */
  lost?: readonly LostRange[];
  /** How many of these silver has not got either, of what lies up to `silverThrough`. */
  silverLost?: number;
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
  /** Events that bronze has not got and never will: the hub let them go first. */
  lost: number;
  /** Of the lost, those that have no outcome either. */
  silverLost: number;
  /**
   * `adds up`: all that was received is in bronze and has its outcome, but for what was lost more than a day ago. `behind`:
   * it will be.
   */
  state: 'adds up' | 'behind' | 'does not add up';
};

export function ledgerLine(entry: LedgerEntry, { last }: HubPosition, nowMs: number): LedgerLine {
  const { start, bronzeThrough, silverThrough, counts } = entry;
  const received = last + 1 - start;
  const passed = { bronze: bronzeThrough + 1 - start, silver: silverThrough + 1 - start };
  const lost = countLost(entry.lost);
  const wrong = differenceOf(entry) !== 0 || passed.bronze > received || passed.silver > received;
  const isThere = passed.bronze === received && passed.silver === received;
  return {
    hub: entry.hub,
    partitionId: entry.partitionId,
    received,
    bronze: passed.bronze - lost,
    silver: counts.silver,
    quarantined: counts.quarantined,
    duplicates: counts.duplicate,
    redriven: counts.redriven,
    ...{ lost, silverLost: entry.silverLost ?? 0 },
    state:
      wrong || countFreshlyLost(entry.lost, nowMs) > 0 ? 'does not add up' : isThere ? 'adds up' : 'behind',
  };
}

/** The outcomes of a lane, less the coordinates that they are of: 0, or something is wrong. */
export function differenceOf({ counts, silverThrough, start, silverLost = 0 }: LedgerEntry): number {
  return counts.silver + counts.quarantined + counts.duplicate + silverLost - (silverThrough + 1 - start);
}

/** The worst of them. */
export function overallState(lines: readonly Pick<LedgerLine, 'state'>[]): LedgerLine['state'] {
  for (const state of ['does not add up', 'behind'] as const)
    if (lines.some(line => line.state === state)) return state;
  return 'adds up';
}
