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

/** What delta-rs must be told to reach the lake. */
export function deltaRsOptions(lake: string): Record<string, string> {
  const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(lake)?.[1] ?? '';
  return {
    azure_storage_account_name: part('AccountName'),
    azure_storage_account_key: part('AccountKey'),
    azure_storage_endpoint: part('BlobEndpoint').replace(/\/$/, ''),
    allow_http: 'true',
  };
}
