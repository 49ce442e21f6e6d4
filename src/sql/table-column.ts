// A column as it is described to those who write queries.

/** `type` as DuckDB names it. */
export type TableColumn = { name: string; type: string; comment: string | null };
