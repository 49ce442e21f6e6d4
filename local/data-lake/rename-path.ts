// Path - Create with x-ms-rename-source: a rename, atomic with respect to every other operation of the gateway.
// Azurite copies by reference, so that a rename costs no more for a large file.
// Proof: test/local/data-lake/races.test.ts
import { errorCodeOf } from './azurite-client.ts';
import {
  destinationParentNotFound,
  fromAzurite,
  invalidInput,
  pathAlreadyExists,
  resourceTypesDiffer,
  sourceConditionNotMet,
  sourcePathNotFound,
} from './dfs-error.ts';
import {
  conditionsOf,
  type DfsAnswer,
  type DfsRequest,
  type Gateway,
  textOf,
  versionHeaders,
} from './gateway.ts';
import { inParallel } from './in-parallel.ts';
import { allBlobs, listBlobs } from './list-blobs.ts';
import { checkConditions, type PathProperties, propertiesOf, readProperties } from './path-properties.ts';
import { keyOf, parentOf, parseResource, type Resource, urlPathOf } from './resource.ts';

/** @throws DfsError SourcePathNotFound, SourceConditionNotMet, PathAlreadyExists, ConditionNotMet, … */
export async function renamePath(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource: destination } = request;
  const renameSource = textOf(request.headers['x-ms-rename-source']) ?? '';
  const source = parseResource(renameSource.split('?', 1)[0] ?? '', destination.account);
  if (source.path === '' || destination.path === '') throw invalidInput('A file system cannot be renamed.');
  if (`${keyOf(destination)}/`.startsWith(`${keyOf(source)}/`) && keyOf(source) !== keyOf(destination)) {
    throw invalidInput('A directory cannot be renamed into itself.');
  }
  const scopes = [source, destination].map(path => ({
    key: keyOf(path),
    subtree: true,
    mode: 'move' as const,
  }));
  return gateway.locks.with(scopes, async () => {
    const found = await checkRename(gateway, request, source);
    if (keyOf(source) === keyOf(destination)) return { status: 201, headers: versionHeaders(found) };
    const renamed = found.isDirectory
      ? await moveDirectory(gateway, source, destination)
      : await moveBlob(gateway, source, destination);
    for (const path of [source, destination]) forget(gateway, path);
    if (found.isDirectory) gateway.directories.remember(destination);
    return { status: 201, headers: versionHeaders(renamed) };
  });
}

async function checkRename(gateway: Gateway, request: DfsRequest, source: Resource): Promise<PathProperties> {
  const { resource: destination, headers } = request;
  const parent = parentOf(destination);
  const [found, existing, parentExists] = await Promise.all([
    readProperties(gateway.azurite, source),
    readProperties(gateway.azurite, destination),
    parent ? gateway.directories.exists(parent) : true,
  ]);
  if (!found) throw sourcePathNotFound();
  const { conditions, times } = conditionsOf(headers);
  checkConditions(found, sourceConditions(headers), sourceTimes(headers), sourceConditionNotMet);
  if (!parentExists) throw destinationParentNotFound();
  if (conditions.ifNoneMatch === '*' && existing) throw pathAlreadyExists();
  checkConditions(existing, conditions, times);
  if (!existing || keyOf(source) === keyOf(destination)) return found;
  if (existing.isDirectory !== found.isDirectory) throw resourceTypesDiffer();
  if (existing.isDirectory && !(await isEmpty(gateway, destination))) throw pathAlreadyExists();
  return found;
}

function sourceConditions(headers: DfsRequest['headers']) {
  return {
    ifMatch: textOf(headers['x-ms-source-if-match']),
    ifNoneMatch: textOf(headers['x-ms-source-if-none-match']),
  };
}

function sourceTimes(headers: DfsRequest['headers']) {
  return {
    ifModifiedSince: textOf(headers['x-ms-source-if-modified-since']),
    ifUnmodifiedSince: textOf(headers['x-ms-source-if-unmodified-since']),
  };
}

/** Copies everything first: a failure on the way leaves the source whole. */
async function moveDirectory(
  gateway: Gateway,
  source: Resource,
  destination: Resource,
): Promise<PathProperties> {
  const moved = (name: string) => ({
    ...destination,
    path: destination.path + name.slice(source.path.length),
  });
  const names: string[] = [];
  for await (const blob of allBlobs(gateway.azurite, source, `${source.path}/`)) names.push(blob.name);
  await inParallel(names, name => copyBlob(gateway, { ...source, path: name }, moved(name)));
  const renamed = await copyBlob(gateway, source, destination);
  await inParallel(names, name => deleteBlob(gateway, { ...source, path: name }));
  await deleteBlob(gateway, source);
  return renamed;
}

async function moveBlob(gateway: Gateway, source: Resource, destination: Resource): Promise<PathProperties> {
  const renamed = await copyBlob(gateway, source, destination);
  await deleteBlob(gateway, source);
  return renamed;
}

async function copyBlob(gateway: Gateway, source: Resource, destination: Resource): Promise<PathProperties> {
  const copySource = `http://127.0.0.1:${gateway.azurite.port}${urlPathOf(source)}`;
  const headers = { 'x-ms-copy-source': copySource, 'x-ms-requires-sync': 'true' };
  const answer = await gateway.azurite.expect({ method: 'PUT', resource: destination, headers }, 202);
  return propertiesOf(answer.headers);
}

async function deleteBlob(gateway: Gateway, resource: Resource): Promise<void> {
  const answer = await gateway.azurite.send({ method: 'DELETE', resource });
  if (answer.status !== 202 && answer.status !== 404) throw fromAzurite(answer.status, errorCodeOf(answer));
}

async function isEmpty(gateway: Gateway, directory: Resource): Promise<boolean> {
  const page = await listBlobs(gateway.azurite, directory, { prefix: `${directory.path}/`, maxResults: 1 });
  return page.blobs.length === 0;
}

function forget(gateway: Gateway, path: Resource): void {
  gateway.directories.forget(path);
  gateway.uncommitted.dropTree(keyOf(path));
}
