// host.json `extensions.eventHubs`, with the real extension's names and defaults.
// Source: Microsoft Learn, "Azure Event Hubs bindings for Azure Functions", host.json settings.
import { type EventPosition, earliestEventPosition, latestEventPosition, RetryMode } from '@azure/event-hubs';
import type { HostConfig } from './host-json.ts';

export interface EventHubSettings {
  maxEventBatchSize: number;
  minEventBatchSize: number;
  maxWaitMs: number;
  prefetchCount: number;
  /** A checkpoint is written after every Nth batch. */
  batchCheckpointFrequency: number;
  startPosition: EventPosition;
  loadBalancingMs: number;
  ownershipExpirationMs: number;
  retry: {
    maxRetries: number;
    retryDelayInMs: number;
    maxRetryDelayInMs: number;
    timeoutInMs: number;
    mode: RetryMode;
  };
}

/** Throws with the name of a value that is wrong. */
export function eventHubSettings(config: HostConfig): EventHubSettings {
  const at = (name: string) => `extensions.eventHubs.${name}`;
  const maxEventBatchSize = config.number(at('maxEventBatchSize'), 100);
  const minEventBatchSize = config.number(at('minEventBatchSize'), 1);
  if (minEventBatchSize > maxEventBatchSize)
    throw new Error(
      `host.json ${at('minEventBatchSize')} (${minEventBatchSize}) is greater than maxEventBatchSize (${maxEventBatchSize})`,
    );
  const fixed = config.text(at('clientRetryOptions.mode'), 'exponential').toLowerCase() === 'fixed';
  return {
    maxEventBatchSize,
    minEventBatchSize,
    maxWaitMs: config.span(at('maxWaitTime'), '00:01:00'),
    prefetchCount: config.number(at('prefetchCount'), 300),
    batchCheckpointFrequency: config.number(at('batchCheckpointFrequency'), 1),
    startPosition: startPosition(config),
    loadBalancingMs: config.span(at('loadBalancingUpdateInterval'), '00:00:30'),
    ownershipExpirationMs: config.span(at('partitionOwnershipExpirationInterval'), '00:02:00'),
    retry: {
      maxRetries: config.number(at('clientRetryOptions.maximumRetries'), 3, 0),
      retryDelayInMs: config.span(at('clientRetryOptions.delay'), '00:00:00.8'),
      maxRetryDelayInMs: config.span(at('clientRetryOptions.maximumDelay'), '00:01:00'),
      timeoutInMs: config.span(at('clientRetryOptions.tryTimeout'), '00:01:00'),
      mode: fixed ? RetryMode.Fixed : RetryMode.Exponential,
    },
  };
}

function startPosition(config: HostConfig): EventPosition {
  const type = config.text('extensions.eventHubs.initialOffsetOptions.type', 'fromStart').toLowerCase();
  if (type === 'fromstart') return earliestEventPosition;
  if (type === 'fromend') return latestEventPosition;
  const text = config.text('extensions.eventHubs.initialOffsetOptions.enqueuedTimeUtc', '');
  const enqueuedOn = Date.parse(text);
  if (type !== 'fromenqueuedtime')
    throw new Error(`host.json initialOffsetOptions.type: "${type}" is unknown`);
  if (Number.isNaN(enqueuedOn))
    throw new Error(`host.json initialOffsetOptions.enqueuedTimeUtc: "${text}" is no time`);
  return { enqueuedOn };
}
