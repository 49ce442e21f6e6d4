// What all of Azure Storage's services say of an error: status, code and message.

export class StorageError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Writes to the log, on one line, what no rule of the service foresees. `service` is what it happened in. */
export function logUnexpected(service: string, error: unknown): void {
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${service}: ${text}\n`.replaceAll('\n  ', ' '));
}

export const badSignature = [
  403,
  'AuthenticationFailed',
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
] as const;

export const notImplemented = [
  501,
  'NotImplemented',
  'The requested operation is not implemented on the specified resource.',
] as const;
