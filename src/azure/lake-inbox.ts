// Parts of files in the lake, of one version of each.

import type { ContainerClient } from '@azure/storage-blob';
import type { ReadFilePart } from '../replay/inbox.ts';
import { hasStatus } from './has-status.ts';
import { inTime } from './in-time.ts';

export function createLakeInbox(container: ContainerClient): ReadFilePart {
  return async (path, { offset, length, etag }) => {
    const blob = container.getBlobClient(path);
    try {
      const properties = await blob.getProperties(inTime());
      const found = (properties.etag ?? '').replace(/^"|"$/g, '');
      if (etag !== null && found !== etag) return null;
      const size = properties.contentLength ?? 0;
      const count = Math.min(length, size - offset);
      const conditions = { ifMatch: `"${found}"` };
      const content =
        count > 0
          ? await blob.downloadToBuffer(offset, count, { conditions, ...inTime(count) })
          : Buffer.alloc(0);
      return { content, etag: found, size };
    } catch (error) {
      if (hasStatus(error, 404, 412)) return null;
      throw error;
    }
  };
}
