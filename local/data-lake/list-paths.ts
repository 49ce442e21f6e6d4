// Path - List: one page, recursive or of one directory.

import { defaultAccess } from './access-control.ts';
import { invalidInput, pathNotFound } from './dfs-error.ts';
import type { DfsAnswer, DfsRequest, Gateway } from './gateway.ts';
import { type BlobPage, type ListedBlob, listBlobs } from './list-blobs.ts';
import { keyOf, type Resource } from './resource.ts';

const MAX_RESULTS = 5000;
/** Between 1601, where the service's creation times begin, and 1970. */
const FILE_TIME_OFFSET_MS = 11_644_473_600_000;

interface Entry {
  blob: ListedBlob;
  /** The next page begins after this name. */
  resumeAfter: string;
}

/** @throws DfsError PathNotFound, FilesystemNotFound */
export async function listPaths(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { query } = request;
  const directory = { ...request.resource, path: (query.get('directory') ?? '').replace(/^\/+|\/+$/g, '') };
  const continuation = query.get('continuation') ?? '';
  const marker = Buffer.from(continuation, 'base64url').toString();
  const maxResults = maxResultsOf(query);
  const readPage = query.get('recursive') === 'true' ? readTree : readDirectory;
  return gateway.locks.with([{ key: keyOf(directory), subtree: true, mode: 'use' }], async () => {
    const { blobs, next } = await readPage(gateway, directory, marker, maxResults);
    const isEmpty = blobs.length === 0 && continuation === '';
    if (isEmpty && !(await gateway.directories.exists(directory))) throw pathNotFound();
    const headers: Record<string, string> = { 'content-type': 'application/json;charset=utf-8' };
    if (next !== '') headers['x-ms-continuation'] = Buffer.from(next).toString('base64url');
    return { status: 200, headers, body: JSON.stringify({ paths: blobs.map(pathOf) }) };
  });
}

async function readTree(gateway: Gateway, directory: Resource, marker: string, maxResults: number) {
  const page = await listBlobs(gateway.azurite, directory, {
    prefix: prefixOf(directory),
    marker,
    maxResults,
  });
  return { blobs: page.blobs, next: page.marker };
}

/** Reads a full page of Azurite's however small ours is: with a delimiter it reads everything for each of its own. */
async function readDirectory(gateway: Gateway, directory: Resource, marker: string, maxResults: number) {
  const page = await listBlobs(gateway.azurite, directory, {
    prefix: prefixOf(directory),
    marker,
    delimiter: '/',
  });
  const entries: Entry[] = page.blobs.map(blob => ({ blob, resumeAfter: blob.name }));
  entries.push(...(await unmarkedDirectories(gateway, directory, page)));
  entries.sort((a, b) => (a.resumeAfter < b.resumeAfter ? -1 : 1));
  const blobs = entries.slice(0, maxResults).map(entry => entry.blob);
  const cut = entries.length > maxResults ? entries[maxResults - 1] : undefined;
  return { blobs, next: cut ? cut.resumeAfter : page.marker };
}

/**
 * Directories that have no marker, because their files came to Azurite past the gateway. A marker may be on
 * another page than its prefix, so each prefix without one is asked for; known directories are not.
 */
async function unmarkedDirectories(gateway: Gateway, container: Resource, page: BlobPage): Promise<Entry[]> {
  const marked = new Set(page.blobs.map(blob => blob.name));
  const unmarked: Entry[] = [];
  for (const name of page.prefixes) {
    if (marked.has(name) || (await gateway.directories.exists({ ...container, path: name }))) continue;
    const lastModified = new Date(0).toUTCString();
    const blob = { name, isDirectory: true, etag: '', lastModified, created: lastModified, length: 0 };
    unmarked.push({ blob, resumeAfter: `${name}/\uffff` });
  }
  return unmarked;
}

const prefixOf = (directory: Resource) => (directory.path === '' ? '' : `${directory.path}/`);

/** All values are text, as the service sends them. */
function pathOf(blob: ListedBlob) {
  const fileTime = BigInt(Date.parse(blob.created) + FILE_TIME_OFFSET_MS) * 10_000n;
  const access = defaultAccess(blob.isDirectory);
  return {
    name: blob.name,
    ...(blob.isDirectory && { isDirectory: 'true' }),
    contentLength: String(blob.length),
    creationTime: String(fileTime),
    etag: blob.etag,
    lastModified: blob.lastModified,
    owner: access['x-ms-owner'],
    group: access['x-ms-group'],
    permissions: access['x-ms-permissions'],
  };
}

function maxResultsOf(query: URLSearchParams): number {
  const text = query.get('maxResults');
  if (text === null) return MAX_RESULTS;
  const maxResults = Number(text);
  if (!Number.isInteger(maxResults) || maxResults < 1) throw invalidInput(`maxResults is '${text}'.`);
  return Math.min(maxResults, MAX_RESULTS);
}
