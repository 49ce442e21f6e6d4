// The tables of the lake as folders on this disk, for an engine that has no driver for the lake here.

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BlobServiceClient } from '@azure/storage-blob';

/** Copies all files but what has only landed. Files are immutable but for a pointer, so that old copies are replaced. */
export async function copyLake(lake: string, fileSystem: string, folder: string): Promise<void> {
  const container = BlobServiceClient.fromConnectionString(lake).getContainerClient(fileSystem);
  for await (const { name, properties, metadata } of container.listBlobsFlat({ includeMetadata: true })) {
    const isFolder = metadata?.hdi_isfolder === 'true';
    if (isFolder || name.startsWith('landing/') || !properties.contentLength) continue;
    const { readableStreamBody } = await container.getBlobClient(name).download();
    if (!readableStreamBody) throw new Error(`${name} has no content`);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await pipeline(readableStreamBody, createWriteStream(join(folder, name)));
  }
}
