// (PartitionKey, RowKey) as one string whose order is the service's order: the separator sorts below every
// character that a key may contain.
import { TableError } from './table-error.ts';

const SEPARATOR = '\u0000';
/** Follows every composite key of a partition and precedes those of the next one. */
const AFTER_SEPARATOR = '\u0001';
/** 1 KiB of UTF-16. */
const MAX_KEY_CHARACTERS = 512;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the service forbids exactly these
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f/\\#?]/;

export interface EntityKey {
  partitionKey: string;
  rowKey: string;
}

export const compositeKey = (partitionKey: string, rowKey: string): string =>
  partitionKey + SEPARATOR + rowKey;
export const partitionStart = (partitionKey: string): string => partitionKey + SEPARATOR;
export const partitionEnd = (partitionKey: string): string => partitionKey + AFTER_SEPARATOR;
/** The least string above `key`. */
export const justAfter = (key: string): string => key + SEPARATOR;

export function splitKey(key: string): EntityKey {
  const at = key.indexOf(SEPARATOR);
  return { partitionKey: key.slice(0, at), rowKey: key.slice(at + 1) };
}

/**
 * Checks one key value as the service does when an entity is written.
 * @throws TableError OutOfRangeInput, KeyValueTooLarge, PropertiesNeedValue
 */
export function checkKey(name: 'PartitionKey' | 'RowKey', value: unknown): string {
  if (typeof value !== 'string') {
    throw new TableError(
      400,
      'PropertiesNeedValue',
      'The values are not specified for all properties in the entity.',
    );
  }
  if (value.length > MAX_KEY_CHARACTERS) {
    throw new TableError(
      400,
      'KeyValueTooLarge',
      'The specified key value is larger than the maximum allowed size (1KB).',
    );
  }
  if (FORBIDDEN.test(value)) {
    throw new TableError(
      400,
      'OutOfRangeInput',
      `The '${name}' parameter of value '${value}' is out of range.`,
    );
  }
  return value;
}
