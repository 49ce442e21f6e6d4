// The data files of a table's version as the cache wants them. A file that is not as its commit says is an error that
// names it, never a part of an answer.

import { type AddFile, dataFilePath } from '../delta/actions.ts';
import { DeltaError } from '../delta/errors.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { RemoteFile } from './file-cache.ts';

/** What messages call the file: `silver.pos_sale: _enqueued_date=2026-01-31/part-….parquet`. */
export function dataFileName({ name }: DeltaTable, add: AddFile): string {
  return `${name}: ${dataFilePath(add)}`;
}

export function remoteFile(table: DeltaTable, add: AddFile): RemoteFile {
  const name = dataFileName(table, add);
  return {
    // A table that was made anew may use a path again.
    key: `${name} ${add.size} ${add.modificationTime}`,
    size: add.size,
    read: async () => {
      const content = await table.store.read(dataFilePath(add));
      if (!content)
        throw new DeltaError(
          'corrupt',
          `${name} is missing: it was deleted, perhaps by vacuum if this is an old version`,
        );
      if (content.byteLength !== add.size)
        throw new DeltaError(
          'corrupt',
          `${name} has ${content.byteLength} bytes and not the ${add.size} that were committed: it was cut or changed`,
        );
      return content;
    },
  };
}
