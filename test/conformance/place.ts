// Where a table is: a folder on this disk, or a folder of the data lake (`az://<file system>/<folder>`). The same
// address is given to the other engines.

import { connectBlobs, connectLake } from '../../src/azure/connect.ts';
import { createLakeTableStore } from '../../src/azure/lake-table-store.ts';
import type { TableStore } from '../../src/delta/store.ts';
import { createMetrics } from '../../src/metrics.ts';
import { folderStore } from '../delta/folder-store.ts';

/** `lake` is the connection string of the lake's storage account. */
export function storeAt(address: string, lake: string): TableStore {
  const [, fileSystem, folder] = /^az:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  if (!fileSystem || !folder) return folderStore(address);
  const connection = { kind: 'connectionString', value: lake } as const;
  const files = connectLake(connection).getFileSystemClient(fileSystem);
  const blobs = connectBlobs(connection).getContainerClient(fileSystem);
  return createLakeTableStore({ files, blobs }, folder, createMetrics());
}

/** What the other engines must be told to reach the lake. */
export function lakeAddress(lake: string): { address: string; key: string } {
  const [, key = ''] = /AccountKey=([^;]+)/.exec(lake) ?? [];
  const [, endpoint = ''] = /BlobEndpoint=([^;]+)/.exec(lake) ?? [];
  return { address: new URL(endpoint).host, key };
}
