// The blob API: passed through to Azurite as it came, signature and all, in streams. Only what a hierarchical
// namespace adds is done here: directories above a new blob, marks of directories, resource types in answers; and
// `startFrom` in listings.
import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { defaultAccess } from './access-control.ts';
import { DfsError } from './dfs-error.ts';
import type { Gateway } from './gateway.ts';
import { isDirectory } from './path-properties.ts';
import { keyOf, type Resource } from './resource.ts';
import { pageFilter } from './start-from.ts';

/** Operations that make a blob where there was none. */
const CREATING = new Set(['PutBlob', 'PutBlockList', 'CopyBlob']);
const READING = new Set(['GetBlob', 'GetBlobProperties']);

/** Ends when the answer has begun, so that a slow reader holds no lock. @throws DfsError PathConflict */
export async function passThrough(
  gateway: Gateway,
  operation: string,
  resource: Resource,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const release = await gateway.locks.acquire(scopeOf(operation, resource, incoming.url ?? ''));
  try {
    if (CREATING.has(operation) && resource.path.includes('/')) await ensureParents(gateway, resource);
    await forward(gateway, incoming, outgoing, operation);
    if (operation === 'DeleteContainer') gateway.directories.forget(resource);
  } finally {
    release();
  }
}

function scopeOf(operation: string, resource: Resource, url: string) {
  if (operation === 'DeleteContainer')
    return { key: resource.container, subtree: true, mode: 'move' as const };
  if (operation !== 'ListBlobs') return { key: keyOf(resource), subtree: false, mode: 'use' as const };
  const prefix = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('prefix') ?? '';
  const path = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));
  return { key: keyOf({ ...resource, path }), subtree: true, mode: 'use' as const };
}

/** A container that does not exist is Azurite's to report, in the blob API's own words. */
async function ensureParents(gateway: Gateway, resource: Resource): Promise<void> {
  try {
    await gateway.directories.ensureParents(resource);
  } catch (error) {
    if (!(error instanceof DfsError && error.code === 'FilesystemNotFound')) throw error;
  }
}

function forward(
  gateway: Gateway,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  operation: string,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request({
    host: '127.0.0.1',
    port: gateway.azurite.port,
    agent: gateway.azurite.agent,
    method: incoming.method,
    path: incoming.url,
    headers: withoutHopByHop(incoming.rawHeaders),
  });
  sent.on('response', answer => {
    resolve();
    const filter = pageFilter(operation, incoming.url ?? '');
    if (filter && answer.statusCode === 200) return sendFiltered(answer, outgoing, filter);
    outgoing.writeHead(answer.statusCode ?? 502, answerHeaders(answer, READING.has(operation)));
    answer.on('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  sent.on('error', error => {
    if (outgoing.headersSent) outgoing.destroy();
    reject(new DfsError(503, 'ServerBusy', `Azurite cannot be reached: ${error.message}`));
  });
  abandonTogether(outgoing, sent);
  incoming.pipe(sent);
  return promise;
}

function sendFiltered(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  filter: (xml: string) => string,
): void {
  text(answer).then(
    xml => {
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers;
      outgoing.writeHead(200, headers).end(filter(xml));
    },
    () => outgoing.destroy(),
  );
}

/** A client that goes away takes its request to Azurite with it. */
function abandonTogether(outgoing: ServerResponse, sent: ClientRequest): void {
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) sent.destroy();
  });
}

function withoutHopByHop(raw: string[]): string[] {
  const headers: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    if (name.toLowerCase() !== 'connection') headers.push(name, raw[i + 1] as string);
  }
  return headers;
}

function answerHeaders(answer: IncomingMessage, isRead: boolean): string[] {
  const headers = withoutHopByHop(answer.rawHeaders).filter(
    (_, i, all) => !/^keep-alive$/i.test(all[i - (i % 2)] ?? ''),
  );
  if (!isRead || (answer.statusCode ?? 500) >= 300) return headers;
  const directory = isDirectory(answer.headers);
  headers.push('x-ms-resource-type', directory ? 'directory' : 'file');
  for (const [name, value] of Object.entries(defaultAccess(directory))) headers.push(name, value);
  return headers;
}
