// Registers one HTTP function: request in, one call, answer out.

import { app, type HttpFunctionOptions, type HttpRequest } from '@azure/functions';
import { getPlatform, type Platform } from './compose.ts';
import { readRoles } from './config.ts';
import { type Answer, answering } from './serving/problem.ts';

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
