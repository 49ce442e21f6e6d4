// The one app of this process, as the worker sees it: its functions, hooks and programming model.
import type { HookCallback, LogLevel, ProgrammingModel, RegisteredFunction } from './core-types.ts';

export interface WorkerState {
  functions: Map<string, RegisteredFunction>;
  hooks: Record<string, HookCallback[]>;
  model: ProgrammingModel | undefined;
  started: boolean;
  appHookData: Record<string, unknown>;
  log(level: LogLevel, category: string, message: string): void;
}

const key = Symbol.for('assay.local.functions-host.worker');
const shared = globalThis as unknown as Record<symbol, WorkerState | undefined>;

function create(): WorkerState {
  return {
    functions: new Map(),
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    model: undefined,
    started: false,
    appHookData: {},
    log: () => undefined,
  };
}

/** Shared through the global symbol registry: a test runner may load this module a second time. */
export const workerState: WorkerState = shared[key] ?? create();
shared[key] = workerState;

/** Runs hooks in the order of their registration; the first error stops them, as in the real worker. */
export async function executeHooks(name: string, context: Record<string, unknown>): Promise<void> {
  for (const hook of workerState.hooks[name] ?? []) await hook(context);
}
