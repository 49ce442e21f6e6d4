// The consumer client of a listener, and how it is exchanged: a client whose connection died without a word (a peer that is
// gone says nothing) takes two minutes to notice, and may never open another. It is asked something now and then instead.
import { EventHubConsumerClient, type Subscription, type SubscriptionEventHandlers } from '@azure/event-hubs';
import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob';
import type { ContainerClient } from '@azure/storage-blob';
import type { EventHubSettings } from './event-hub-settings.ts';
import { type OwnershipEvents, ownershipStore } from './ownership-store.ts';

export interface HubGroup {
  /** Connection string of the namespace. */
  connection: string;
  eventHubName: string;
  consumerGroup: string;
}

export interface HubClient {
  readonly client: EventHubConsumerClient;
  /** Reads from here on; throws when storage or broker refuses, or does not answer within `limitMs`. */
  subscribe(handlers: SubscriptionEventHandlers, limitMs: number, signal: AbortSignal): Promise<void>;
  /** False when the broker is silent for `limitMs`; one that refuses is not silent. Asks no longer than `signal` lets it. */
  isHeard(limitMs: number, signal: AbortSignal): Promise<boolean>;
  /** Lets the partitions go, and then the connection. */
  close(): Promise<void>;
  /** Another client takes this one's place: it owns and claims nothing from here on, and ends in its own time. */
  retire(): void;
}

/**
 * How long one receive waits for a first event. When a connection is lost the client closes its receivers but does
 * not wake those that wait, so this is also how long a partition may sleep after a broker's restart.
 */
const receiveWaitSeconds = 1;

/** A client of the hub's partitions for `ownerId`, that shares them by blobs of `container`. */
export function createHubClient(
  { connection, consumerGroup, eventHubName, settings }: HubGroup & { settings: EventHubSettings },
  container: ContainerClient,
  ownerId: string,
  events: Omit<OwnershipEvents, 'isRetired'>,
): HubClient {
  let subscription: Subscription | undefined;
  let retired = false;
  const store = ownershipStore(new BlobCheckpointStore(container as never), ownerId, {
    ...events,
    isRetired: () => retired,
  });
  const client = new EventHubConsumerClient(consumerGroup, connection, eventHubName, store, {
    identifier: ownerId,
    retryOptions: settings.retry,
    loadBalancingOptions: {
      strategy: 'greedy',
      updateIntervalInMs: settings.loadBalancingMs,
      partitionOwnershipExpirationIntervalInMs: settings.ownershipExpirationMs,
    },
  });
  const close = async () => {
    await subscription?.close();
    await client.close();
  };
  return {
    client,
    isHeard: async (limitMs, signal) => {
      const limit = AbortSignal.timeout(limitMs);
      const abortSignal = AbortSignal.any([signal, limit]);
      await client.getPartitionIds({ abortSignal }).catch(() => undefined);
      return !limit.aborted;
    },
    subscribe: async (handlers, limitMs, signal) => {
      const limit = AbortSignal.timeout(limitMs);
      const abortSignal = AbortSignal.any([signal, limit]);
      try {
        await container.createIfNotExists({ abortSignal });
        await client.getPartitionIds({ abortSignal });
      } catch (error) {
        if (!limit.aborted) throw error;
        throw new Error(`storage or broker is silent for ${limitMs} ms`, { cause: error });
      }
      const { processInitialize, processError } = handlers;
      const heard: SubscriptionEventHandlers = {
        ...handlers,
        processInitialize: async context => {
          if (!retired) await processInitialize?.(context);
        },
        processError: async (error, context) => {
          if (!retired) await processError(error, context);
        },
      };
      subscription = client.subscribe(heard, {
        maxBatchSize: settings.maxEventBatchSize,
        maxWaitTimeInSeconds: receiveWaitSeconds,
        prefetchCount: settings.prefetchCount,
        startPosition: settings.startPosition,
        skipParsingBodyAsJson: true,
        ownerLevel: 0,
      });
    },
    close,
    retire: () => {
      retired = true;
      // What its dead connection answers to being closed is of no use to anyone.
      void close().catch(() => undefined);
    },
  };
}
