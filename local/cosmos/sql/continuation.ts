// Where a query goes on. A plain scan resumes behind the last document it looked at, an ordered one behind the
// last sort key, so that writes between pages neither repeat nor lose other rows; grouped answers by position.
import { badRequest } from '../errors.ts';
import { isObject } from '../json.ts';

export type Continuation = {
  /** Rows that matched so far, for OFFSET, LIMIT and TOP. */
  matched: number;
  /** Partition ordinal and document number behind which to go on. */
  behind?: [partition: number, document: number];
  /** Sort keys of the last row, each [] when undefined, else [value]. */
  keys?: unknown[][];
};

export function encodeContinuation(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

/** @throws 400 when the token is not one of ours */
export function decodeContinuation(token: string | undefined): Continuation {
  if (token === undefined || token === '') return { matched: 0 };
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (isObject(value) && typeof value.matched === 'number') return value as Continuation;
  } catch {
    // falls through to the same answer as a token of another shape
  }
  throw badRequest('Invalid Continuation Token');
}
