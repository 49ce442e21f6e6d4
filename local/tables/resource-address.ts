// What a request's path names.
//
//   /{account}/Tables                                         the tables
//   /{account}/Tables('{table}')                              one table
//   /{account}/{table}   /{account}/{table}()                 a table's entities
//   /{account}/{table}(PartitionKey='{key}',RowKey='{key}')   one entity; a quote within a key is doubled
//   /{account}/$batch                                         an entity group transaction
import { compositeKey } from './entity-key.ts';
import { invalidInput } from './table-error.ts';

export type ResourceAddress =
  | { kind: 'tables' }
  | { kind: 'table'; table: string }
  | { kind: 'entities'; table: string }
  | { kind: 'entity'; table: string; key: string }
  | { kind: 'batch' };

const ENTITY = /^(\w+)\(PartitionKey='((?:[^']|'')*)',\s*RowKey='((?:[^']|'')*)'\)$/;

/**
 * @param path percent-encoded, from the account's slash on
 * @throws TableError InvalidInput
 */
export function parseAddress(path: string): ResourceAddress {
  const resource = decoded(path.slice(path.indexOf('/', 1) + 1));
  if (resource === '$batch') return { kind: 'batch' };
  if (resource === 'Tables' || resource === 'Tables()') return { kind: 'tables' };
  const entity = ENTITY.exec(resource);
  if (entity) {
    const [, table = '', partitionKey = '', rowKey = ''] = entity;
    return { kind: 'entity', table, key: compositeKey(unquoted(partitionKey), unquoted(rowKey)) };
  }
  const table = /^Tables\('(\w+)'\)$/.exec(resource)?.[1];
  if (table !== undefined) return { kind: 'table', table };
  const entities = /^(\w+)(?:\(\))?$/.exec(resource)?.[1];
  if (entities !== undefined) return { kind: 'entities', table: entities };
  throw invalidInput(`The path '${resource}' names no resource.`);
}

/** The account in a path, by which requests are admitted. */
export function accountOf(path: string): string {
  const end = path.indexOf('/', 1);
  return path.slice(1, end === -1 ? undefined : end);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw Object.assign(invalidInput('The path is not well encoded.'), { cause });
  }
}

const unquoted = (text: string) => (text.includes("''") ? text.replaceAll("''", "'") : text);
