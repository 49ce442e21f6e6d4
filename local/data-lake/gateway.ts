// What the operations of the gateway share, and the shapes of a DFS request and its answer.
import type { IncomingHttpHeaders } from 'node:http';
import type { AzuriteClient } from './azurite-client.ts';
import type { Directories } from './directories.ts';
import type { PathLocks } from './path-locks.ts';
import type { PathProperties } from './path-properties.ts';
import type { Resource } from './resource.ts';
import type { UncommittedData } from './uncommitted-data.ts';

export interface Gateway {
  azurite: AzuriteClient;
  locks: PathLocks;
  directories: Directories;
  uncommitted: UncommittedData;
  /** Access control that was set, by path key; for the life of the process. */
  accessControl: Map<string, Record<string, string>>;
}

export interface DfsRequest {
  resource: Resource;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface DfsAnswer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

export function versionHeaders({ etag, lastModified }: Pick<PathProperties, 'etag' | 'lastModified'>) {
  return { etag, 'last-modified': lastModified };
}

/** If-… headers of a request, for `checkConditions`. */
export function conditionsOf(headers: IncomingHttpHeaders) {
  return {
    conditions: { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] },
    times: {
      ifModifiedSince: headers['if-modified-since'],
      ifUnmodifiedSince: headers['if-unmodified-since'],
    },
  };
}

/** One header's text. */
export function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
