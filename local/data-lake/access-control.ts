// Owners, permissions and access control lists: answered plausibly and remembered for the life of the process,
// never enforced. With the shared key the real service does not enforce them either.
import { invalidInput, pathNotFound } from './dfs-error.ts';
import { type DfsAnswer, type DfsRequest, type Gateway, textOf, versionHeaders } from './gateway.ts';
import { allBlobs } from './list-blobs.ts';
import { type PathProperties, readProperties } from './path-properties.ts';
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

async function mustExist(gateway: Gateway, request: DfsRequest): Promise<PathProperties> {
  if (request.resource.path === '') throw invalidInput('The root has no access control here.');
  const found = await readProperties(gateway.azurite, request.resource);
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
