// One partition while this host owns it: one batch in flight, retries before the checkpoint, a checkpoint whether the
// function succeeded or failed in the end, none when the partition was lost or the batch was cut short.
// Source: azure-sdk-for-net, EventHubListener.PartitionProcessor.
import { randomUUID } from 'node:crypto';
import type { PartitionContext, ReceivedEventData } from '@azure/event-hubs';
import type { InvocationRequest } from './core-types.ts';
import { batchInput, batchMetadata, singleInput, singleMetadata } from './event-hub-data.ts';
import type { EventHubSettings } from './event-hub-settings.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';
import { invokeWithRetries, RetriesAborted } from './retry-policy.ts';

export interface PartitionWork {
  fn: HostedFunction;
  settings: EventHubSettings;
  invocations: Invocations;
  logger: Logger;
}

/** The client library stops a partition as lost on this code, instead of taking it back from its new owner. */
class PartitionLost extends Error {
  readonly code = 'ReceiverDisconnectedError';
  readonly retryable = false;
}

/**
 * The client library takes the first delivery of a session for its first, so what is lost before it is passed over in silence
 * (it was, by a proxy that changed the order of a connection's bytes). On this error the library ends the partition, which
 * then begins again behind its checkpoint.
 */
class EventsSkipped extends Error {
  readonly retryable = false;
}

export interface Beginning {
  /** The sequence number that the first event must have, where that is known. */
  next: number | undefined;
  /** The oldest one that the hub still has. */
  begin(): Promise<number>;
}

export class EventHubPartition {
  readonly #context: PartitionContext;
  readonly #work: PartitionWork;
  readonly #one: boolean;
  readonly #binary: boolean;
  readonly #cut = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  readonly #held: ReceivedEventData[] = [];
  #holding: NodeJS.Timeout | undefined;
  #inFlight: Promise<void> = Promise.resolve();
  #batches = 0;
  #dispatched = false;
  #completed: ReceivedEventData | undefined;
  #next: number | undefined;
  #lost = false;
  #stopping = false;
  #closed = false;
  readonly #begin: () => Promise<number>;

  constructor(context: PartitionContext, work: PartitionWork, { next, begin }: Beginning) {
    this.#context = context;
    this.#work = work;
    this.#next = next;
    this.#begin = begin;
    this.#one = work.fn.trigger.cardinality !== 'many';
    this.#binary = work.fn.trigger.dataType === 'binary';
  }

