// The pulse of a process: one small row that it rewrites, at most twice a second, with what it counted lately and how far
// it is. Whoever looks at all rows sees the whole platform (docs/decisions/pulse.md).

import type { LaneProgress } from './lane-progress.ts';
import type { Tally } from './tally.ts';

export type Pulse = {
  /** Of this process: a restart has another. */
  id: string;
  roles: string[];
  startedMs: number;
  /** When this was written, by the process's own clock. */
  atMs: number;
  /** It said goodbye. */
  ended: boolean;
  /** What it counted in the last seconds: for rates, and for percentiles. */
  rates: { seconds: number; tally: Tally };
  recent: { seconds: number; tally: Tally };
  /** By consumer group and lane. */
  lanes: LaneProgress[];
  /** Coordinates that its last check of the ledger found wrong, by hub; only those that are. */
  ledgerDifferences: Record<string, number>;
};

/** Where each lane of a hub ended when someone asked: `[begin, last]`, by lane. */
export type PositionsSeen = { atMs: number; lanes: Record<string, [number, number]> };

export type PulseStore = {
  write(pulse: Pulse): Promise<void>;
  writePositions(seen: PositionsSeen): Promise<void>;
  /** All there is, in one small read. */
  read(): Promise<{ pulses: Pulse[]; positions: PositionsSeen | null }>;
  remove(id: string): Promise<void>;
};

/** A process without news writes all the same, so that its silence can be told from its end. */
export const heartbeatMs = 15_000;

/** What rates and percentiles are of. A process is younger at first. */
export const ratesSeconds = 5;
export const recentSeconds = 10;
