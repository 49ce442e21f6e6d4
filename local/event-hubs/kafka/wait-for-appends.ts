import type { PartitionLog } from '../partition-log.ts';

/** Resolves after an append to one of the logs, after `waitMs`, or when the signal is aborted. */
export function waitForAppends(logs: PartitionLog[], waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    const stops = logs.map(log => log.onAppend(end));
    signal.addEventListener('abort', end, { once: true });
  });
}
