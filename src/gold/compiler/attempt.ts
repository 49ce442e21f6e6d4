// An expression that fails for a row, as an overflow does, is null for it: one event must not stop a fold, and DuckDB's
// TRY gives the same in batch.

import { SqlRuntimeError } from '../../sql-expression/runtime-error.ts';
import type { Value } from '../../sql-expression/value.ts';

export function attempt<Row, T>(evaluate: (row: Row) => T, row: Row): T | null {
  try {
    return evaluate(row);
  } catch (error) {
    if (error instanceof SqlRuntimeError) return null;
    throw error;
  }
}

export function attempting<Row>(evaluate: (row: Row) => Value): (row: Row) => Value {
  return row => attempt(evaluate, row);
}
