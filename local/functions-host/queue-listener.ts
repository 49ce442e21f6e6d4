// The trigger of a storage queue: takes messages, hides them for ten minutes while they are worked on and longer when that
// takes longer, deletes what succeeded, and moves what failed too often to `<queue>-poison`.
// Source: Azure/azure-sdk-for-net, WebJobs.Extensions.Storage, QueueListener and QueueProcessor.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DequeuedMessageItem, type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { TypedData } from './core-types.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import type { Invocations } from './invoke.ts';
import type { Listener } from './listener.ts';
import { errorText, type Logger } from './logger.ts';
import type { QueueSettings } from './queue-settings.ts';

export interface QueueListenerOptions {
  fn: HostedFunction;
  connection: string;
  queueName: string;
  settings: QueueSettings;
  invocations: Invocations;
  logger: Logger;
}

const hiddenSeconds = 600;
const renewEveryMs = (hiddenSeconds * 1000) / 2;
const minPollingMs = 100;

export function createQueueListener(options: QueueListenerOptions): Listener {
  const { fn, queueName, settings, logger } = options;
  const service = QueueServiceClient.fromConnectionString(options.connection);
  const queue = service.getQueueClient(queueName);
  const poison = service.getQueueClient(`${queueName}-poison`);
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = new Set<Promise<void>>();
  let loop: Promise<void> | undefined;
  let waitMs = minPollingMs;

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      const messages = await receive();
      for (const message of messages) {
        const work = workOn(message).finally(() => working.delete(work));
        working.add(work);
      }
      if (messages.length > 0) {
        waitMs = minPollingMs;
        while (working.size > settings.newBatchThreshold && !signal.aborted) await Promise.race(working);
      } else {
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
        waitMs = Math.min(waitMs * 2, settings.maxPollingMs);
      }
    }
  }

  /** A queue that is not there yet, and a service that is away, are asked again later. */
  async function receive(): Promise<DequeuedMessageItem[]> {
    try {
      const numberOfMessages = settings.batchSize;
      const answer = await queue.receiveMessages({ numberOfMessages, visibilityTimeout: hiddenSeconds });
      return answer.receivedMessageItems;
    } catch (error) {
      if (!signal.aborted && statusOf(error) !== 404)
        logger.log(
          'warning',
          'Host.Queues',
          `The queue "${queueName}" could not be read: ${errorText(error)}`,
        );
      return [];
    }
  }

  async function workOn(message: DequeuedMessageItem): Promise<void> {
    const held = hold(queue, message);
    try {
      if (message.dequeueCount > settings.maxDequeueCount) await bury(message, held.receipt());
      else if (await succeeds(message)) await queue.deleteMessage(message.messageId, held.receipt());
      else if (message.dequeueCount >= settings.maxDequeueCount) await bury(message, held.receipt());
      else
        await queue.updateMessage(
          message.messageId,
          held.receipt(),
          message.messageText,
          settings.visibilityTimeoutSeconds,
        );
    } catch (error) {
      // Another host took it over, or the queue is away: the message comes again when it is no longer hidden.
      logger.log(
        'warning',
        'Host.Queues',
        `A message of "${queueName}" was not settled: ${errorText(error)}`,
      );
    } finally {
      held.release();
    }
  }

  async function succeeds(message: DequeuedMessageItem): Promise<boolean> {
    const text = settings.base64
      ? Buffer.from(message.messageText, 'base64').toString('utf8')
      : message.messageText;
    const invocationId = randomUUID();
    const inputData = [{ name: triggerName(fn), data: inputOf(text) }];
    try {
      await options.invocations.run(fn.registered, {
        invocationId,
        inputData,
        triggerMetadata: metadataOf(message, text),
      });
      return true;
    } catch (error) {
      const said = `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`;
      logger.log('error', `Function.${fn.name}`, said, { invocationId });
      return false;
    }
  }

  async function bury(message: DequeuedMessageItem, receipt: string): Promise<void> {
    logger.log(
      'warning',
      'Host.Queues',
      `Message has reached MaxDequeueCount of ${settings.maxDequeueCount}. Moving message to queue '${poison.name}'.`,
    );
    await poison.createIfNotExists();
    await poison.sendMessage(message.messageText);
    await queue.deleteMessage(message.messageId, receipt);
  }

  return {
    start() {
      loop = poll();
    },
    async stop(limitMs) {
      stopping.abort();
      await Promise.race([Promise.allSettled([loop, ...working]), sleep(limitMs, undefined, { ref: false })]);
    },
  };
}

/** Keeps a message hidden while it is worked on; each renewal gives another receipt. */
function hold(queue: QueueClient, { messageId, popReceipt, messageText }: DequeuedMessageItem) {
  let receipt = popReceipt;
  const timer = setInterval(() => {
    queue.updateMessage(messageId, receipt, messageText, hiddenSeconds).then(
      answer => {
        receipt = answer.popReceipt ?? receipt;
      },
      () => undefined,
    );
  }, renewEveryMs);
  timer.unref();
  return { receipt: () => receipt, release: () => clearInterval(timer) };
}

/** The host hands over JSON as JSON, and anything else as text. */
function inputOf(text: string): TypedData {
  try {
    JSON.parse(text);
    return { json: text };
  } catch {
    return { string: text };
  }
}

function metadataOf(message: DequeuedMessageItem, text: string): Record<string, TypedData> {
  return {
    QueueTrigger: { string: text },
    DequeueCount: { json: String(message.dequeueCount) },
    ExpirationTime: { json: JSON.stringify(message.expiresOn) },
    Id: { string: message.messageId },
    InsertionTime: { json: JSON.stringify(message.insertedOn) },
    NextVisibleTime: { json: JSON.stringify(message.nextVisibleOn) },
    PopReceipt: { string: message.popReceipt },
  };
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | null)?.statusCode;
}
