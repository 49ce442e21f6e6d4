/** A schema that cannot be read: where, as a JSON pointer fragment, and why in plain words. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(reason);
    this.path = path;
  }
}
