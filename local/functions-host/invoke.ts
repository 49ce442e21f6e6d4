// One invocation through the worker's pipeline: arguments, hooks, handler, response, in the worker's order.
// Source: Azure/azure-functions-nodejs-worker, src/eventHandlers/InvocationHandler.ts.
import type {
  CoreInvocationContext,
  FunctionCallback,
  InvocationRequest,
  InvocationResponse,
  LogLevel,
  RegisteredFunction,
} from './core-types.ts';
import type { Logger } from './logger.ts';
import { executeHooks, workerState } from './worker-state.ts';

/** Counts invocations so that a drain can wait for them. */
export class Invocations {
  #running = 0;
  readonly #counts: Record<string, number> = {};
  #idle: (() => void)[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get running(): number {
    return this.#running;
  }

  /** Invocations so far by function, retries included. */
  get counts(): Record<string, number> {
    return this.#counts;
  }

  /** Runs the function once; rejects with what it threw. */
  async run(fn: RegisteredFunction, request: InvocationRequest): Promise<InvocationResponse> {
    this.#running++;
    const name = fn.metadata.name;
    this.#counts[name] = (this.#counts[name] ?? 0) + 1;
    try {
      return await invoke(fn, request, this.#logger);
    } finally {
      if (--this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Resolves to true when nothing runs any more, to false after `limitMs`. */
  async idle(limitMs: number): Promise<boolean> {
    if (this.#running === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>(resolve => {
      timer = setTimeout(resolve, limitMs, false);
    });
    const done = new Promise<boolean>(resolve => this.#idle.push(() => resolve(true)));
    const result = await Promise.race([done, late]);
    clearTimeout(timer);
    return result;
  }
}

async function invoke(
  fn: RegisteredFunction,
  request: InvocationRequest,
  logger: Logger,
): Promise<InvocationResponse> {
  const model = workerState.model;
  if (!model) throw new Error('The app has no programming model');
  const core = coreContext(fn, request, logger);
  const invocation = model.getInvocationModel(core);
  const { context, inputs } = await invocation.getArguments();
  const hookData = {};
  const shared = { hookData, appHookData: workerState.appHookData, invocationContext: context };

  const before = { ...shared, functionCallback: fn.callback, inputs };
  if (workerState.hooks.preInvocation?.length)
    await inState(core, 'preInvocationHooks', 'preInvocation', before);

  const after: { result: unknown; error: unknown } & Record<string, unknown> = {
    ...shared,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  core.state = 'invocation';
  try {
    after.result = await invocation.invokeFunction(
      context,
      before.inputs,
      before.functionCallback as FunctionCallback,
    );
  } catch (error) {
    after.error = error;
  }
  core.state = undefined;
  if (workerState.hooks.postInvocation?.length)
    await inState(core, 'postInvocationHooks', 'postInvocation', after);
  if (after.error !== null && after.error !== undefined) throw after.error;
  return invocation.getResponse(context, after.result);
}

async function inState(
  core: CoreInvocationContext,
  state: 'preInvocationHooks' | 'postInvocationHooks',
  hook: string,
  context: Record<string, unknown>,
): Promise<void> {
  core.state = state;
  try {
    await executeHooks(hook, context);
  } finally {
    core.state = undefined;
  }
}

function coreContext(
  fn: RegisteredFunction,
  request: InvocationRequest,
  logger: Logger,
): CoreInvocationContext {
  const name = fn.metadata.name;
  return {
    invocationId: request.invocationId,
    request,
    metadata: fn.metadata,
    log(asked, category, text) {
      const { level, message } = throughLogHooks(asked, category, text);
      const where = category === 'user' ? `Function.${name}.User` : `Function.${name}`;
      logger.log(level, where, message, { invocationId: request.invocationId });
    },
  };
}

/** Log hooks may change the level and the message of what a function logs. */
function throughLogHooks(
  level: LogLevel,
  category: string,
  message: string,
): { level: LogLevel; message: string } {
  const hooks = workerState.hooks.log;
  if (!hooks?.length) return { level, message };
  const context = { level, message, category, hookData: {}, appHookData: workerState.appHookData };
  for (const hook of hooks) hook(context);
  return context;
}
