// An entity group transaction: at most 100 writes to distinct entities of one partition, all or none. The error
// of a failed one names the first operation that failed by its index.
import { type BatchPart, parseBatch } from './batch-message.ts';
import { splitKey } from './entity-key.ts';
import { type EntityWrite, entityWrite } from './entity-write.ts';
import { parseAddress } from './resource-address.ts';
import { invalidInput, TableError } from './table-error.ts';
import type { TableStore } from './table-store.ts';

const MAX_OPERATIONS = 100;

export interface WrittenEntity {
  table: string;
  key: string;
  isDelete: boolean;
}

/** @throws TableError whose message begins with the failing operation's index */
export function runTransaction(
  store: TableStore,
  message: string,
): { written: WrittenEntity[]; time: number } {
  const parts = parseBatch(message);
  if (parts.length === 0) throw invalidInput('The batch is empty.').at(0);
  if (parts.length > MAX_OPERATIONS) {
    throw invalidInput('The batch request operation exceeds the maximum 100 changes per change set.').at(
      MAX_OPERATIONS - 1,
    );
  }
  const writes = parts.map(writeOfPart);
  checkOnePartition(writes);
  const table = (writes[0] as EntityWrite).table;
  const time = store.transact(
    table,
    writes.map(write => write.operation),
    true,
  );
  const written = writes.map(({ operation: { key, kind } }) => ({ table, key, isDelete: kind === 'delete' }));
  return { written, time };
}

function writeOfPart(part: BatchPart, index: number): EntityWrite {
  try {
    const path = part.url.split('?', 1)[0] as string;
    return entityWrite(part.method, parseAddress(path), part.ifMatch, part.body);
  } catch (error) {
    throw error instanceof TableError ? error.at(index) : error;
  }
}

function checkOnePartition(writes: EntityWrite[]): void {
  const first = writes[0] as EntityWrite;
  const { partitionKey } = splitKey(first.operation.key);
  const seen = new Set<string>();
  writes.forEach(({ table, operation: { key } }, index) => {
    if (table !== first.table || splitKey(key).partitionKey !== partitionKey) {
      throw new TableError(
        400,
        'CommandsInBatchActOnDifferentPartitions',
        'All commands in a batch must operate on same entity group.',
      ).at(index);
    }
    if (seen.has(key)) {
      throw new TableError(
        400,
        'InvalidDuplicateRow',
        'The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.',
      ).at(index);
    }
    seen.add(key);
  });
}
