// Registers one HTTP function: request in, one call, answer out.

import { app, type HttpFunctionOptions, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { watchDepartures, whileClientWaits } from './client-departure.ts';
import { getPlatform, type Platform } from './compose.ts';
import { readRoles } from './config.ts';
import { type Answer, answering } from './problem.ts';

type AuthLevel = NonNullable<HttpFunctionOptions['authLevel']>;

/** Every host answers routes of `anywhere`; the others belong to the role `serve`. */
export function registerGet(
  name: string,
  route: string,
  authLevel: AuthLevel,
  handle: (platform: Platform, request: HttpRequest) => Answer | Promise<Answer>,
  { anywhere = false } = {},
): void {
  if (!anywhere && !readRoles(process.env).has('serve')) return;
  app.http(name, {
    route,
    methods: ['GET'],
    authLevel,
    handler: request => answering(async () => handle(getPlatform(), request)),
  });
}

/**
 * A function that is asked by POST, may stream its answer, and gets a signal that aborts when the client leaves. It turns
 * HTTP streams on for the whole app.
 */
export function registerPost(
  name: string,
  route: string,
  authLevel: AuthLevel,
  handle: (platform: Platform, request: HttpRequest, signal: AbortSignal) => Promise<HttpResponseInit>,
): void {
  if (!readRoles(process.env).has('serve')) return;
  app.setup({ enableHttpStream: true });
  watchDepartures();
  app.http(name, {
    route,
    methods: ['POST'],
    authLevel,
    handler: (request, { invocationId }) =>
      whileClientWaits(invocationId, signal =>
        answering(async () => handle(getPlatform(), request, signal)).catch((error: unknown) => {
          if (!signal.aborted) throw error;
          // Nobody reads it; it says in the log what happened.
          return { status: 499 };
        }),
      ),
  });
}
