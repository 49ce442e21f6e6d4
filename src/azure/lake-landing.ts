// Landed files in the lake. ADLS Gen2 shows the same files at its blob and its dfs endpoint; a landing goes by the blob
// endpoint, because Put Blob with If-None-Match is one atomic request where dfs needs create, append, flush and rename.

import type { ContainerClient } from '@azure/storage-blob';
import type { LandingStore } from '../landing/landing.ts';
import type { Metrics } from '../metrics.ts';
import { anyFileBytes, inTime, pagesInTime } from './in-time.ts';
import { isThere } from './is-there.ts';

export function createLakeLanding(container: ContainerClient, metrics: Metrics): LandingStore {
  const count = (operation: string) => metrics.count('assay_lake_operations_total', { operation });
  return {
    put: async (path, content, metadata) => {
      count('put');
      try {
        await container
          .getBlockBlobClient(path)
          .upload(Buffer.from(content.buffer, content.byteOffset, content.byteLength), content.byteLength, {
            // One that hangs must not land long after its bucket was looked at for the last time.
            ...inTime(content.byteLength),
            conditions: { ifNoneMatch: '*' },
            metadata,
            blobHTTPHeaders: { blobContentType: 'application/vnd.apache.parquet' },
          });
        return 'landed';
      } catch (error) {
        if (isThere(error, 'BlobAlreadyExists')) return 'exists';
        throw error;
      }
    },
    list: async function* (prefix) {
      count('list');
      const pages = pagesInTime(
        options => container.listBlobsFlat({ prefix, includeMetadata: true, ...options }),
        page => page.continuationToken,
      );
      for await (const { segment } of pages)
        for (const { name, metadata = {}, properties } of segment.blobItems)
          yield { path: name, size: properties.contentLength ?? 0, metadata };
    },
    read: async path => {
      count('read');
      return container.getBlockBlobClient(path).downloadToBuffer(0, undefined, inTime(anyFileBytes));
    },
    delete: async path => {
      count('delete');
      await container.getBlockBlobClient(path).deleteIfExists(inTime());
    },
  };
}
