// ADLS Gen2 on a laptop: the DFS API and the blob API on one port, over the same blobs in Azurite, so that both
// see the same files.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../http/listening.ts';
import { badSignature, logUnexpected } from '../http/storage-error.ts';
import { AzuriteClient } from './azurite-client.ts';
import { passThrough } from './blob-proxy.ts';
import { deletePath } from './delete-path.ts';
import { DfsError, invalidInput, unsupported } from './dfs-error.ts';
import { Directories } from './directories.ts';
import type { DfsAnswer, Gateway } from './gateway.ts';
import { blobOperationName, type DfsOperation, dfsOperation } from './operation.ts';
import { PathLocks } from './path-locks.ts';
import { parseResource, type Resource } from './resource.ts';
import { setBlobMetadata } from './set-properties.ts';
import { UncommittedData } from './uncommitted-data.ts';

const SERVICE_VERSION = '2025-11-05';
const ACCOUNT = 'devstoreaccount1';
/** Azurite's public, well-known key. */
const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface DataLakeOptions {
  /** 0: any free port. */
  port: number;
  /** Azurite's blob service on 127.0.0.1. */
  blobPort: number;
}

export interface DataLake {
  port: number;
  stop(): Promise<void>;
}

interface Serving {
  gateway: Gateway;
  counts: Map<string, number>;
}

/** Starts the gateway on 127.0.0.1. @throws when the port is taken */
export async function startDataLake({ port, blobPort }: DataLakeOptions): Promise<DataLake> {
  const azurite = new AzuriteClient(blobPort, ACCOUNT_KEY);
  const gateway: Gateway = {
    azurite,
    locks: new PathLocks(),
    directories: new Directories(azurite),
    uncommitted: new UncommittedData(),
    accessControl: new Map(),
  };
  const serving = { gateway, counts: new Map<string, number>() };
  const listening = await listen(port, (request, response) => {
    serve(serving, request, response).catch(error => sendError(request, response, error));
  });
  return {
    port: listening.port,
    async stop() {
      await listening.stop();
      azurite.close();
    },
  };
}

async function serve(
  { gateway, counts }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/', headers } = request;
  const method = methodOf(request);
  if (url === '/_local/operations') {
    const body = JSON.stringify(Object.fromEntries(counts));
    send(request, response, { status: 200, headers: { 'content-type': 'application/json' }, body });
    return;
  }
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
  const resource = resourceOf(mark === -1 ? url : url.slice(0, mark));
  const dfs = dfsOperation(method, resource, query, headers);
  if (!dfs && (method === 'PATCH' || query.has('action'))) throw unsupported();
  const name = dfs?.[0] ?? blobOperationName(method, resource, query, headers);
  const counted = `${dfs ? 'dfs' : 'blob'}.${name}`;
  counts.set(counted, (counts.get(counted) ?? 0) + 1);
  const operation = dfs?.[1] ?? ownBlobOperation(name, query);
  if (!operation) return passThrough(gateway, name, resource, request, response);
  admit(headers.authorization, query);
  const body = await readBody(request);
  send(request, response, await operation(gateway, { resource, query, headers, body }));
}

/** A client that cannot send PATCH, as Hadoop's, sends PUT and says what it means. */
function methodOf({ method = 'GET', headers }: IncomingMessage): string {
  return method === 'PUT' && headers['x-http-method-override'] === 'PATCH' ? 'PATCH' : method;
}

/** Blob operations that a hierarchical namespace does differently. */
function ownBlobOperation(name: string, query: URLSearchParams): DfsOperation | undefined {
  if (name === 'SetBlobMetadata') return setBlobMetadata;
  if (name !== 'DeleteBlob' || query.has('snapshot')) return undefined;
  return async (gateway, request) => {
    try {
      return { ...(await deletePath(gateway, request)), status: 202 };
    } catch (error) {
      if (error instanceof DfsError && error.code === 'PathNotFound') {
        throw new DfsError(404, 'BlobNotFound', 'The specified blob does not exist.');
      }
      throw error;
    }
  };
}

function resourceOf(urlPath: string): Resource {
  try {
    return parseResource(urlPath, ACCOUNT);
  } catch (cause) {
    throw Object.assign(invalidInput('The path is not well encoded.'), { cause });
  }
}

/** The shared key must be our account's; a SAS or a token is taken as it is. Signatures are not verified. */
function admit(authorization: string | undefined, query: URLSearchParams): void {
  if (authorization?.startsWith(`SharedKey ${ACCOUNT}:`)) return;
  if (query.has('sig') || authorization?.startsWith('Bearer ')) return;
  throw new DfsError(...badSignature);
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: DfsAnswer,
): void {
  const clientRequestId = request.headers['x-ms-client-request-id'];
  response.writeHead(status, {
    'x-ms-request-id': randomUUID(),
    'x-ms-version': SERVICE_VERSION,
    ...(clientRequestId !== undefined && { 'x-ms-client-request-id': clientRequestId }),
    'content-length': Buffer.byteLength(body ?? ''),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const known = error instanceof DfsError ? error : unexpected(error);
  const headers = { 'content-type': 'application/json;charset=utf-8', 'x-ms-error-code': known.code };
  const body = JSON.stringify({ error: { code: known.code, message: known.message } });
  request.resume();
  send(request, response, { status: known.status, headers, body });
}

function unexpected(error: unknown): DfsError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') {
    return new DfsError(503, 'ServerBusy', `Azurite cannot be reached: ${code}`);
  }
  logUnexpected('data-lake', error);
  return new DfsError(500, 'InternalError', 'The gateway failed.');
}
