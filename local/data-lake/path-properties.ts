// A path's properties as Azurite has them, and how DFS headers and blob headers name the same things. A
// directory is an empty blob with the metadata hdi_isfolder=true, as accounts with a hierarchical namespace show
// it on their blob endpoint.
import type { IncomingHttpHeaders } from 'node:http';
import { type AzuriteClient, errorCodeOf } from './azurite-client.ts';
import { conditionNotMet, fromAzurite, invalidInput } from './dfs-error.ts';
import type { Resource } from './resource.ts';

export const DIRECTORY_MARK = 'x-ms-meta-hdi_isfolder';

export interface PathProperties {
  etag: string;
  lastModified: string;
  length: number;
  isDirectory: boolean;
  /** `x-ms-meta-…` and `x-ms-blob-content-…`, as a Put Blob that keeps them must send them. */
  kept: Record<string, string>;
}

/** Standard header of a read → header that sets it on a Put Blob. */
const CONTENT_HEADERS: [string, string][] = [
  ['content-type', 'x-ms-blob-content-type'],
  ['content-encoding', 'x-ms-blob-content-encoding'],
  ['content-language', 'x-ms-blob-content-language'],
  ['content-disposition', 'x-ms-blob-content-disposition'],
  ['cache-control', 'x-ms-blob-cache-control'],
];

/** Undefined when the path does not exist. @throws DfsError FilesystemNotFound */
export async function readProperties(
  azurite: AzuriteClient,
  resource: Resource,
): Promise<PathProperties | undefined> {
  const answer = await azurite.send({ method: 'HEAD', resource });
  if (answer.status === 404 && errorCodeOf(answer) === 'BlobNotFound') return undefined;
  if (answer.status !== 200) throw fromAzurite(answer.status, errorCodeOf(answer));
  return propertiesOf(answer.headers);
}

export function propertiesOf(headers: IncomingHttpHeaders): PathProperties {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-ms-meta-') && typeof value === 'string') kept[name] = value;
  }
  for (const [read, write] of CONTENT_HEADERS) {
    const value = headers[read];
    if (typeof value === 'string') kept[write] = value;
  }
  return {
    etag: headers.etag ?? '',
    lastModified: headers['last-modified'] ?? '',
    length: Number(headers['content-length'] ?? 0),
    isDirectory: isDirectory(headers),
    kept,
  };
}

export function isDirectory(headers: IncomingHttpHeaders): boolean {
  return headers[DIRECTORY_MARK] === 'true';
}

/** Metadata (`x-ms-properties: name=base64,…`) and content headers of a DFS request, for a Put Blob. */
export function blobHeadersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [, write] of CONTENT_HEADERS) {
    const value = headers[write.replace('x-ms-blob-', 'x-ms-')];
    if (typeof value === 'string') result[write] = value;
  }
  const properties = headers['x-ms-properties'];
  if (typeof properties !== 'string' || properties === '') return result;
  for (const pair of properties.split(',')) {
    const equals = pair.indexOf('=');
    if (equals === -1) throw invalidInput(`x-ms-properties: '${pair}' is no name=value.`);
    result[`x-ms-meta-${pair.slice(0, equals).trim()}`] = Buffer.from(
      pair.slice(equals + 1),
      'base64',
    ).toString();
  }
  return result;
}

/** Checks `If-Match` and the like of a request. @throws DfsError ConditionNotMet, or what `fail` makes */
export function checkConditions(
  found: PathProperties | undefined,
  conditions: { ifMatch?: string | undefined; ifNoneMatch?: string | undefined },
  times: { ifModifiedSince?: string | undefined; ifUnmodifiedSince?: string | undefined },
  fail: () => Error = conditionNotMet,
): void {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifMatch !== undefined && (!found || (ifMatch !== '*' && ifMatch !== found.etag))) throw fail();
  if (ifNoneMatch !== undefined && found && (ifNoneMatch === '*' || ifNoneMatch === found.etag)) throw fail();
  const modified = Date.parse(found?.lastModified ?? '');
  if (times.ifModifiedSince !== undefined && !(modified > Date.parse(times.ifModifiedSince))) throw fail();
  if (times.ifUnmodifiedSince !== undefined && modified > Date.parse(times.ifUnmodifiedSince)) throw fail();
}
