// The function apps as bicep/modules/function-apps.bicep deploys them: the same code, split by ASSAY_ROLES.
// test/bicep/settings.test.ts holds both to the same roles.

export type App = 'ingest' | 'refine' | 'serve' | 'maintain';

/** DuckDB's native library is four fifths of a package: apps that scale out and never use it start without. */
export const appDescriptions: Record<App, { roles: string; duckdb: boolean }> = {
  maintain: { roles: 'maintain', duckdb: true },
  ingest: { roles: 'bronze', duckdb: false },
  refine: { roles: 'refine', duckdb: false },
  serve: { roles: 'serve', duckdb: true },
};

/** In the order in which they are published: the committer knows a new table before its first row lands. */
export const apps = Object.keys(appDescriptions) as App[];
