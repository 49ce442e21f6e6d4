// The files of a Delta table in ADLS Gen2. A commit is written aside and renamed into place with If-None-Match, the
// atomic put-if-absent of the dfs endpoint; files that nobody else names go by one Put Blob.

import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { ContainerClient } from '@azure/storage-blob';
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake';
import type { StoredFile, TableStore } from '../delta/store.ts';
import type { Metrics } from '../metrics.ts';
import { hasStatus } from './has-status.ts';
import { anyFileBytes, inTime, pagesInTime } from './in-time.ts';
import { isThere } from './is-there.ts';

export type Lake = { files: DataLakeFileSystemClient; blobs: ContainerClient };

/** `folder` is the table's root in the file system. */
export function createLakeTableStore({ files, blobs }: Lake, folder: string, metrics: Metrics): TableStore {
  const count = (operation: string) => metrics.count('assay_lake_operations_total', { operation });
  const blob = (path: string) => blobs.getBlockBlobClient(`${folder}/${path}`);
  const put = async (path: string, content: Uint8Array): Promise<void> => {
    count('put');
    await blob(path).upload(
      Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      content.byteLength,
      inTime(content.byteLength),
    );
  };
  return {
    put,
    create: async (path, content) => {
      const aside = `${path.slice(0, path.lastIndexOf('/'))}/_commit_${randomUUID()}.tmp`;
      await put(aside, content);
      count('rename');
      try {
        await files
          .getFileClient(`${folder}/${aside}`)
          .move(`${folder}/${path}`, { destinationConditions: { ifNoneMatch: '*' }, ...inTime() });
        return 'created';
      } catch (error) {
        if (!isThere(error, 'PathAlreadyExists')) throw error;
        await blob(aside).deleteIfExists(inTime());
        return 'exists';
      }
    },
    read: async path => {
      count('read');
      try {
        const { readableStreamBody } = await blob(path).download(0, undefined, inTime(anyFileBytes));
        return readableStreamBody ? await buffer(readableStreamBody) : new Uint8Array();
      } catch (error) {
        if (hasStatus(error, 404)) return null;
        throw error;
      }
    },
    list: path => {
      count('list');
      return listFiles(files, folder, path);
    },
    delete: async path => {
      count('delete');
      await blob(path).deleteIfExists(inTime());
    },
  };
}

async function* listFiles(
  files: DataLakeFileSystemClient,
  folder: string,
  path: string,
): AsyncIterable<StoredFile> {
  const root = path === '' ? folder : `${folder}/${path}`;
  try {
    const pages = pagesInTime(
      options => files.listPaths({ path: root, recursive: true, ...options }),
      page => page.continuation,
    );
    for await (const { pathItems = [] } of pages)
      for (const item of pathItems)
        if (!item.isDirectory && item.name)
          yield {
            path: item.name.slice(folder.length + 1),
            size: item.contentLength ?? 0,
            modifiedMs: item.lastModified?.getTime() ?? 0,
          };
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
}
