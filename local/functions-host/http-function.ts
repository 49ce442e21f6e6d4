// An HTTP request through its function: buffered over the worker channel, or handed over whole when the app streams.
// An uncaught error is an empty 500; no return value is a 204.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcCookie, RpcHttp, TypedData } from './core-types.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import type { HttpStream } from './http-stream.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';

export interface HttpExchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  params: Record<string, string>;
}

/** Invokes the function and answers the request. Never rejects: what goes wrong is logged and answered. */
export async function serveHttpFunction(
  fn: HostedFunction,
  exchange: HttpExchange,
  invocations: Invocations,
  stream: HttpStream | undefined,
  logger: Logger,
): Promise<void> {
  const { request, response } = exchange;
  const invocationId = randomUUID();
  try {
    if (stream) {
      stream.hand(invocationId, request, response);
      const data = { name: triggerName(fn), data: {} };
      await invocations.run(fn.registered, {
        invocationId,
        inputData: [data],
        triggerMetadata: streamMetadata(exchange),
      });
      if (!response.headersSent && !response.writableEnded) empty(response, 204);
      return;
    }
    const http = await rpcRequest(exchange);
    const inputData = [{ name: triggerName(fn), data: { http } }];
    const result = await invocations.run(fn.registered, { invocationId, inputData });
    writeResponse(response, result.returnValue?.http);
  } catch (error) {
    logger.log(
      'error',
      `Function.${fn.name}`,
      `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`,
      {
        invocationId,
      },
    );
    if (response.headersSent) response.destroy();
    else empty(response, 500);
  }
}

/** Answers a status without a body. */
export function empty(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 204 || status === 304 ? {} : { 'content-length': '0' });
  response.end();
}

/** Answers a value as JSON. */
export function json(response: ServerResponse, code: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(code, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

function streamMetadata({ request, params }: HttpExchange): Record<string, TypedData> {
  const metadata: Record<string, TypedData> = { Headers: { int: plainHeaders(request) } };
  for (const [name, value] of Object.entries(params)) metadata[name] = { string: value };
  return metadata;
}

async function rpcRequest({ request, url, params }: HttpExchange): Promise<RpcHttp> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  const http: RpcHttp = {
    method: request.method ?? 'GET',
    url: url.href,
    headers: plainHeaders(request),
    query,
    params,
  };
  const body = await readBody(request);
  if (body) http.body = { bytes: body };
  return http;
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    // fetch's Request refuses these; the library drops none of them itself.
    if (value === undefined || name.startsWith(':')) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** The whole body, or undefined when the request has none. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)
    return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return undefined;
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

function writeResponse(response: ServerResponse, http: RpcHttp | undefined): void {
  if (!http) {
    empty(response, 204);
    return;
  }
  const status = Number(http.statusCode ?? 200);
  const headers: Record<string, string | string[]> = { ...http.headers };
  if (http.cookies?.length) headers['set-cookie'] = http.cookies.map(cookieHeader);
  delete headers['transfer-encoding'];
  const body = Buffer.from(http.body?.bytes ?? []);
  if (status !== 204 && status !== 304) headers['content-length'] = String(body.length);
  response.writeHead(status, headers);
  response.end(body);
}

function cookieHeader(cookie: RpcCookie): string {
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  if (cookie.maxAge) parts.push(`max-age=${cookie.maxAge.value}`);
  if (cookie.domain) parts.push(`domain=${cookie.domain.value}`);
  if (cookie.path) parts.push(`path=${cookie.path.value}`);
  if (cookie.expires) parts.push(`expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`);
  if (cookie.secure?.value) parts.push('secure');
  if (cookie.httpOnly?.value) parts.push('httponly');
  if (cookie.sameSite && cookie.sameSite !== 'none')
    parts.push(`samesite=${cookie.sameSite === 'explicitNone' ? 'none' : cookie.sameSite}`);
  return parts.join('; ');
}
