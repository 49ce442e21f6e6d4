// Partition key values: read from documents and headers, and written as one canonical text that items are
// grouped by: the JSON array of the values, a missing value being {} (as the service's headers have it).
import { badRequest } from './errors.ts';
import { type Document, getProperty, isObject } from './json.ts';

export type KeyPath = readonly string[];

/** `/a/b` and `/"odd name"/c` as steps. */
export function parseKeyPath(path: string): KeyPath {
  const steps: string[] = [];
  for (const match of path.matchAll(/\/(?:"([^"]*)"|([^/]*))/g)) steps.push(match[1] ?? match[2] ?? '');
  if (steps.length === 0) throw badRequest(`The partition key path '${path}' is invalid.`);
  return steps;
}

/** The canonical key text of a document. @throws 400 when a value is an array or an object. */
export function keyOfDocument(document: Document, paths: readonly KeyPath[]): string {
  const values: unknown[] = [];
  for (const path of paths) {
    let value: unknown = document;
    for (const step of path) value = getProperty(value, step);
    if (typeof value === 'object' && value !== null) {
      throw badRequest(`The partition key at /${path.join('/')} must be a scalar.`);
    }
    values.push(value === undefined ? {} : value);
  }
  return JSON.stringify(values);
}

/** The values in a partition key header or a batch operation's `partitionKey`. @throws 400 */
export function parseKeyValues(text: string): unknown[] {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    values = undefined;
  }
  if (!Array.isArray(values)) throw badRequest(`Partition key '${text}' is not a JSON array.`);
  return values.map(value => (isObject(value) ? {} : value));
}

/** The canonical text of a full key from a header. @throws 400 when it has another number of values than paths. */
export function keyOfHeader(text: string | undefined, paths: readonly KeyPath[]): string {
  if (text === undefined) throw badRequest('PartitionKey value must be supplied for this operation.');
  const values = parseKeyValues(text);
  if (values.length !== paths.length) {
    throw badRequest(
      `Partition key provided either doesn't correspond to definition in the collection: ${text}`,
      1001,
    );
  }
  return JSON.stringify(values);
}

/** The beginning that every canonical key text under these first values has. */
export function keyPrefix(values: readonly unknown[]): string {
  return `${JSON.stringify(values).slice(0, -1)},`;
}
