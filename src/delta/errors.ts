// What can be wrong with a table. The message names the file and says what to do.

/**
 * `corrupt`: a file of the log is missing or unreadable. `unsupported`: the table needs a feature this code has not.
 * `not found`: there is no such table or version. `mismatch`: what is to be written does not fit the table.
 */
export type DeltaErrorCode = 'corrupt' | 'unsupported' | 'not found' | 'mismatch';

export type DeltaErrorOptions = ErrorOptions & {
  /** The file of the log that is at fault, relative to the table's root. */
  file?: string;
};

export class DeltaError extends Error {
  override name = 'DeltaError';
  readonly code: DeltaErrorCode;
  readonly file?: string;
  constructor(code: DeltaErrorCode, message: string, { file, ...options }: DeltaErrorOptions = {}) {
    super(message, options);
    this.code = code;
    if (file !== undefined) this.file = file;
  }
}

export function isCorrupt(error: unknown): error is DeltaError {
  return error instanceof DeltaError && error.code === 'corrupt';
}

/** The same error, with the table's name before its message. */
export function inTable(error: unknown, name: string): unknown {
  if (!(error instanceof DeltaError) || error.message.startsWith(`${name}: `)) return error;
  return new DeltaError(error.code, `${name}: ${error.message}`, { cause: error, file: error.file });
}
