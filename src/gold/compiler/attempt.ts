// An expression that fails for a row, as an overflow does, is null for it: one event must not stop a fold, and DuckDB's
// TRY gives the same in batch.

import { SqlRuntimeError } from '../../sql-expression/runtime-error.ts';
import type { Value } from '../../sql-expression/value.ts';

export function attempt<T>(evaluate: () => T): T | null {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof SqlRuntimeError) return null;
    throw error;
  }
}

export function attempting<Row>(evaluate: (row: Row) => Value): (row: Row) => Value {
  return row => {
    try {
      return evaluate(row);
    } catch (error) {
      if (error instanceof SqlRuntimeError) return null;
      throw error;
    }
  };
}
