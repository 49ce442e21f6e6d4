// Azure Table storage on a laptop: the REST protocol of `@azure/data-tables` over tables kept in memory, with a
// journal on disk. See docs/decisions/local-tables.md for why it is not Azurite's.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../http/listening.ts';
import { badSignature, logUnexpected } from '../http/storage-error.ts';
import { answer, type TableAnswer } from './operations.ts';
import { accountOf } from './resource-address.ts';
import { errorBody, invalidInput, TableError } from './table-error.ts';
import { TableStore } from './table-store.ts';

const SERVICE_VERSION = '2019-02-02';
const MAX_BODY_BYTES = 4 * 1024 * 1024;

export interface TablesOptions {
  /** 0: any free port. */
  port: number;
  /** Folder of the journal; without it everything is in memory. */
  dataDir?: string | undefined;
  /** `os` (default): written to the operating system before the acknowledgement; `always`: fsync too. */
  sync?: 'os' | 'always' | undefined;
  /** The account that requests must name; default `devstoreaccount1`. Signatures are not verified. */
  account?: string | undefined;
}

export interface Tables {
  port: number;
  stop(): Promise<void>;
}

/** Starts the service on 127.0.0.1. @throws when the port is taken or the journal cannot be read */
export async function startTables(options: TablesOptions): Promise<Tables> {
  const { dataDir, sync = 'os', account = 'devstoreaccount1' } = options;
  const store = new TableStore(dataDir === undefined ? undefined : { folder: dataDir, sync });
  const counts = new Map<string, number>();
  const listening = await listen(options.port, (request, response) => {
    receive(request, response, body => serve(store, counts, account, request, response, body));
  });
  return {
    port: listening.port,
    async stop() {
      await listening.stop();
      await store.close();
    },
  };
}

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  done: (body: string | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  request.on('end', () => {
    if (bytes > MAX_BODY_BYTES) return done(undefined);
    done(chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString());
  });
  request.on('error', () => response.destroy());
}

function serve(
  store: TableStore,
  counts: Map<string, number>,
  account: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: string | undefined,
): void {
  const requestId = randomUUID();
  try {
    const target = request.url ?? '/';
    if (target === '/_local/operations') {
      send(response, requestId, {
        status: 200,
        headers: {},
        body: JSON.stringify(Object.fromEntries(counts)),
      });
      return;
    }
    send(response, requestId, answerTo(store, counts, account, request, target, body));
  } catch (error) {
    const known = error instanceof TableError ? error : unexpected(error);
    const headers = { 'x-ms-error-code': known.code };
    send(response, requestId, { status: known.status, headers, body: errorBody(known, requestId) });
  }
}

function answerTo(
  store: TableStore,
  counts: Map<string, number>,
  account: string,
  request: IncomingMessage,
  target: string,
  body: string | undefined,
): TableAnswer {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
  admit(account, path, request.headers.authorization, query);
  if (body === undefined) {
    throw new TableError(
      413,
      'RequestBodyTooLarge',
      'The request body is too large and exceeds the maximum permissible limit.',
    );
  }
  const { accept = '', prefer, 'if-match': ifMatch, 'x-http-method': override, host } = request.headers;
  const headers = { accept, prefer: String(prefer ?? ''), ifMatch };
  const method = typeof override === 'string' ? override : (request.method ?? 'GET');
  const base = `http://${host}/${account}`;
  return answer(store, { method, path, query, headers, body, base }, (operation, times = 1) => {
    const name = `table.${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + times);
  });
}

/** The path and the shared key must name our account; a SAS is taken as it is. */
function admit(
  account: string,
  path: string,
  authorization: string | undefined,
  query: URLSearchParams,
): void {
  const signer = /^SharedKey(?:Lite)? ([^:]+):/.exec(authorization ?? '')?.[1];
  if (accountOf(path) === account && (signer === account || query.has('sig'))) return;
  throw new TableError(...badSignature);
}

function unexpected(error: unknown): TableError {
  if (error instanceof SyntaxError) return invalidInput(error.message);
  logUnexpected('tables', error);
  return new TableError(500, 'InternalError', 'Server encountered an internal error.');
}

function send(response: ServerResponse, requestId: string, { status, headers, body }: TableAnswer): void {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, {
    'content-type': 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8',
    'x-ms-request-id': requestId,
    'x-ms-version': SERVICE_VERSION,
    ...headers,
    ...length,
  });
  response.end(body);
}
