// Why a query is not answered, and where in its text the reason lies.

import { Problem } from '../problem.ts';

/** Thrown by what reads a query. `offset` counts bytes of the query's text in UTF-8; null when no one place is to blame. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly offset: number | null;
  constructor(message: string, offset: number | null = null) {
    super(message);
    this.offset = offset;
  }
}

/** As a Problem, with the line and the column (both from 1) where there is a place. */
export function refusalProblem({ message, offset }: Refusal, sql: string): Problem {
  const place = offset === null ? null : placeAt(sql, offset);
  const detail = place ? `${message} (line ${place.line}, column ${place.column})` : message;
  return new Problem(400, 'The query cannot be answered', detail, 'sql', { members: place ?? {} });
}

/** Null when the offset lies beyond the text. */
export function placeAt(sql: string, offset: number): { line: number; column: number } | null {
  const bytes = Buffer.from(sql);
  if (offset > bytes.length) return null;
  const before = bytes.toString('utf8', 0, offset).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}
