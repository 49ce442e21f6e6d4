// What one query, and all of them together, may use.

export type SqlLimits = {
  /** Processes that answer queries: so many run at once. */
  processes: number;
  /** Queries that may wait for a process; one more is refused. */
  waiting: number;
  /** For each process, MB: DuckDB's own limit; the process ends when it grows well beyond it. */
  memoryMb: number;
  /** Bytes of data files kept on local disk; also the most that one query may read. */
  cacheBytes: number;
  /** Rows of one answer: what is given without being asked for, and the most that may be asked for. */
  defaultRows: number;
  maxRows: number;
  /** Bytes of one answer. */
  maxAnswerBytes: number;
  defaultSeconds: number;
  maxSeconds: number;
  /** Characters of a query. */
  maxSqlLength: number;
  /** Documents of one gold model that a query may read. */
  maxGoldDocuments: number;
};

/** The limits that are not settings. */
export const fixedLimits = {
  waiting: 16,
  defaultRows: 1_000,
  maxRows: 1_000_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  defaultSeconds: 30,
  maxSeconds: 120,
  maxSqlLength: 50_000,
  maxGoldDocuments: 50_000,
} satisfies Partial<SqlLimits>;
