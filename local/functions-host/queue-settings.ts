// host.json `extensions.queues`, with the real extension's names, defaults and limits.
// Source: Microsoft Learn, "Azure Queue storage trigger and bindings", host.json settings.
import type { HostConfig } from './host-json.ts';

export interface QueueSettings {
  /** Messages taken at once. */
  batchSize: number;
  /** The next batch is asked for when no more than this many are being worked on. */
  newBatchThreshold: number;
  /** After so many tries a message goes to the poison queue. */
  maxDequeueCount: number;
  /** How long a message stays hidden after a failed try. */
  visibilityTimeoutSeconds: number;
  maxPollingMs: number;
  /** Else messages are plain text. */
  base64: boolean;
}

/** Throws with the name of a value that is wrong. */
export function queueSettings(config: HostConfig): QueueSettings {
  const at = (name: string) => `extensions.queues.${name}`;
  const batchSize = config.number(at('batchSize'), 16);
  if (batchSize > 32) throw new Error(`host.json ${at('batchSize')}: at most 32, not ${batchSize}`);
  const maxPollingMs = config.span(at('maxPollingInterval'), '00:01:00');
  if (maxPollingMs < 100) throw new Error(`host.json ${at('maxPollingInterval')}: at least 00:00:00.100`);
  const encoding = config.text(at('messageEncoding'), 'base64').toLowerCase();
  if (encoding !== 'base64' && encoding !== 'none')
    throw new Error(`host.json ${at('messageEncoding')}: base64 or none, not "${encoding}"`);
  return {
    batchSize,
    // Half a batch; on plans with dedicated cores the real default is that for each core.
    newBatchThreshold: config.number(at('newBatchThreshold'), Math.floor(batchSize / 2), 0),
    maxDequeueCount: config.number(at('maxDequeueCount'), 5),
    visibilityTimeoutSeconds: Math.round(config.span(at('visibilityTimeout'), '00:00:00') / 1000),
    maxPollingMs,
    base64: encoding === 'base64',
  };
}
