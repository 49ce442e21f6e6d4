// What can be wrong with a table. The message names the file and says what to do.

/**
 * `corrupt`: a file of the log is missing or unreadable. `unsupported`: the table needs a feature this code has not.
 * `not found`: there is no such table or version. `mismatch`: what is to be written does not fit the table.
 */
export type DeltaErrorCode = 'corrupt' | 'unsupported' | 'not found' | 'mismatch';

export class DeltaError extends Error {
  override name = 'DeltaError';
  readonly code: DeltaErrorCode;
  constructor(code: DeltaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
