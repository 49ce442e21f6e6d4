// An Event Hubs function: the real consumer client over one AMQP connection, its partitions shared with the other
// hosts by blobs. A broker that is down is waited for; a hub recreated under old checkpoints stops only this function.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloseReason,
  EventHubConsumerClient,
  earliestEventPosition,
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

/** The client goes on with a partition that was closed; on this error it ends. */
class NotOpen extends Error {
  readonly retryable = false;

  constructor({ partitionId, eventHubName }: PartitionContext) {
    super(`Partition ${partitionId} of "${eventHubName}" is closed, and takes no events`);
  }
}

export class EventHubListener implements Listener {
  readonly #trigger: EventHubTrigger;
  readonly #container: ContainerClient;
  readonly #client: EventHubConsumerClient;
  /**
   * By the context of one time of owning the partition: one that ends late (its receiver waits for an answer) must not end
   * the next one, which has the same partition id and events that wait for its batch.
   */
  readonly #partitions = new Map<PartitionContext, EventHubPartition>();
  /** The sequence number behind which a partition that is about to open begins; undefined where it has no checkpoint. */
  readonly #behind = new Map<string, number | undefined>();
  readonly #stop = new AbortController();
  #subscription: Subscription | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(trigger: EventHubTrigger) {
    this.#trigger = trigger;
    this.#container = new ContainerClient(trigger.storage, leaseContainer);
    const ownerId = `${trigger.instance}-${randomUUID()}`;
    const { settings } = trigger;
    const store = ownershipStore(new BlobCheckpointStore(this.#container as never), ownerId, {
      isOpen: partitionId => this.#opened(partitionId).length > 0,
      isStopping: () => this.#stop.signal.aborted,
      lost: partitionId => {
        for (const partition of this.#opened(partitionId)) partition.lose();
      },
      starting: async (partitionId, checkpoint) => {
        this.#behind.set(partitionId, checkpoint?.sequenceNumber);
        if (checkpoint)
          refuseRecreatedHub(checkpoint, await this.#client.getPartitionProperties(partitionId));
      },
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
          const partition = this.#partitions.get(context);
          if (partition) await partition.receive(events);
          else throw new NotOpen(context);
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

  #opened(partitionId: string): EventHubPartition[] {
    return [...this.#partitions].flatMap(([context, partition]) =>
      context.partitionId === partitionId ? [partition] : [],
    );
  }

  #open(context: PartitionContext): void {
    const { partitionId } = context;
    // A client whose receiver never answers its end says nothing of it.
    for (const [before, partition] of this.#partitions)
      if (before.partitionId === partitionId) {
        this.#partitions.delete(before);
        partition.abandon();
      }
    const partition = new EventHubPartition(context, this.#trigger, {
      next: this.#firstOf(partitionId),
      begin: async () => (await this.#client.getPartitionProperties(partitionId)).beginningSequenceNumber,
    });
    this.#partitions.set(context, partition);
    this.#log('debug', `owns partition ${partitionId}`);
  }

  /** What the first event must be; undefined where the partition begins at a time, or at its end. */
  #firstOf(partitionId: string): number | undefined {
    const behind = this.#behind.get(partitionId);
    if (behind !== undefined) return behind + 1;
    return this.#trigger.settings.startPosition === earliestEventPosition ? 0 : undefined;
  }

  async #close(reason: CloseReason, context: PartitionContext): Promise<void> {
    const partition = this.#partitions.get(context);
    this.#partitions.delete(context);
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
