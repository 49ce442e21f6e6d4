// Owners, permissions and access control lists: answered plausibly and remembered for the life of the process,
// never enforced. With the shared key the real service does not enforce them either.
import { pathNotFound } from './dfs-error.ts';
import { type DfsAnswer, type DfsRequest, type Gateway, textOf, versionHeaders } from './gateway.ts';
import { allBlobs } from './list-blobs.ts';
import { type PathProperties, propertiesOf, readProperties } from './path-properties.ts';
import { keyOf } from './resource.ts';

const SETTABLE = ['x-ms-owner', 'x-ms-group', 'x-ms-permissions', 'x-ms-acl'];

export function defaultAccess(isDirectory: boolean): Record<string, string> {
  return {
    'x-ms-owner': '$superuser',
    'x-ms-group': '$superuser',
    'x-ms-permissions': isDirectory ? 'rwxr-x---' : 'rw-r-----',
    'x-ms-acl': isDirectory ? 'user::rwx,group::r-x,other::---' : 'user::rw-,group::r--,other::---',
  };
}

/** @throws DfsError PathNotFound */
export async function getAccessControl(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const found = await mustExist(gateway, request);
  const access = {
    ...defaultAccess(found.isDirectory),
    ...gateway.accessControl.get(keyOf(request.resource)),
  };
  return { status: 200, headers: { ...versionHeaders(found), ...access } };
}

/** The properties that the service itself gives a path, its length among them. @throws DfsError PathNotFound */
export async function getStatus(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const { isDirectory, length } = await mustExist(gateway, request);
  const { status, headers } = await getAccessControl(gateway, request);
  const type = isDirectory ? 'directory' : 'file';
  return { status, headers: { ...headers, 'x-ms-resource-type': type, 'content-length': String(length) } };
}

/** @throws DfsError PathNotFound */
export async function setAccessControl(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const found = await mustExist(gateway, request);
  const key = keyOf(request.resource);
  const access: Record<string, string> = { ...gateway.accessControl.get(key) };
  for (const name of SETTABLE) {
    const value = textOf(request.headers[name]);
    if (value !== undefined) access[name] = value;
  }
  if (access['x-ms-acl'] !== undefined && request.headers['x-ms-acl'] !== undefined) {
    access['x-ms-permissions'] = permissionsOf(access['x-ms-acl']);
  }
  gateway.accessControl.set(key, access);
  return { status: 200, headers: versionHeaders(found) };
}

/** Counts what it would change. @throws DfsError PathNotFound */
export async function setAccessControlRecursive(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const found = await mustExist(gateway, request);
  let directories = found.isDirectory ? 1 : 0;
  let files = found.isDirectory ? 0 : 1;
  for await (const blob of allBlobs(gateway.azurite, request.resource, `${request.resource.path}/`)) {
    if (blob.isDirectory) directories += 1;
    else files += 1;
  }
  const counts = {
    directoriesSuccessful: directories,
    filesSuccessful: files,
    failureCount: 0,
    failedEntries: [],
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(counts) };
}

/** The root is a directory that is always there. */
async function mustExist({ azurite }: Gateway, { resource }: DfsRequest): Promise<PathProperties> {
  if (resource.path === '') {
    const request = { method: 'HEAD' as const, resource, query: { restype: 'container' } };
    const { headers } = await azurite.expect(request, 200);
    return { ...propertiesOf(headers), isDirectory: true };
  }
  const found = await readProperties(azurite, resource);
  if (!found) throw pathNotFound();
  return found;
}

/** `user::rwx,group::r-x,other::---` → `rwxr-x---` */
function permissionsOf(acl: string): string {
  return ['user::', 'group::', 'other::']
    .map(
      who =>
        acl
          .split(',')
          .find(entry => entry.startsWith(who))
          ?.slice(who.length) ?? '---',
    )
    .join('');
}
