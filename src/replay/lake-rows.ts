// Rows of the lake's tables for a replay: the files that can hold them, on the local disk, and SQL over them.

import type { createWorkbenches } from '../tables/workbench.ts';
import { holdScans, type Scan, type ScanParts } from './held-scans.ts';

export type LakeRowsParts = ScanParts & { workbench: ReturnType<typeof createWorkbenches> };

/**
 * Runs a query over scans: `sql` gets a SELECT for each, in their order. Times and 64-bit integers come as text. A table
 * without a commit has no rows.
 */
export type LakeRows = (
  scans: readonly Scan[],
  sql: (scanned: string[]) => string,
) => Promise<Record<string, unknown>[]>;

export function createLakeRows({ tables, cache, workbench }: LakeRowsParts): LakeRows {
  return async (scans, sql) => {
    const { selects, release } = await holdScans({ tables, cache }, scans);
    try {
      const scanned = selects.filter(select => select !== null);
      // What is asked of a table that is not there has no answer.
      if (scanned.length < selects.length) return [];
      return await workbench(bench => bench.rows(sql(scanned)));
    } finally {
      release();
    }
  };
}
