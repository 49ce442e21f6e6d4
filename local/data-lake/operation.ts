// Which operation a request is. An IP-style URL is the same for both APIs, so DFS requests are told by what only
// they have: `resource`, `action` or `recursive` in the query, a rename source, the verb PATCH.
import type { IncomingHttpHeaders } from 'node:http';
import {
  getAccessControl,
  getStatus,
  setAccessControl,
  setAccessControlRecursive,
} from './access-control.ts';
import { append, flush } from './append-and-flush.ts';
import { createPath } from './create-path.ts';
import { deletePath } from './delete-path.ts';
import { createFileSystem, deleteFileSystem, getFileSystemProperties } from './file-system.ts';
import type { DfsAnswer, DfsRequest, Gateway } from './gateway.ts';
import { listPaths } from './list-paths.ts';
import { renamePath } from './rename-path.ts';
import type { Resource } from './resource.ts';
import { setProperties } from './set-properties.ts';

export type DfsOperation = (gateway: Gateway, request: DfsRequest) => Promise<DfsAnswer>;

const BY_ACTION: Record<string, [string, DfsOperation]> = {
  'PATCH append': ['AppendPath', append],
  'PATCH flush': ['FlushPath', flush],
  'PATCH setProperties': ['SetPathProperties', setProperties],
  'PATCH setAccessControl': ['SetPathAccessControl', setAccessControl],
  'PATCH setAccessControlRecursive': ['SetPathAccessControlRecursive', setAccessControlRecursive],
  'HEAD getAccessControl': ['GetPathAccessControl', getAccessControl],
  'HEAD getStatus': ['GetPathStatus', getStatus],
};

const BY_FILE_SYSTEM: Record<string, [string, DfsOperation]> = {
  PUT: ['CreateFilesystem', createFileSystem],
  DELETE: ['DeleteFilesystem', deleteFileSystem],
  HEAD: ['GetFilesystemProperties', getFileSystemProperties],
  GET: ['ListPaths', listPaths],
};

/** The DFS operation and its name; undefined: a request of the blob API. */
export function dfsOperation(
  method: string,
  resource: Resource,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): [string, DfsOperation] | undefined {
  if (method === 'PUT' && headers['x-ms-rename-source'] !== undefined) return ['RenamePath', renamePath];
  const action = query.get('action');
  if (action !== null) return BY_ACTION[`${method} ${action}`];
  if (query.get('resource') === 'filesystem' && resource.path === '') return BY_FILE_SYSTEM[method];
  if (method === 'PUT' && query.has('resource')) return ['CreatePath', createPath];
  if (method === 'DELETE' && query.has('recursive')) return ['DeletePath', deletePath];
  return undefined;
}

const BLOB_BY_COMP: Record<string, string> = {
  'PUT block': 'PutBlock',
  'PUT blocklist': 'PutBlockList',
  'GET blocklist': 'GetBlockList',
  'PUT metadata': 'SetBlobMetadata',
  'PUT properties': 'SetBlobProperties',
  'PUT lease': 'LeaseBlob',
  'PUT appendblock': 'AppendBlock',
  'PUT page': 'PutPage',
  'PUT snapshot': 'SnapshotBlob',
  'PUT tags': 'SetBlobTags',
  'GET tags': 'GetBlobTags',
  'PUT tier': 'SetBlobTier',
};

const BLOB_BY_METHOD: Record<string, string> = {
  PUT: 'PutBlob',
  GET: 'GetBlob',
  HEAD: 'GetBlobProperties',
  DELETE: 'DeleteBlob',
};

/** The blob API's name of a request, as Azure's metrics call it. */
export function blobOperationName(
  method: string,
  resource: Resource,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): string {
  const comp = query.get('comp');
  if (comp === 'batch') return 'BlobBatch';
  if (resource.container === '') return comp === 'list' ? 'ListContainers' : 'BlobService';
  if (query.get('restype') === 'container' || resource.path === '')
    return containerOperationName(method, comp);
  if (comp !== null) return BLOB_BY_COMP[`${method} ${comp}`] ?? `${method} ${comp}`;
  if (method === 'PUT' && headers['x-ms-copy-source'] !== undefined) return 'CopyBlob';
  return BLOB_BY_METHOD[method] ?? method;
}

function containerOperationName(method: string, comp: string | null): string {
  if (comp === 'list') return 'ListBlobs';
  if (comp === 'lease') return 'LeaseContainer';
  if (comp === 'metadata') return method === 'PUT' ? 'SetContainerMetadata' : 'GetContainerMetadata';
  if (comp === 'acl') return method === 'PUT' ? 'SetContainerACL' : 'GetContainerACL';
  const names: Record<string, string> = { PUT: 'CreateContainer', DELETE: 'DeleteContainer' };
  return names[method] ?? 'GetContainerProperties';
}
