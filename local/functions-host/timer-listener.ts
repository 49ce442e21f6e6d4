// A timer function: one host at a time runs it, at its NCRONTAB times, never overlapping itself.
// A run longer than the interval swallows the occurrences it covered. Source: WebJobs.Extensions, Timers.
import { randomUUID } from 'node:crypto';
import type { TypedData } from './core-types.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';
import { parseNcrontab, type Schedule } from './ncrontab.ts';
import { invokeWithRetries } from './retry-policy.ts';
import type { SingletonLock } from './singleton-lock.ts';

export interface TimerListener {
  start(): void;
  stop(): Promise<void>;
  /** What a run fired by hand gets as its timer. */
  timerInfo(): TypedData;
}

export interface TimerOptions {
  fn: HostedFunction;
  schedule: string;
  lock: SingletonLock;
  invocations: Invocations;
  logger: Logger;
}

const longestWaitMs = 86_400_000;

/** Makes the listener; throws when the schedule is wrong. */
export function createTimerListener(options: TimerOptions): TimerListener {
  const { fn, lock, invocations, logger } = options;
  const schedule = parseNcrontab(options.schedule);
  const status = monitored(fn, schedule)
    ? { last: 0, lastUpdated: 0, next: schedule.next(Date.now()) }
    : undefined;
  const stopping = new AbortController();
  let wait: NodeJS.Timeout | undefined;
  let running = false;
  let begun = false;

  function arm(): void {
    if (stopping.signal.aborted) return;
    const due = schedule.next(Date.now());
    const sleep = () => {
      const left = due - Date.now();
      if (left > 0) wait = setTimeout(sleep, Math.min(left, longestWaitMs));
      else void occur(due, false).then(arm);
    };
    sleep();
  }

  async function occur(due: number, pastDue: boolean): Promise<void> {
    if (running || !lock.held || stopping.signal.aborted) return;
    running = true;
    if (status) status.next = schedule.next(Math.max(due, Date.now()));
    const inputData = [{ name: triggerName(fn), data: info(pastDue, status) }];
    const request = { invocationId: randomUUID(), inputData };
    try {
      await invokeWithRetries(fn.registered, request, invocations, logger, stopping.signal);
    } catch (error) {
      logger.log(
        'error',
        `Function.${fn.name}`,
        `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`,
      );
    }
    running = false;
    if (status)
      Object.assign(status, { last: due, lastUpdated: Date.now(), next: schedule.next(Date.now()) });
  }

  return {
    start() {
      lock.onAcquired = () => {
        logger.log('debug', 'Host.Singleton', `The timer "${fn.name}" runs on this host`);
        if (!begun && fn.trigger.runOnStartup === true) void occur(Date.now(), false);
        begun = true;
      };
      lock.start();
      arm();
    },
    async stop() {
      stopping.abort();
      clearTimeout(wait);
      await lock.stop();
    },
    timerInfo: () => info(false, status),
  };
}

/** Occurrences closer than a minute are not monitored: their scheduleStatus is null, as in the real host. */
function monitored(fn: HostedFunction, schedule: Schedule): boolean {
  if (fn.trigger.useMonitor === false) return false;
  const first = schedule.next(Date.now());
  return schedule.next(first) - first >= 60_000;
}

function info(
  isPastDue: boolean,
  status: { last: number; lastUpdated: number; next: number } | undefined,
): TypedData {
  const scheduleStatus = status && {
    Last: localTime(status.last),
    LastUpdated: localTime(status.lastUpdated),
    Next: localTime(status.next),
  };
  const timer = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: scheduleStatus ?? null,
    IsPastDue: isPastDue,
  };
  return { json: JSON.stringify(timer) };
}

/** .NET writes a time that never was as the year 1, and the others with their offset. */
function localTime(ms: number): string {
  return ms === 0 ? '0001-01-01T00:00:00+00:00' : new Date(ms).toISOString().replace('Z', '+00:00');
}
