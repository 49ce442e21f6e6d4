// The local Azure Functions host: one process is the host and its app. It behaves as the real host does with a Node
// app, and its table of contents is here: load, listen, serve, drain.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { adminApi } from './admin-api.ts';
import { loadApp } from './app-loader.ts';
import { eventGridWebhook } from './event-grid.ts';
import { readHostConfig } from './host-json.ts';
import { readHostKeys } from './host-keys.ts';
import { type HostedFunction, hostedFunction } from './hosted-function.ts';
import { compileRoutes } from './http-routes.ts';
import { listenHttp } from './http-server.ts';
import { Invocations } from './invoke.ts';
import type { Listener } from './listener.ts';
import { createListeners } from './listeners.ts';
import { createLogger, errorText, type Logger } from './logger.ts';
import { executeHooks, workerState } from './worker-state.ts';

export interface FunctionsHostOptions {
  /** Folder of the app: host.json and package.json. */
  root: string;
  /** Glob or module, relative to the root; package.json "main" unless given. */
  main?: string;
  /** 7071 unless given; 0 is any free port. */
  port?: number;
  /** Name of this instance in logs and leases. */
  id?: string;
  /** JSON file of the host's keys; made with random keys when it is not there. */
  keysFile?: string;
  /** How long a stop waits for invocations in flight; 10 s unless given. */
  drainMs?: number;
  /** The app's settings; process.env unless given. */
  env?: NodeJS.ProcessEnv;
  /** Takes log lines; stderr unless given. */
  write?: (line: string) => void;
}

export interface FunctionsHost {
  port: number;
  /** Names of the functions that run. */
  functions: string[];
  /** Functions that do not, with the reason. */
  errors: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts the host; rejects when host.json, the keys or a connection setting is wrong. One app per process. */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const root = resolve(options.root);
  const settings = options.env ?? process.env;
  const instance = options.id ?? `${hostname()}-${process.pid}`;
  const config = readHostConfig(root, settings);
  const logger = createLogger(config, instance, options.write ?? (line => process.stderr.write(`${line}\n`)));
  const keys = readHostKeys(options.keysFile);
  const hostId = settings.AzureFunctionsWebHost__hostid ?? defaultHostId(root);

  const stream = await loadApp(root, options.main, logger);
  const functions = [...workerState.functions.values()].map(hostedFunction);
  const invocations = new Invocations(logger);
  const listeners = createListeners(functions, { settings, config, hostId, instance, invocations, logger });
  logErrors(functions, logger);

  let draining = false;
  const ofType = (type: string) => functions.filter(fn => fn.type === type && fn.error === undefined);
  const http = await listenHttp(options.port ?? 7071, {
    routes: compileRoutes(ofType('httptrigger'), config.text('extensions.http.routePrefix', 'api')),
    keys,
    invocations,
    stream,
    logger,
    admin: adminApi({ functions, hostId, instance, keys, invocations, logger, fire: listeners.fire }),
    webhooks: new Map([
      ['eventgrid', eventGridWebhook({ functions: ofType('eventgridtrigger'), keys, invocations, logger })],
    ]),
    draining: () => draining,
  });
  for (const listener of listeners.all) listener.start();
  logger.log(
    'information',
    'Host.Startup',
    `Host started (${functions.length} functions) on port ${http.port}`,
  );

  return {
    port: http.port,
    functions: functions.filter(fn => fn.error === undefined).map(fn => fn.name),
    errors: Object.fromEntries(
      functions.flatMap(fn => (fn.error === undefined ? [] : [[fn.name, fn.error]])),
    ),
    async stop() {
      if (draining) return;
      draining = true;
      await drain(listeners.all, invocations, options.drainMs ?? 10_000, logger);
      await new Promise<void>(done => {
        http.server.close(() => done());
        http.server.closeAllConnections();
      });
    },
  };
}

/** Stops the triggers, waits for what runs, then lets the app clean up. */
async function drain(
  listeners: Listener[],
  invocations: Invocations,
  limitMs: number,
  logger: Logger,
): Promise<void> {
  logger.log('information', 'Host.Shutdown', `Draining: ${invocations.running} invocations in flight`);
  const deadline = Date.now() + limitMs;
  const stopped = Promise.allSettled(listeners.map(listener => listener.stop(limitMs)));
  const idle = await invocations.idle(limitMs);
  if (!idle)
    logger.log(
      'error',
      'Host.Shutdown',
      `${invocations.running} invocations outlived the ${limitMs} ms of the drain`,
    );
  const left = Math.max(deadline - Date.now(), 1000);
  const timer = new Promise<undefined>(done => setTimeout(done, left, undefined).unref());
  for (const result of (await Promise.race([stopped, timer])) ?? [])
    if (result.status === 'rejected') logger.log('error', 'Host.Shutdown', errorText(result.reason));
  await executeHooks('appTerminate', { hookData: {}, appHookData: workerState.appHookData }).catch(error =>
    logger.log('error', 'Host.Shutdown', `An appTerminate hook failed: ${errorText(error)}`),
  );
  logger.log('information', 'Host.Shutdown', 'Drained');
}

function logErrors(functions: HostedFunction[], logger: Logger): void {
  if (functions.length === 0)
    logger.log(
      'error',
      'Host.Startup',
      'No job functions found: every route answers 404 until the app registers one',
    );
  for (const fn of functions)
    if (fn.error !== undefined)
      logger.log('error', 'Host.Startup', `The '${fn.name}' function is in error: ${fn.error}`);
}

/** Hosts of one app folder share their locks; the real host derives its id from the site's name. */
function defaultHostId(root: string): string {
  return `local-${createHash('sha256').update(root.toLowerCase()).digest('hex').slice(0, 24)}`;
}
