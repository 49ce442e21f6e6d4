// What kept a query from its answer, as a Problem for the one who asked. What is nobody's fault but ours is thrown on.

import { DeltaError } from '../delta/errors.ts';
import { Problem } from '../problem.ts';
import { Failed, ProcessEnded } from './child-process.ts';
import { Refusal, refusalProblem } from './refusal.ts';

/** DuckDB's kinds of error that say something of the query or of the data it meets. */
const ofTheQuery = new Set([
  'Parser',
  'Syntax',
  'Binder',
  'Catalog',
  'Conversion',
  'Out of Range',
  'Invalid Input',
  'Invalid type',
  'Mismatch Type',
  'Divide by Zero',
  'Decimal',
  'Not implemented',
  'Expression',
  'Constraint',
  'Invalid',
  'Parameter Not Resolved',
  'Parameter Not Allowed',
  'Permission',
]);

export function queryProblem(error: unknown, sql: string): unknown {
  if (error instanceof Refusal) return refusalProblem(error, sql);
  if (error instanceof Failed) return failedProblem(error, sql);
  if (error instanceof DeltaError) return deltaProblem(error);
  if (error instanceof ProcessEnded)
    return new Problem(
      422,
      'The query cannot be answered',
      'the process that answered the query ended: the query needs too much memory, or DuckDB failed on it; others are not affected',
    );
  return error;
}

function failedProblem(error: Failed, sql: string): Problem {
  if (error.type === 'Out of Memory')
    return new Problem(
      422,
      'The query needs too much memory',
      'the query needs more memory than one may use: filter earlier, aggregate, or select fewer columns',
    );
  if (ofTheQuery.has(error.type)) return refusalProblem(new Refusal(error.message, error.offset), sql);
  return new Problem(
    422,
    'The query cannot be answered',
    `DuckDB failed on it (${error.type}): ${error.message}`,
  );
}

function deltaProblem({ code, message }: DeltaError): Problem {
  if (code === 'not found') return new Problem(404, 'No such version', message);
  return new Problem(500, 'A table cannot be read', message);
}

export function tookTooLong(seconds: number): Problem {
  return new Problem(
    422,
    'The query took too long',
    `the query had no answer within ${seconds} seconds and was stopped: filter by the partition column, or raise "timeoutSeconds"`,
    'timeoutSeconds',
  );
}
