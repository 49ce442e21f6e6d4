// An Event Hubs function: the real consumer client over one AMQP connection, its partitions shared with the other
// hosts by blobs. A broker that is down is waited for; a hub recreated under old checkpoints stops only this function.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloseReason,
  earliestEventPosition,
  type PartitionContext,
  type SubscriptionEventHandlers,
} from '@azure/event-hubs';
import { ContainerClient } from '@azure/storage-blob';
import { createHubClient, type HubClient, type HubGroup } from './event-hub-client.ts';
import { EventHubPartition, type PartitionWork } from './event-hub-partition.ts';
import type { Listener } from './listener.ts';
import { errorText } from './logger.ts';
import { leaseContainer, RecreatedHub, refuseRecreatedHub } from './recreated-hub.ts';

export interface EventHubTrigger extends PartitionWork, HubGroup {
  /** Connection string of AzureWebJobsStorage. */
  storage: string;
  /** Names this host in ownership blobs, together with a random part. */
  instance: string;
}

const brokerRetryMs = 1000;
/** How often the broker is asked whether it is there, and how long it has to answer. */
const heartbeat = { everyMs: 5_000, limitMs: 10_000 };

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
  readonly #ownerId: string;
  #client: HubClient | undefined;
  /**
   * By the context of one time of owning the partition: one that ends late (its receiver waits for an answer) must not end
   * the next one, which has the same partition id and events that wait for its batch.
   */
  readonly #partitions = new Map<PartitionContext, EventHubPartition>();
  /** The sequence number behind which a partition that is about to open begins; undefined where it has no checkpoint. */
  readonly #behind = new Map<string, number | undefined>();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(trigger: EventHubTrigger) {
    this.#trigger = trigger;
    this.#container = new ContainerClient(trigger.storage, leaseContainer);
    this.#ownerId = `${trigger.instance}-${randomUUID()}`;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Waits up to `limitMs` for batches in flight, then checkpoints what completed and lets the partitions go. */
  async stop(limitMs: number): Promise<void> {
    this.#stop.abort();
    await this.#running;
    const drained = Promise.all([...this.#partitions.values()].map(partition => partition.drain()));
    await Promise.race([drained, sleep(limitMs, undefined, { ref: false })]);
    await this.#client?.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const client = await this.#connect();
      this.#client = client;
      while (await this.#pause(heartbeat.everyMs))
        if (!(await client?.isHeard(heartbeat.limitMs, signal))) break;
      if (signal.aborted) return;
      this.#log('error', `had no answer for ${heartbeat.limitMs} ms, and connects anew`);
      for (const partition of this.#partitions.values()) partition.abandon();
      this.#partitions.clear();
      client?.retire();
    }
  }

  /** Waits for storage and broker: a client itself would wait a whole load-balancing interval. */
  async #connect(): Promise<HubClient | undefined> {
    let said = '';
    do {
      const client = this.#createClient();
      try {
        await client.subscribe(this.#handlers(client), heartbeat.limitMs, this.#stop.signal);
        return client;
      } catch (error) {
        client.retire();
        if (this.#stop.signal.aborted) return;
        const message = (error as Error).message;
        if (message !== said) this.#log('error', `is retried every ${brokerRetryMs} ms: ${errorText(error)}`);
        said = message;
      }
    } while (await this.#pause(brokerRetryMs));
  }

  /** False when the listener stops meanwhile. */
  #pause(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.#stop.signal }).catch(() => false);
  }

  #createClient(): HubClient {
    const made: HubClient = createHubClient(this.#trigger, this.#container, this.#ownerId, {
      isOpen: partitionId => this.#opened(partitionId).length > 0,
      isStopping: () => this.#stop.signal.aborted,
      lost: partitionId => {
        for (const partition of this.#opened(partitionId)) partition.lose();
      },
      starting: async (partitionId, checkpoint) => {
        this.#behind.set(partitionId, checkpoint?.sequenceNumber);
        if (checkpoint) refuseRecreatedHub(checkpoint, await made.client.getPartitionProperties(partitionId));
      },
    });
    return made;
  }

  #handlers(client: HubClient): SubscriptionEventHandlers {
    return {
      processInitialize: async context => this.#open(context, client),
      processClose: (reason, context) => this.#close(reason, context),
      processEvents: async (events, context) => {
        const partition = this.#partitions.get(context);
        if (partition) await partition.receive(events);
        else throw new NotOpen(context);
      },
      processError: (error, context) => this.#report(error, context),
    };
  }

  #opened(partitionId: string): EventHubPartition[] {
    return [...this.#partitions].flatMap(([context, partition]) =>
      context.partitionId === partitionId ? [partition] : [],
    );
  }

  #open(context: PartitionContext, { client }: HubClient): void {
    const { partitionId } = context;
    // A client whose receiver never answers its end says nothing of it.
    for (const [before, partition] of this.#partitions)
      if (before.partitionId === partitionId) {
        this.#partitions.delete(before);
        partition.abandon();
      }
    const partition = new EventHubPartition(context, this.#trigger, {
      next: this.#firstOf(partitionId),
      begin: async () => (await client.getPartitionProperties(partitionId)).beginningSequenceNumber,
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
