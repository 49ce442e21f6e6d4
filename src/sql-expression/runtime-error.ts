// What DuckDB raises while it runs a query, for one row.

export type ErrorKind = 'overflow' | 'conversion' | 'invalid input';

/** Thrown by `evaluate`: the row has no value for this expression, and DuckDB stops its query with an error. */
export class SqlRuntimeError extends Error {
  override name = 'SqlRuntimeError';
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function overflow(what: string): never {
  throw new SqlRuntimeError('overflow', `${what} is out of range`);
}

export function cannotConvert(value: unknown, type: string): never {
  throw new SqlRuntimeError('conversion', `could not convert ${describe(value)} to ${type}`);
}

export function invalidInput(message: string): never {
  throw new SqlRuntimeError('invalid input', message);
}

function describe(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