  /** Takes what the client received; resolves when it may receive more. */
  async receive(events: ReceivedEventData[]): Promise<void> {
    if (this.#stopping) return this.#ended.promise;
    this.#refuseIfLost();
    if (events.length === 0) return;
    await this.#refuseSkipped(events);
    await this.#exclusively(() => this.#accept(events));
    if (this.#stopping) return this.#ended.promise;
    this.#refuseIfLost();
  }

  /** Another host owns the partition now: what is in flight is not checkpointed. */
  lose(): void {
    this.#lost = true;
    this.#cut.abort();
  }

  /** Takes no more events and cuts waits between retries short; resolves when nothing is in flight. */
  async drain(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#holding);
    this.#cut.abort();
    await this.#inFlight;
  }

  /** Writes the checkpoint of what completed and has none, unless the partition was lost. */
  async close(): Promise<void> {
    this.abandon();
    if (!this.#lost) await this.#checkpoint();
  }

  /**
   * Drops what is held back, and tries nothing again: from here on nothing is dispatched or checkpointed, or a checkpoint would
   * pass it over.
   */
  abandon(): void {
    this.#closed = true;
    this.#cut.abort();
    clearTimeout(this.#holding);
    this.#held.length = 0;
    this.#ended.resolve();
  }

  #refuseIfLost(): void {
    const { partitionId } = this.#context;
    if (this.#lost) throw new PartitionLost(`Partition ${partitionId} has another owner`);
    if (this.#closed) throw new PartitionLost(`Partition ${partitionId} is closed`);
  }

  /** A partition's sequence numbers have no gaps, but for those at its begin that the hub has let go. */
  async #refuseSkipped(events: readonly ReceivedEventData[]): Promise<void> {
    for (const { sequenceNumber } of events) {
      if (
        this.#next !== undefined &&
        sequenceNumber > this.#next &&
        (await this.#hubBegin()) < sequenceNumber
      ) {
        const { partitionId, eventHubName } = this.#context;
        const message = `Partition ${partitionId} of "${eventHubName}" went from ${this.#next - 1} to ${sequenceNumber}: it begins again behind its checkpoint`;
        this.#work.logger.log('warning', 'Host.EventHubs', message);
        throw new EventsSkipped(message);
      }
      this.#next = sequenceNumber + 1;
    }
  }

  /** Not known is not let go: an error of the hub may be one that the library would go on after, behind these events. */
  #hubBegin(): Promise<number> {
    return this.#begin().catch(() => 0);
  }

  #exclusively(action: () => Promise<void>): Promise<void> {
    this.#inFlight = this.#inFlight.then(action);
    return this.#inFlight;
  }

  async #accept(events: ReceivedEventData[]): Promise<void> {
    if (this.#closed) return;
    const { minEventBatchSize, maxEventBatchSize } = this.#work.settings;
    if (this.#one || minEventBatchSize === 1) return this.#dispatch(events);
    this.#held.push(...events);
    if (this.#held.length >= minEventBatchSize) {
      clearTimeout(this.#holding);
      this.#holding = undefined;
      await this.#dispatch(this.#held.splice(0, maxEventBatchSize));
    }
    if (this.#held.length > 0 && this.#holding === undefined) this.#hold();
  }

  /** A partition's first batch is not held back: its events may have waited for another owner already. */
  #hold(): void {
    const waitMs = this.#dispatched ? this.#work.settings.maxWaitMs : 0;
    this.#holding = setTimeout(() => {
      this.#holding = undefined;
      void this.#exclusively(async () => {
        const events = this.#held.splice(0, this.#work.settings.maxEventBatchSize);
        if (events.length > 0 && !this.#stopping && !this.#lost && !this.#closed)
          await this.#dispatch(events);
      });
    }, waitMs);
  }

  async #dispatch(events: ReceivedEventData[]): Promise<void> {
    this.#dispatched = true;
    this.#batches++;
    const checkpointing = this.#batches >= this.#work.settings.batchCheckpointFrequency;
    if (!this.#one) {
      const data = batchInput(events, this.#binary);
      const done = await this.#invoke(data, batchMetadata(events, this.#context, checkpointing));
      if (done) this.#completed = events.at(-1);
    } else {
      for (const event of events) {
        if (this.#cut.signal.aborted) break;
        const data = singleInput(event, this.#binary);
        const done = await this.#invoke(data, singleMetadata(event, this.#context, checkpointing));
        if (!done) break;
        this.#completed = event;
      }
    }
    if (checkpointing && !this.#cut.signal.aborted && !this.#closed) await this.#checkpoint();
  }

  /** True when the function is done with the events, be it in failure. */
  async #invoke(
    data: InvocationRequest['inputData'][number]['data'],
    triggerMetadata: NonNullable<InvocationRequest['triggerMetadata']>,
  ): Promise<boolean> {
    const { fn, invocations, logger } = this.#work;
    const inputData = [{ name: triggerName(fn), data }];
    const request: InvocationRequest = { invocationId: randomUUID(), inputData, triggerMetadata };
    try {
      await invokeWithRetries(fn.registered, request, invocations, logger, this.#cut.signal);
      return true;
    } catch (error) {
      if (error instanceof RetriesAborted) return false;
      logger.log(
        'error',
        `Function.${fn.name}`,
        `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`,
        {
          invocationId: request.invocationId,
          partitionId: this.#context.partitionId,
        },
      );
      return true;
    }
  }

  async #checkpoint(): Promise<void> {
    const event = this.#completed;
    if (!event) return;
    try {
      await this.#context.updateCheckpoint(event);
      this.#completed = undefined;
      this.#batches = 0;
    } catch (error) {
      const where = `partition ${this.#context.partitionId} of "${this.#context.eventHubName}"`;
      this.#work.logger.log(
        'error',
        'Host.EventHubs',
        `The checkpoint of ${where} was not written: ${errorText(error)}`,
      );
    }
  }
}
