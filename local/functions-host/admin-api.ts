// The host's admin API, all under the master key: the functions, the state of the host, firing a function by hand.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostVersion } from './core-module.ts';
import type { TypedData } from './core-types.ts';
import type { HostKeys } from './host-keys.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import { empty, json, readBody } from './http-function.ts';
import { requestKey, type Webhook } from './http-server.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';

export interface AdminOptions {
  functions: HostedFunction[];
  hostId: string;
  instance: string;
  keys: HostKeys;
  invocations: Invocations;
  logger: Logger;
  /** Fires a trigger of a type that shapes its own input, such as a timer; undefined leaves it to the admin API. */
  fire(fn: HostedFunction): TypedData | undefined;
}

/** Handler of everything under /admin/. */
export function adminApi(options: AdminOptions): Webhook {
  return async (request, response, url) => {
    const path = url.pathname.toLowerCase().replace(/\/$/, '');
    if (path === '/admin/host/ping') return empty(response, 200);
    if (!options.keys.isMaster(requestKey(request, url))) return empty(response, 401);
    if (path === '/admin/functions' && request.method === 'GET')
      return json(response, 200, options.functions.map(describe));
    if (path === '/admin/host/status' && request.method === 'GET')
      return json(response, 200, status(options));
    const named = /^\/admin\/functions\/([^/]+)(\/status)?$/.exec(path);
    const fn = named && options.functions.find(one => one.name.toLowerCase() === named[1]);
    if (!fn) return empty(response, 404);
    if (named[2]) return json(response, 200, fn.error === undefined ? {} : { errors: [fn.error] });
    if (request.method === 'GET') return json(response, 200, describe(fn));
    if (request.method === 'POST') return fireByHand(fn, request, response, options);
    return empty(response, 405);
  };
}

function describe(fn: HostedFunction): Record<string, unknown> {
  const bindings = Object.entries(fn.registered.metadata.bindings).map(([name, binding]) => ({
    ...binding,
    name,
  }));
  const errors = fn.error === undefined ? {} : { errors: [fn.error] };
  return {
    name: fn.name,
    language: 'node',
    isDisabled: false,
    config: { name: fn.name, bindings },
    ...errors,
  };
}

function status(options: AdminOptions): Record<string, unknown> {
  const errors = options.functions.flatMap(fn => (fn.error === undefined ? [] : [`${fn.name}: ${fn.error}`]));
  return {
    id: options.hostId,
    instanceId: options.instance,
    state: 'Running',
    version: hostVersion,
    processUptime: Math.round(process.uptime() * 1000),
    ...(errors.length > 0 ? { errors } : {}),
  };
}

async function fireByHand(
  fn: HostedFunction,
  request: IncomingMessage,
  response: ServerResponse,
  options: AdminOptions,
): Promise<void> {
  if (fn.error !== undefined) return empty(response, 404);
  const text = (await readBody(request))?.toString('utf8') ?? '{}';
  let input: unknown;
  try {
    input = (JSON.parse(text) as { input?: unknown }).input;
  } catch {
    return json(response, 400, { error: 'The body must be JSON: {"input": "…"}' });
  }
  const data = options.fire(fn) ?? {
    string: typeof input === 'string' ? input : JSON.stringify(input ?? ''),
  };
  const inputData = [{ name: triggerName(fn), data }];
  options.invocations.run(fn.registered, { invocationId: randomUUID(), inputData }).catch(error => {
    options.logger.log(
      'error',
      `Function.${fn.name}`,
      `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`,
    );
  });
  return empty(response, 202);
}
