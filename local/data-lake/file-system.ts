// Filesystem - Create, Delete and Get Properties: the container of the same name. (The SDK does these through
// the blob API; other clients use the DFS form.)
import { type DfsAnswer, type DfsRequest, type Gateway, versionHeaders } from './gateway.ts';
import { blobHeadersOf, propertiesOf } from './path-properties.ts';

const CONTAINER = { restype: 'container' };

/** @throws DfsError FilesystemAlreadyExists */
export async function createFileSystem(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource, headers } = request;
  const create = { method: 'PUT' as const, resource, query: CONTAINER, headers: blobHeadersOf(headers) };
  const answer = await gateway.azurite.expect(create, 201);
  return {
    status: 201,
    headers: { ...versionHeaders(propertiesOf(answer.headers)), 'x-ms-namespace-enabled': 'true' },
  };
}

/** @throws DfsError FilesystemNotFound */
export async function deleteFileSystem(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { resource } = request;
  return gateway.locks.with([{ key: resource.container, subtree: true, mode: 'move' }], async () => {
    await gateway.azurite.expect({ method: 'DELETE', resource, query: CONTAINER }, 202);
    gateway.directories.forget(resource);
    gateway.uncommitted.dropTree(resource.container);
    return { status: 202, headers: {} };
  });
}

/** @throws DfsError FilesystemNotFound */
export async function getFileSystemProperties(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const answer = await gateway.azurite.expect(
    { method: 'HEAD', resource: request.resource, query: CONTAINER },
    200,
  );
  return {
    status: 200,
    headers: { ...versionHeaders(propertiesOf(answer.headers)), 'x-ms-namespace-enabled': 'true' },
  };
}
