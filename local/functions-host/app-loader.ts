// Loads the app as the worker does: every file that `main` matches, then the appStart hooks, then the capabilities.
// A module that throws, or a `main` without a match, leaves an app of no functions, and says so loudly.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installCoreModule } from './core-module-hook.ts';
import { captureHttpStream, type HttpStream } from './http-stream.ts';
import { errorText, type Logger } from './logger.ts';
import { executeHooks, workerState } from './worker-state.ts';

/** Loads the app once per process; answers the stream of the worker's own HTTP server when the app asked for it. */
export async function loadApp(
  root: string,
  main: string | undefined,
  logger: Logger,
): Promise<HttpStream | undefined> {
  if (workerState.started)
    throw new Error('This process already holds a function app: start another process');
  installCoreModule();
  workerState.log = logger.log;
  const pattern = main ?? entryPoint(root);
  try {
    const files = globSync(pattern, { cwd: root }).sort();
    if (files.length === 0) throw new Error('Found zero files matching the supplied pattern');
    for (const file of files) await import(pathToFileURL(resolve(root, file)).href);
  } catch (error) {
    workerState.functions.clear();
    logger.log(
      'error',
      'Host.Startup',
      `Worker was unable to load entry point "${pattern}": no function is served. ${errorText(error)}`,
    );
  }
  const context = { hookData: {}, appHookData: workerState.appHookData, functionAppDirectory: root };
  await executeHooks('appStart', context);
  workerState.started = true;
  return captureHttpStream(async () => {
    await workerState.model?.getCapabilities?.({});
  });
}

function entryPoint(root: string): string {
  const file = join(root, 'package.json');
  const { main } = JSON.parse(readFileSync(file, 'utf8')) as { main?: string };
  if (!main) throw new Error(`${file} has no "main": it names the modules of the function app`);
  return main;
}
