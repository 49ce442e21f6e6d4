// Path - Delete, and Delete Blob as an account with a hierarchical namespace answers it: a directory that holds
// something is deleted only recursively. Readers see all of it or none.
import { errorCodeOf } from './azurite-client.ts';
import { directoryNotEmpty, fromAzurite, pathNotFound } from './dfs-error.ts';
import { conditionsOf, type DfsAnswer, type DfsRequest, type Gateway, textOf } from './gateway.ts';
import { inParallel } from './in-parallel.ts';
import { allBlobs, listBlobs } from './list-blobs.ts';
import { checkConditions, readProperties } from './path-properties.ts';
import { keyOf, type Resource } from './resource.ts';

/** @throws DfsError PathNotFound, DirectoryNotEmpty, ConditionNotMet */
export async function deletePath(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource } = request;
  const key = keyOf(resource);
  return gateway.locks.with([{ key, subtree: true, mode: 'move' }], async () => {
    const found = await readProperties(gateway.azurite, resource);
    if (!found) throw pathNotFound();
    const { conditions, times } = conditionsOf(request.headers);
    checkConditions(found, conditions, times);
    if (found.isDirectory) await emptyDirectory(gateway, resource, request.query.get('recursive') === 'true');
    const lease = textOf(request.headers['x-ms-lease-id']);
    await deleteBlob(gateway, resource, lease === undefined ? {} : { 'x-ms-lease-id': lease });
    gateway.directories.forget(resource);
    gateway.uncommitted.dropTree(key);
    gateway.accessControl.delete(key);
    return { status: 200, headers: {} };
  });
}

async function emptyDirectory(gateway: Gateway, directory: Resource, recursive: boolean): Promise<void> {
  const prefix = `${directory.path}/`;
  if (!recursive) {
    const page = await listBlobs(gateway.azurite, directory, { prefix, maxResults: 1 });
    if (page.blobs.length > 0) throw directoryNotEmpty();
    return;
  }
  const names: string[] = [];
  for await (const blob of allBlobs(gateway.azurite, directory, prefix)) names.push(blob.name);
  await inParallel(names, name => deleteBlob(gateway, { ...directory, path: name }, {}));
}

async function deleteBlob(
  gateway: Gateway,
  resource: Resource,
  lease: Record<string, string>,
): Promise<void> {
  const headers = { 'x-ms-delete-snapshots': 'include', ...lease };
  const answer = await gateway.azurite.send({ method: 'DELETE', resource, headers });
  if (answer.status !== 202 && answer.status !== 404) throw fromAzurite(answer.status, errorCodeOf(answer));
}
