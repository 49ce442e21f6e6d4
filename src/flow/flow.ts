// The flow as people look at it: what comes in and where it is, how fast, what waits, and what is wrong.

import type { LedgerLine } from '../ledger/ledger.ts';
import type { LatencyPercentiles } from '../pulse/tally.ts';

/** `attention`: someone should look today. `trouble`: events wait or do not add up, now. */
export type FlowState = 'ok' | 'attention' | 'trouble';

export type Finding = {
  severity: Exclude<FlowState, 'ok'>;
  title: string;
  /** What, where, and what to do. */
  detail: string;
  /** Source that it is of; left out when it is of the whole. */
  source?: string;
  /** The console's page that leads to the cause. */
  link: string;
  /** File under docs/runbooks that says what to do. */
  runbook: string;
};

export type FlowSource = {
  name: string;
  kind: 'cdc' | 'producer';
  partitions: number;
  state: FlowState;
  /** Since the beginning. `received` is of this moment, the others as the ledger has committed them. */
  totals: Omit<LedgerLine, 'hub' | 'partitionId' | 'state'>;
  perSecond: {
    received: number;
    bronze: number;
    silver: number;
    quarantined: number;
    duplicates: number;
    /** Batches that failed and are tried again. */
    failures: number;
  };
  lag: FlowLag;
};

/** What the hub has and a consumer group has not done; `oldestSeconds` is of the event that waits longest for silver. */
export type FlowLag = { bronzeEvents: number; refineEvents: number; oldestSeconds: number };

export type Flow = {
  asOf: string;
  state: FlowState;
  findings: Finding[];
  sources: FlowSource[];
  gold: { models: { name: string; foldsPerSecond: number }[] };
  /** Of the last ten seconds. */
  latencyMs: LatencyPercentiles;
  /** `differences` are coordinates that do not add up. */
  ledger: { state: LedgerLine['state']; differences: number };
};

/** By group of each lane. */
export type LaneLag = {
  hub: string;
  partitionId: string;
  begin: number;
  last: number;
  bronze: LaneGroupLag;
  refine: LaneGroupLag;
};

export type LaneGroupLag = { through: number; events: number; oldestSeconds: number };
