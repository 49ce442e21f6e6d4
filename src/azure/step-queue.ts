// Steps of replays as messages of a storage queue, in Base64 as the Functions host reads them.

import type { QueueClient } from '@azure/storage-queue';
import type { StepQueue } from '../replay/replay.ts';
import { hasStatus } from './has-status.ts';
import { inTime } from './in-time.ts';

/** A queue hides a message for seven days at most. */
const maxDelaySeconds = 7 * 86_400 - 1;

export function createStepQueue(queue: QueueClient): StepQueue {
  return {
    send: async (replay, delaySeconds) => {
      const text = Buffer.from(JSON.stringify({ replay })).toString('base64');
      await queue.sendMessage(text, {
        visibilityTimeout: Math.min(delaySeconds, maxDelaySeconds),
        ...inTime(),
      });
    },
  };
}

/** How many messages of this queue's poison queue there are, about; 0 as long as it was never needed. */
export function createPoisonedCount(poison: QueueClient): () => Promise<number> {
  return async () => {
    try {
      return (await poison.getProperties(inTime())).approximateMessagesCount ?? 0;
    } catch (error) {
      if (hasStatus(error, 404)) return 0;
      throw error;
    }
  };
}
