import type { ErrorCode } from './error-codes.ts';

/** Why the records for one partition are refused; its code goes to the producer. */
export class RecordError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
