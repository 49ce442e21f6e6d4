// Metadata of a path, through either API. A directory stays one: its mark is kept whatever is set.

import { errorCodeOf } from './azurite-client.ts';
import { conditionNotMet, fromAzurite, pathNotFound } from './dfs-error.ts';
import { type DfsAnswer, type DfsRequest, type Gateway, textOf, versionHeaders } from './gateway.ts';
import { blobHeadersOf, DIRECTORY_MARK, propertiesOf, readProperties } from './path-properties.ts';
import { keyOf } from './resource.ts';

/** Path - Update with action=setProperties. @throws DfsError PathNotFound, ConditionNotMet */
export async function setProperties(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  return setMetadata(gateway, request, onlyMetadata(blobHeadersOf(request.headers)));
}

/** Set Blob Metadata. @throws DfsError PathNotFound, ConditionNotMet */
export async function setBlobMetadata(gateway: Gateway, request: DfsRequest): Promise<DfsAnswer> {
  const given = Object.entries(request.headers).map(([name, value]) => [name, textOf(value) ?? ''] as const);
  return setMetadata(gateway, request, onlyMetadata(Object.fromEntries(given)));
}

async function setMetadata(
  gateway: Gateway,
  request: DfsRequest,
  metadata: Record<string, string>,
): Promise<DfsAnswer> {
  const { resource } = request;
  return gateway.locks.with([{ key: keyOf(resource), subtree: false, mode: 'change' }], async () => {
    const found = await readProperties(gateway.azurite, resource);
    if (!found) throw pathNotFound();
    const headers = {
      ...passedOn(request),
      ...metadata,
      ...(found.isDirectory && { [DIRECTORY_MARK]: 'true' }),
    };
    const answer = await gateway.azurite.send({
      method: 'PUT',
      resource,
      query: { comp: 'metadata' },
      headers,
    });
    if (answer.status === 412 && errorCodeOf(answer) === 'ConditionNotMet') throw conditionNotMet();
    if (answer.status !== 200) throw fromAzurite(answer.status, errorCodeOf(answer));
    return { status: 200, headers: versionHeaders(propertiesOf(answer.headers)) };
  });
}

function passedOn(request: DfsRequest): Record<string, string> {
  const names = ['x-ms-lease-id', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
  const present = names.flatMap(name => {
    const value = textOf(request.headers[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(present);
}

function onlyMetadata(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-ms-meta-')));
}
