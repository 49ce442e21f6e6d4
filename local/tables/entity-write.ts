// A write request, alone or as a part of a transaction → the operation on the store.
import { checkKey, compositeKey, splitKey } from './entity-key.ts';
import { readProperties } from './entity-properties.ts';
import type { ResourceAddress } from './resource-address.ts';
import { invalidInput, notImplemented, TableError } from './table-error.ts';
import type { EntityOperation } from './table-store.ts';

export interface EntityWrite {
  table: string;
  operation: EntityOperation;
  /** The service's name for it, by which it is counted. */
  name: string;
}

/** @throws TableError when the request is no write, or a bad one */
export function entityWrite(
  method: string,
  address: ResourceAddress,
  ifMatch: string | undefined,
  body: string,
): EntityWrite {
  if (address.kind === 'entities' && method === 'POST') return insert(address.table, body);
  if (address.kind !== 'entity') throw notImplemented();
  const { table, key } = address;
  if (method === 'DELETE') {
    if (ifMatch === undefined) {
      throw new TableError(
        400,
        'MissingRequiredHeader',
        'A required HTTP header was not specified: If-Match.',
      );
    }
    return { table, operation: { kind: 'delete', key, ifMatch }, name: 'DeleteEntity' };
  }
  const kind = method === 'PUT' ? 'replace' : 'merge';
  if (method !== 'PUT' && method !== 'MERGE' && method !== 'PATCH') throw notImplemented();
  const { partitionKey, rowKey } = splitKey(key);
  checkKey('PartitionKey', partitionKey);
  checkKey('RowKey', rowKey);
  const properties = readProperties(parseEntity(body));
  const names =
    kind === 'replace' ? ['UpdateEntity', 'InsertOrReplaceEntity'] : ['MergeEntity', 'InsertOrMergeEntity'];
  const name = names[ifMatch === undefined ? 1 : 0] as string;
  return { table, operation: { kind, key, properties, ifMatch }, name };
}

function insert(table: string, body: string): EntityWrite {
  const entity = parseEntity(body);
  const key = compositeKey(checkKey('PartitionKey', entity.PartitionKey), checkKey('RowKey', entity.RowKey));
  return {
    table,
    operation: { kind: 'insert', key, properties: readProperties(entity) },
    name: 'InsertEntity',
  };
}

function parseEntity(body: string): Record<string, unknown> {
  let entity: unknown;
  try {
    entity = JSON.parse(body);
  } catch (cause) {
    throw Object.assign(invalidInput('The body is not JSON.'), { cause });
  }
  if (typeof entity !== 'object' || entity === null || Array.isArray(entity)) {
    throw invalidInput('The body is not a JSON object.');
  }
  return entity as Record<string, unknown>;
}
