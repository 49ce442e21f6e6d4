// Path - Create: a file or a directory, with the directories above it.
import { errorCodeOf } from './azurite-client.ts';
import { fromAzurite, pathAlreadyExists, pathConflict } from './dfs-error.ts';
import { markerRequest } from './directories.ts';
import {
  conditionsOf,
  type DfsAnswer,
  type DfsRequest,
  type Gateway,
  textOf,
  versionHeaders,
} from './gateway.ts';
import {
  blobHeadersOf,
  checkConditions,
  type PathProperties,
  propertiesOf,
  readProperties,
} from './path-properties.ts';
import { keyOf } from './resource.ts';

/** @throws DfsError PathAlreadyExists, PathConflict, ConditionNotMet, FilesystemNotFound */
export async function createPath(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource, headers } = request;
  const onlyIfNew = headers['if-none-match'] === '*';
  const isFile = request.query.get('resource') === 'file';
  return gateway.locks.with([{ key: keyOf(resource), subtree: false, mode: 'change' }], async () => {
    await gateway.directories.ensureParents(resource);
    const existing = onlyIfNew ? undefined : await readProperties(gateway.azurite, resource);
    if (existing && existing.isDirectory === isFile) throw pathConflict();
    const { conditions, times } = conditionsOf(headers);
    if (!onlyIfNew) checkConditions(existing, conditions, times);
    const created = isFile
      ? await putFile(gateway, request, onlyIfNew)
      : await putDirectory(gateway, request, onlyIfNew);
    return { status: 201, headers: { ...versionHeaders(created), 'x-ms-request-server-encrypted': 'true' } };
  });
}

async function putFile(gateway: Gateway, request: DfsRequest, onlyIfNew: boolean): Promise<PathProperties> {
  const kept = { 'x-ms-blob-content-type': 'application/octet-stream', ...blobHeadersOf(request.headers) };
  const lease = textOf(request.headers['x-ms-lease-id']);
  const headers = {
    'x-ms-blob-type': 'BlockBlob',
    ...kept,
    ...(onlyIfNew && { 'if-none-match': '*' }),
    ...(lease !== undefined && { 'x-ms-lease-id': lease }),
  };
  const created = await put(gateway, { method: 'PUT', resource: request.resource, headers });
  const base = { ...created, length: 0, kept };
  gateway.uncommitted.open(keyOf(request.resource), base);
  return base;
}

async function putDirectory(
  gateway: Gateway,
  request: DfsRequest,
  onlyIfNew: boolean,
): Promise<PathProperties> {
  const condition: Record<string, string> = onlyIfNew ? { 'if-none-match': '*' } : {};
  const marker = markerRequest(request.resource, { ...blobHeadersOf(request.headers), ...condition });
  const created = await put(gateway, marker);
  gateway.directories.remember(request.resource);
  return created;
}

async function put(
  gateway: Gateway,
  request: Parameters<Gateway['azurite']['send']>[0],
): Promise<PathProperties> {
  const answer = await gateway.azurite.send(request);
  const code = errorCodeOf(answer);
  if (answer.status === 409 && code === 'BlobAlreadyExists') throw pathAlreadyExists();
  if (answer.status !== 201) throw fromAzurite(answer.status, code);
  return propertiesOf(answer.headers);
}
