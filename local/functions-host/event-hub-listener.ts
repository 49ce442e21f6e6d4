// An Event Hubs function: the real consumer client over one AMQP connection, its partitions shared with the other
// hosts by blobs. A broker that is down is waited for; a hub recreated under old checkpoints stops only this function.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloseReason,
  EventHubConsumerClient,
  type PartitionContext,
  type Subscription,
} from '@azure/event-hubs';
import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob';
import { ContainerClient } from '@azure/storage-blob';
import { EventHubPartition, type PartitionWork } from './event-hub-partition.ts';
import type { Listener } from './listener.ts';
import { errorText } from './logger.ts';
import { ownershipStore } from './ownership-store.ts';
import { leaseContainer, RecreatedHub, refuseRecreatedHub } from './recreated-hub.ts';

export interface EventHubTrigger extends PartitionWork {
  /** Connection string of the namespace. */
  connection: string;
  /** Connection string of AzureWebJobsStorage. */
  storage: string;
  eventHubName: string;
  consumerGroup: string;
  /** Names this host in ownership blobs, together with a random part. */
  instance: string;
}

const brokerRetryMs = 1000;
/**
 * How long one receive waits for a first event. When a connection is lost the client closes its receivers but does
 * not wake those that wait, so this is also how long a partition may sleep after a broker's restart.
 */
const receiveWaitSeconds = 1;

export class EventHubListener implements Listener {
  readonly #trigger: EventHubTrigger;
  readonly #container: ContainerClient;
  readonly #client: EventHubConsumerClient;
  readonly #partitions = new Map<string, EventHubPartition>();
  readonly #stop = new AbortController();
  #subscription: Subscription | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(trigger: EventHubTrigger) {
    this.#trigger = trigger;
    this.#container = new ContainerClient(trigger.storage, leaseContainer);
    const ownerId = `${trigger.instance}-${randomUUID()}`;
    const { settings } = trigger;
    const store = ownershipStore(new BlobCheckpointStore(this.#container as never), ownerId, {
      isOpen: partitionId => this.#partitions.has(partitionId),
      isStopping: () => this.#stop.signal.aborted,
      lost: partitionId => this.#partitions.get(partitionId)?.lose(),
      starting: async checkpoint =>
        refuseRecreatedHub(checkpoint, await this.#client.getPartitionProperties(checkpoint.partitionId)),
    });
    this.#client = new EventHubConsumerClient(
      trigger.consumerGroup,
      trigger.connection,
      trigger.eventHubName,
      store,
      {
        identifier: ownerId,
        retryOptions: settings.retry,
        loadBalancingOptions: {
          strategy: 'greedy',
          updateIntervalInMs: settings.loadBalancingMs,
          partitionOwnershipExpirationIntervalInMs: settings.ownershipExpirationMs,
        },
      },
    );
  }

  start(): void {
    this.#starting = this.#subscribe();
  }

  /** Waits up to `limitMs` for batches in flight, then checkpoints what completed and lets the partitions go. */
  async stop(limitMs: number): Promise<void> {
    this.#stop.abort();
    await this.#starting;
    const drained = Promise.all([...this.#partitions.values()].map(partition => partition.drain()));
    await Promise.race([drained, sleep(limitMs, undefined, { ref: false })]);
    await this.#subscription?.close();
    await this.#client.close();
  }

  async #subscribe(): Promise<void> {
    if (!(await this.#reachable())) return;
    const { settings } = this.#trigger;
    this.#subscription = this.#client.subscribe(
      {
        processInitialize: async context => this.#open(context),
        processClose: (reason, context) => this.#close(reason, context),
        processEvents: async (events, context) => {
          const partition = this.#partitions.get(context.partitionId);
          if (partition) await partition.receive(events);
        },
        processError: (error, context) => this.#report(error, context),
      },
      {
        maxBatchSize: settings.maxEventBatchSize,
        maxWaitTimeInSeconds: receiveWaitSeconds,
        prefetchCount: settings.prefetchCount,
        startPosition: settings.startPosition,
        skipParsingBodyAsJson: true,
        ownerLevel: 0,
      },
    );
  }

  /** Waits for storage and broker: the client itself would wait a whole load-balancing interval. */
  async #reachable(): Promise<boolean> {
    let said = '';
    while (!this.#stop.signal.aborted) {
      try {
        await this.#container.createIfNotExists();
        await this.#client.getPartitionIds({ abortSignal: this.#stop.signal });
        return true;
      } catch (error) {
        if (this.#stop.signal.aborted) return false;
        const message = (error as Error).message;
        if (message !== said) this.#log('error', `is retried every ${brokerRetryMs} ms: ${errorText(error)}`);
        said = message;
        await sleep(brokerRetryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
    return false;
  }

  #open(context: PartitionContext): void {
    this.#partitions.set(context.partitionId, new EventHubPartition(context, this.#trigger));
    this.#log('debug', `owns partition ${context.partitionId}`);
  }

  async #close(reason: CloseReason, context: PartitionContext): Promise<void> {
    const partition = this.#partitions.get(context.partitionId);
    this.#partitions.delete(context.partitionId);
    if (reason === CloseReason.OwnershipLost) partition?.lose();
    await partition?.close();
    this.#log('debug', `let partition ${context.partitionId} go: ${reason}`);
  }

  async #report(error: Error, context: PartitionContext): Promise<void> {
    const { fn } = this.#trigger;
    if (error instanceof RecreatedHub) {
      if (fn.error === undefined) this.#log('error', `is in error: ${error.message}`);
      fn.error = error.message;
      // Not awaited: the client waits for this handler before it can close.
      void this.stop(10_000).catch(failure => this.#log('error', errorText(failure)));
      return;
    }
    const stolen = (error as { code?: string }).code === 'ReceiverDisconnectedError';
    const where = context.partitionId === '' ? '' : ` partition ${context.partitionId}:`;
    this.#log(stolen ? 'information' : 'error', `${where} ${stolen ? error.message : errorText(error)}`);
  }

  #log(level: 'debug' | 'information' | 'error', message: string): void {
    const { fn, eventHubName, consumerGroup, logger } = this.#trigger;
    logger.log(
      level,
      'Host.EventHubs',
      `The listener of "${fn.name}" (${eventHubName}, ${consumerGroup}) ${message}`,
    );
  }
}
