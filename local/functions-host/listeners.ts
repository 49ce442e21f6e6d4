// Makes the listener of each function that is not an HTTP one; a function whose options are wrong is put in error.

import { connectionString, MissingConnection, resolveSettings, type Settings } from './app-settings.ts';
import type { TypedData } from './core-types.ts';
import { EventHubListener } from './event-hub-listener.ts';
import { type EventHubSettings, eventHubSettings } from './event-hub-settings.ts';
import type { HostConfig } from './host-json.ts';
import type { HostedFunction } from './hosted-function.ts';
import type { Invocations } from './invoke.ts';
import type { Listener } from './listener.ts';
import { errorText, type Logger } from './logger.ts';
import { createQueueListener } from './queue-listener.ts';
import { type QueueSettings, queueSettings } from './queue-settings.ts';
import { SingletonLock } from './singleton-lock.ts';
import { createTimerListener, type TimerListener } from './timer-listener.ts';

export interface ListenerContext {
  settings: Settings;
  config: HostConfig;
  hostId: string;
  instance: string;
  invocations: Invocations;
  logger: Logger;
}

export interface Listeners {
  all: Listener[];
  /** The input of a timer function that is fired by hand. */
  fire(fn: HostedFunction): TypedData | undefined;
}

/** Throws MissingConnection, or the name of a host.json value that is wrong: both stop the host. */
export function createListeners(functions: HostedFunction[], context: ListenerContext): Listeners {
  const all: Listener[] = [];
  const timers = new Map<HostedFunction, TimerListener>();
  const hubs = eventHubSettings(context.config);
  const queues = queueSettings(context.config);
  const lock = lockSettings(context.config);
  for (const fn of functions) {
    if (fn.error !== undefined) continue;
    try {
      if (fn.type === 'timertrigger') {
        const timer = timerListener(fn, lock, context);
        timers.set(fn, timer);
        all.push(timer);
      } else if (fn.type === 'eventhubtrigger') all.push(eventHubListener(fn, hubs, context));
      else if (fn.type === 'queuetrigger') all.push(queueListener(fn, queues, context));
    } catch (error) {
      if (error instanceof MissingConnection) throw error;
      fn.error = `The listener for function 'Functions.${fn.name}' was unable to start: ${(error as Error).message}`;
      context.logger.log('error', 'Host.Startup', fn.error, { detail: errorText(error) });
    }
  }
  return { all, fire: fn => timers.get(fn)?.timerInfo() };
}

interface LockSettings {
  leaseMs: number;
  retryMs: number;
}

function lockSettings(config: HostConfig): LockSettings {
  const leaseMs = config.span('singleton.listenerLockPeriod', '00:01:00');
  if (leaseMs < 15_000 || leaseMs > 60_000)
    throw new Error('host.json singleton.listenerLockPeriod must be between 15 and 60 seconds');
  return { leaseMs, retryMs: config.span('singleton.listenerLockRecoveryPollingInterval', '00:01:00') };
}

function timerListener(fn: HostedFunction, times: LockSettings, context: ListenerContext): TimerListener {
  const { settings, hostId, invocations, logger } = context;
  const schedule = resolveSettings(String(fn.trigger.schedule ?? ''), settings);
  const lock = new SingletonLock({
    storage: connectionString('AzureWebJobsStorage', fn.name, settings),
    name: `locks/${hostId}/Host.Functions.${fn.name}.Listener`,
    leaseSeconds: Math.round(times.leaseMs / 1000),
    retryMs: times.retryMs,
    onError: error =>
      logger.log('error', 'Host.Singleton', `Lock of timer "${fn.name}": ${errorText(error)}`),
  });
  return createTimerListener({ fn, schedule, lock, invocations, logger });
}

function eventHubListener(
  fn: HostedFunction,
  hubs: EventHubSettings,
  context: ListenerContext,
): EventHubListener {
  const { settings, instance, invocations, logger } = context;
  const option = (name: string, fallback: string) =>
    resolveSettings(String(fn.trigger[name] ?? fallback), settings);
  const connection = connectionString(option('connection', 'EventHub'), fn.name, settings);
  const eventHubName = option('eventHubName', '');
  if (eventHubName === '') throw new Error('eventHubName is missing');
  return new EventHubListener({
    fn,
    settings: hubs,
    invocations,
    logger,
    connection,
    storage: connectionString('AzureWebJobsStorage', fn.name, settings),
    eventHubName,
    consumerGroup: option('consumerGroup', '$Default'),
    instance,
  });
}

function queueListener(fn: HostedFunction, queues: QueueSettings, context: ListenerContext): Listener {
  const { settings, invocations, logger } = context;
  const option = (name: string, fallback: string) =>
    resolveSettings(String(fn.trigger[name] ?? fallback), settings);
  const queueName = option('queueName', '').toLowerCase();
  if (queueName === '') throw new Error('queueName is missing');
  const connection = connectionString(option('connection', 'Storage'), fn.name, settings);
  return createQueueListener({ fn, connection, queueName, settings: queues, invocations, logger });
}
