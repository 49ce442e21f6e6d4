// Path - Update with action=append and action=flush.
import { createHash } from 'node:crypto';
import { errorCodeOf } from './azurite-client.ts';
import {
  conditionNotMet,
  DfsError,
  fromAzurite,
  invalidInput,
  md5Mismatch,
  pathConflict,
  pathNotFound,
} from './dfs-error.ts';
import {
  conditionsOf,
  type DfsAnswer,
  type DfsRequest,
  type Gateway,
  textOf,
  versionHeaders,
} from './gateway.ts';
import { blobHeadersOf, checkConditions, propertiesOf, readProperties } from './path-properties.ts';
import { keyOf, type Resource } from './resource.ts';
import { type OpenFile, partsUpTo } from './uncommitted-data.ts';

/** @throws DfsError PathNotFound, Md5Mismatch, InvalidInput */
export async function append(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource, body } = request;
  const position = positionOf(request);
  const md5 = textOf(request.headers['content-md5']);
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) throw md5Mismatch();
  const key = keyOf(resource);
  return gateway.locks.with([{ key, subtree: false, mode: 'change' }], async () => {
    const file = gateway.uncommitted.get(key) ?? (await openFile(gateway, resource));
    gateway.uncommitted.add(file, position, body);
    const accepted = { 'x-ms-request-server-encrypted': 'true' };
    if (request.query.get('flush') !== 'true') return { status: 202, headers: accepted };
    const flushed = await commit(gateway, request, file, position + body.length);
    return { ...flushed, status: 202 };
  });
}

/** @throws DfsError PathNotFound, InvalidFlushPosition, ConditionNotMet */
export async function flush(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource } = request;
  const position = positionOf(request);
  const key = keyOf(resource);
  return gateway.locks.with([{ key, subtree: false, mode: 'change' }], async () => {
    const file = gateway.uncommitted.get(key) ?? (await openFile(gateway, resource));
    return commit(gateway, request, file, position);
  });
}

async function openFile(gateway: Gateway, resource: Resource): Promise<OpenFile> {
  const base = await readProperties(gateway.azurite, resource);
  if (!base) throw pathNotFound();
  if (base.isDirectory) throw pathConflict();
  return gateway.uncommitted.open(keyOf(resource), base);
}

/** Writes the file anew under its old etag; when somebody else wrote it meanwhile, starts from what is there now. */
async function commit(
  gateway: Gateway,
  request: DfsRequest,
  file: OpenFile,
  position: number,
): Promise<DfsAnswer> {
  const first = await tryCommit(gateway, request, file, position).catch(invalidUnlessChanged);
  if (!(first instanceof DfsError) && first !== 'changed meanwhile') return first;
  const base = await readProperties(gateway.azurite, request.resource);
  if (!base) throw pathNotFound();
  if (first instanceof DfsError && base.etag === file.base.etag) throw first;
  file.base = base;
  const second = await tryCommit(gateway, request, file, position);
  if (second === 'changed meanwhile') throw conditionNotMet();
  return second;
}

/** A wrong position may only mean that the file has grown past what we know of it. */
function invalidUnlessChanged(error: unknown): DfsError {
  if (error instanceof DfsError && error.code === 'InvalidFlushPosition') return error;
  throw error;
}

async function tryCommit(
  gateway: Gateway,
  request: DfsRequest,
  file: OpenFile,
  position: number,
): Promise<DfsAnswer | 'changed meanwhile'> {
  const { base } = file;
  const parts = partsUpTo(file, position);
  const { conditions, times } = conditionsOf(request.headers);
  checkConditions(base, conditions, times);
  const changed = blobHeadersOf(request.headers);
  if (parts.length === 0 && Object.keys(changed).length === 0)
    return { status: 200, headers: versionHeaders(base) };
  const before = base.length === 0 ? [] : await readWhole(gateway, request.resource, base.etag);
  if (before === 'changed meanwhile') return before;
  const lease = textOf(request.headers['x-ms-lease-id']);
  const headers = {
    'x-ms-blob-type': 'BlockBlob',
    ...base.kept,
    ...changed,
    'if-match': base.etag,
    ...(lease !== undefined && { 'x-ms-lease-id': lease }),
  };
  const answer = await gateway.azurite.send({
    method: 'PUT',
    resource: request.resource,
    headers,
    body: [...before, ...parts],
  });
  const code = errorCodeOf(answer);
  if (answer.status === 412 && code === 'ConditionNotMet') return 'changed meanwhile';
  if (answer.status !== 201) throw fromAzurite(answer.status, code);
  gateway.uncommitted.drop(keyOf(request.resource));
  return { status: 200, headers: versionHeaders(propertiesOf(answer.headers)) };
}

async function readWhole(
  gateway: Gateway,
  resource: Resource,
  etag: string,
): Promise<Buffer[] | 'changed meanwhile'> {
  const answer = await gateway.azurite.send({ method: 'GET', resource, headers: { 'if-match': etag } });
  if (answer.status === 412) return 'changed meanwhile';
  if (answer.status !== 200) throw fromAzurite(answer.status, errorCodeOf(answer));
  return [answer.body];
}

function positionOf(request: DfsRequest): number {
  const position = Number(request.query.get('position') ?? Number.NaN);
  if (!Number.isSafeInteger(position) || position < 0)
    throw invalidInput('The position is missing or no number.');
  return position;
}
