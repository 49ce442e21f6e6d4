// JSON objects as this server handles them: own properties only, so that a document's keys can never
// reach Object.prototype.

export type Document = Record<string, unknown>;

export function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own property or array element; undefined when there is none. */
export function getProperty(container: unknown, step: string | number): unknown {
  if (typeof container !== 'object' || container === null) return undefined;
  return Object.hasOwn(container, step) ? (container as Document)[step] : undefined;
}

/** Sets an own property, also when it is named `__proto__`. */
export function setProperty(object: Document, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}
