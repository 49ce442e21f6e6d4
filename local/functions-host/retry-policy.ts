// The retry policy of a function, as the host's executor applies it: the invocation id stays, the count is in memory.
// Sources: azure-webjobs-sdk FunctionExecutorExtensions; `@azure/functions` rounds delays to whole seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  InvocationRequest,
  InvocationResponse,
  RegisteredFunction,
  RetryOptions,
} from './core-types.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';

/** Retries were cut short because the host stops or the partition was lost: the outcome is unknown. */
export class RetriesAborted extends Error {}

/**
 * Runs the function until it succeeds or its retries are used up; then rejects with the last error.
 * Rejects with RetriesAborted when `stop` fires between two attempts.
 */
export async function invokeWithRetries(
  fn: RegisteredFunction,
  request: InvocationRequest,
  invocations: Invocations,
  logger: Logger,
  stop: AbortSignal,
): Promise<InvocationResponse> {
  const policy = fn.metadata.retryOptions;
  for (let attempt = 0; ; attempt++) {
    try {
      return await invocations.run(fn, request);
    } catch (error) {
      if (!policy || (policy.maxRetryCount !== -1 && attempt >= policy.maxRetryCount)) throw error;
      const delayMs = retryDelayMs(policy, attempt);
      logger.log(
        'warning',
        `Function.${fn.metadata.name}`,
        `Waiting for \`${delayMs / 1000} s\` before retrying function execution. Next attempt: '${attempt + 1}'. Max retry count: '${policy.maxRetryCount}'. ${errorText(error)}`,
        { invocationId: request.invocationId },
      );
      await sleep(delayMs, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) throw new RetriesAborted(`Retries of "${fn.metadata.name}" were cut short`);
      request.retryContext = retryContext(attempt + 1, policy.maxRetryCount, error);
    }
  }
}

/** Milliseconds before retry number `attempt` + 1. */
export function retryDelayMs(policy: RetryOptions, attempt: number): number {
  if (policy.retryStrategy !== 'exponentialBackoff') return (policy.delayInterval?.seconds ?? 0) * 1000;
  const least = (policy.minimumInterval?.seconds ?? 0) * 1000;
  const most = (policy.maximumInterval?.seconds ?? 0) * 1000;
  const spread = 0.8 + Math.random() * 0.4;
  return Math.min(most, least + least * (2 ** Math.min(attempt, 30) - 1) * spread);
}

function retryContext(retryCount: number, maxRetryCount: number, error: unknown) {
  const exception =
    error instanceof Error
      ? { message: error.message, stackTrace: error.stack ?? '', source: '' }
      : { message: String(error), stackTrace: '', source: '' };
  return { retryCount, maxRetryCount, exception };
}
