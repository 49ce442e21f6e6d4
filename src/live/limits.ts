// What live answers may take of a process, and of a client's patience.

export type LiveLimits = {
  /** Of this process. */
  clients: number;
  /** That this process keeps for them. */
  documents: number;
  pollMs: number;
  heartbeatMs: number;
  /** How long a query without clients goes on. */
  lingerMs: number;
  /** How long the change feed may fail before clients are sent away. */
  patienceMs: number;
  /** A stream's age when it ends: less than the time a function may take (host.json). */
  ageMs: number;
  /** What may be written to a client that does not take it. */
  untakenBytes: number;
  /** Rows' groups that are remembered one by one for such a client. */
  missedGroups: number;
  /** How long it may go on like that. */
  slowMs: number;
  /** How long it is given to read why its stream ends. */
  graceMs: number;
};

export const liveLimits: LiveLimits = {
  ...{
    clients: 500,
    documents: 50_000,
    pollMs: 100,
    heartbeatMs: 15_000,
    lingerMs: 2_000,
    patienceMs: 5_000,
  },
  ...{ ageMs: 240_000, untakenBytes: 64 * 1024, missedGroups: 1_000, slowMs: 10_000, graceMs: 5_000 },
};
