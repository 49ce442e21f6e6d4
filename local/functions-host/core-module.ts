// What `require('@azure/functions-core')` answers inside this host: the Node worker's core API over one app.
// A process holds one app, as a worker does, so its state lives in this module.
import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  LogLevel,
  ProgrammingModel,
} from './core-types.ts';
import { workerState } from './worker-state.ts';

export const version = '3.13.0';
export const hostVersion = '4.1037.0';

/** Releases what a registration holds. */
export class Disposable {
  #release: (() => unknown) | undefined;

  constructor(release: () => unknown) {
    this.#release = release;
  }

  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  dispose(): void {
    this.#release?.();
    this.#release = undefined;
  }
}

/** Registers a function of the app; only while it starts, as in the real worker. */
export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (workerState.started) throw new Error('A function can only be registered during app startup.');
  workerState.functions.set(metadata.name, { metadata, callback });
  return new Disposable(() => {
    if (workerState.started) throw new Error('A function can only be disposed during app startup.');
    workerState.functions.delete(metadata.name);
  });
}

export function setProgrammingModel(model: ProgrammingModel): void {
  workerState.model = model;
}

export function getProgrammingModel(): ProgrammingModel | undefined {
  return workerState.model;
}

/** Registers a lifecycle hook; an unknown name is refused with a RangeError, as in the real worker. */
export function registerHook(name: string, callback: HookCallback): Disposable {
  const hooks = workerState.hooks[name];
  if (!hooks) throw new RangeError(`Unrecognized hook "${name}"`);
  hooks.push(callback);
  return new Disposable(() => {
    const index = hooks.indexOf(callback);
    if (index >= 0) hooks.splice(index, 1);
  });
}

export function log(level: LogLevel, category: string, message: string): void {
  workerState.log(level, category === 'user' ? 'Host.Worker.User' : 'Host.Worker', message);
}
