// Registers one HTTP function: request in, one call, answer out.

import { app, type HttpMethod, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { type Access, demandAccess, principalHeader } from './access.ts';
import { type Attendance, attendanceOf, watchDepartures, whileClientWaits } from './client-departure.ts';
import { getPlatform, type Platform } from './compose/platform.ts';
import { readAuthentication, readRoles, readSignIn } from './config.ts';
import { answerConsole } from './console/answer.ts';
import { consoleReader } from './package-files.ts';
import { type Answer, answering } from './problem.ts';

/** Behind Entra ID the host asks for no key; otherwise it does, for whatever is not open. */
const asksForKey = readAuthentication(process.env) === 'key';
const authLevel = (access: Access) => (access === 'open' || !asksForKey ? 'anonymous' : 'function');

function demand(access: Access, request: HttpRequest): void {
  if (!asksForKey) demandAccess(access, request.headers.get(principalHeader));
}

/** A request whose handler knows the routes below one, and who may call each: `demand` throws for a caller who may not. */
export type TreeRequest = {
  method: string;
  /** Below the tree's own route, still encoded. */
  path: string;
  query: URLSearchParams;
  accept: string | null;
  contentType: string | null;
  body: string;
  demand: (access: Access) => void;
};

/** All paths under one route, by these methods. A function key opens all of them; behind Entra ID each asks for its role. */
export function registerTree(
  name: string,
  root: string,
  methods: HttpMethod[],
  handle: (platform: Platform, request: TreeRequest) => Promise<Answer>,
): void {
  if (!readRoles(process.env).has('serve')) return;
  app.http(name, {
    route: `${root}/{*path}`,
    methods,
    authLevel: authLevel('operator'),
    handler: async request => {
      const { pathname, searchParams: query } = new URL(request.url);
      const path = pathname.slice(pathname.indexOf(`/${root}`) + root.length + 1);
      return handle(getPlatform(), {
        ...{ method: request.method, path, query },
        accept: request.headers.get('accept'),
        contentType: request.headers.get('content-type'),
        body: request.method === 'GET' ? '' : await request.text(),
        demand: access => demand(access, request),
      });
    },
  });
}

/** Every host answers routes of `anywhere`; the others belong to the role `serve`. */
export function registerGet(
  name: string,
  route: string,
  access: Access,
  handle: (platform: Platform, request: HttpRequest) => Answer | Promise<Answer>,
  { anywhere = false } = {},
): void {
  if (!anywhere && !readRoles(process.env).has('serve')) return;
  app.http(name, {
    route,
    methods: ['GET'],
    authLevel: authLevel(access),
    handler: request =>
      answering(async () => {
        demand(access, request);
        return handle(getPlatform(), request);
      }),
  });
}

/** For the whole app: answers may be streams, and a client that leaves is noticed. */
function allowStreams(): void {
  app.setup({ enableHttpStream: true });
  watchDepartures();
}

/**
 * A function that is asked by POST, may stream its answer, and gets a signal that aborts when the client leaves.
 */
export function registerPost(
  name: string,
  route: string,
  access: Access,
  handle: (platform: Platform, request: HttpRequest, signal: AbortSignal) => Promise<HttpResponseInit>,
): void {
  if (!readRoles(process.env).has('serve')) return;
  allowStreams();
  app.http(name, {
    route,
    methods: ['POST'],
    authLevel: authLevel(access),
    handler: (request, { invocationId }) =>
      whileClientWaits(invocationId, signal =>
        answering(async () => {
          demand(access, request);
          return handle(getPlatform(), request, signal);
        }).catch((error: unknown) => {
          if (!signal.aborted) throw error;
          // Nobody reads it; it says in the log what happened.
          return { status: 499 };
        }),
      ),
  });
}

/**
 * A function that is asked by GET and answers with a stream that has no end of its own. `attendance` is its client's, for as
 * long as the connection lasts.
 */
export function registerStream(
  name: string,
  route: string,
  access: Access,
  handle: (platform: Platform, request: HttpRequest, attendance: Attendance) => Promise<HttpResponseInit>,
): void {
  if (!readRoles(process.env).has('serve')) return;
  allowStreams();
  app.http(name, {
    route,
    methods: ['GET'],
    authLevel: authLevel(access),
    handler: (request, { invocationId }) =>
      answering(async () => {
        demand(access, request);
        return handle(getPlatform(), request, attendanceOf(invocationId));
      }),
  });
}

/** The console's files, for anyone: GET and HEAD below `console`. */
export function registerConsole(): void {
  if (!readRoles(process.env).has('serve')) return;
  const options = { authentication: readAuthentication(process.env), signIn: readSignIn(process.env) };
  const files = consoleReader();
  app.http('console', {
    route: 'console/{*path}',
    methods: ['GET', 'HEAD'],
    authLevel: authLevel('open'),
    handler: async request => {
      const { headers, method, params, url } = request;
      const { body, ...answer } = answerConsole(files(), options, {
        path: params.path ?? '',
        isBareRoot: new URL(url).pathname.endsWith('/console'),
        acceptEncoding: headers.get('accept-encoding'),
        ifNoneMatch: headers.get('if-none-match'),
      });
      return body === undefined || method === 'HEAD' ? answer : { ...answer, body };
    },
  });
}
