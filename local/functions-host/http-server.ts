// The host's HTTP front: functions by route, the admin API, extension webhooks, and the page at `/`.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostKeys } from './host-keys.ts';
import { empty, json, serveHttpFunction } from './http-function.ts';
import { matchRoute, type Route } from './http-routes.ts';
import type { HttpStream } from './http-stream.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';

export type Webhook = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

export interface HttpFront {
  routes: Route[];
  keys: HostKeys;
  invocations: Invocations;
  stream: HttpStream | undefined;
  logger: Logger;
  admin: Webhook;
  /** Webhooks by lower-case name under /runtime/webhooks/. */
  webhooks: Map<string, Webhook>;
  /** True while the host drains: new requests are answered 503. */
  draining(): boolean;
}

/** Serves on 127.0.0.1; rejects when the port is taken. */
export async function listenHttp(port: number, front: HttpFront): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    serve(request, response, front).catch(error => {
      front.logger.log('error', 'Host.Http', errorText(error));
      if (response.headersSent) response.destroy();
      else empty(response, 500);
    });
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function serve(request: IncomingMessage, response: ServerResponse, front: HttpFront): Promise<void> {
  if (front.draining()) {
    response.setHeader('connection', 'close');
    empty(response, 503);
    return;
  }
  const url = requestUrl(request);
  if (!url) return empty(response, 400);
  const path = url.pathname;
  const match = matchRoute(front.routes, request.method ?? 'GET', path);
  if (match) {
    if (!allowed(match.route, requestKey(request, url), front.keys)) return empty(response, 401);
    const exchange = { request, response, url, params: match.params };
    return serveHttpFunction(match.route.fn, exchange, front.invocations, front.stream, front.logger);
  }
  if (path === '/') return empty(response, 200);
  if (path === '/_local/operations') return json(response, 200, front.invocations.counts);
  if (path.toLowerCase().startsWith('/admin/')) return front.admin(request, response, url);
  const webhook = /^\/runtime\/webhooks\/([^/]+)\/?$/i.exec(path);
  const handler = webhook && front.webhooks.get((webhook[1] ?? '').toLowerCase());
  return handler ? handler(request, response, url) : empty(response, 404);
}

/** The key of a request: the x-functions-key header, else ?code=. */
export function requestKey(request: IncomingMessage, url: URL): string | undefined {
  const header = request.headers['x-functions-key'];
  return (Array.isArray(header) ? header[0] : header) ?? url.searchParams.get('code') ?? undefined;
}

function requestUrl(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  return (
    URL.parse(`http://${request.headers.host ?? 'localhost'}${target.startsWith('/') ? target : '/'}`) ??
    undefined
  );
}

function allowed(route: Route, key: string | undefined, keys: HostKeys): boolean {
  if (route.authLevel === 'anonymous') return true;
  return route.authLevel === 'admin' ? keys.isMaster(key) : keys.isFunction(key, route.fn.name);
}
