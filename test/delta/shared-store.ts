// A table that several processes share: in a folder of this disk, or in a lake that speaks the protocol of ADLS Gen2.

import type { TableStore } from '../../src/delta/store.ts';
import { folderStore } from './folder-store.ts';

export type Place = { folder: string } | { lake: string };

export const fileSystem = 'tables';

/** `lake` is the connection string of a storage account. */
export async function storeAt(place: Place): Promise<TableStore> {
  if ('folder' in place) return folderStore(place.folder);
  // Loaded when needed: a process that is killed soon should not spend its life on it.
  const { connectBlobs, connectLake } = await import('../../src/azure/connect.ts');
  const { createLakeTableStore } = await import('../../src/azure/lake-table-store.ts');
  const { createMetrics } = await import('../../src/metrics.ts');
  const connection = { kind: 'connectionString', value: place.lake } as const;
  const files = connectLake(connection).getFileSystemClient(fileSystem);
  const blobs = connectBlobs(connection).getContainerClient(fileSystem);
  return createLakeTableStore({ files, blobs }, 'rows', createMetrics());
}
