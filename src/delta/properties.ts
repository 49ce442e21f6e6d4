// The table's properties: how long things are kept, and how often the log is checkpointed.

import type { Metadata } from './actions.ts';
import { DeltaError } from './errors.ts';

const unitMs: Record<string, number> = {
  microsecond: 0.001,
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/** `interval 30 days`, or `1 day 12 hours`, in milliseconds. Throws on what is not an interval of weeks or less. */
export function parseInterval(text: string): number {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^interval\s+/, '')
    .split(/\s+/);
  let ms = 0;
  for (let i = 0; i < words.length; i += 2) {
    const unit = unitMs[words[i + 1]?.replace(/s$/, '') ?? ''];
    if (!/^\d+$/.test(words[i] ?? '') || unit === undefined)
      throw new DeltaError('unsupported', `"${text}" is not an interval such as "interval 7 days"`);
    ms += Number(words[i]) * unit;
  }
  return ms;
}

const property = (name: string, otherwise: string) => (metadata: Metadata) =>
  parseInterval(metadata.configuration[name] ?? otherwise);

export const logRetentionMs = property('delta.logRetentionDuration', 'interval 30 days');
export const deletedFileRetentionMs = property('delta.deletedFileRetentionDuration', 'interval 1 week');

/** A checkpoint is written after every so many commits. */
export function checkpointInterval({ configuration }: Metadata): number {
  const interval = Number(configuration['delta.checkpointInterval'] ?? 10);
  return Number.isInteger(interval) && interval > 0 ? interval : 10;
}
