// Events that a replay publishes again: a new coordinate for each, with what it was and where it comes from.

import { originProperty, replayProperty } from '../events/origin.ts';
import type { JsonObject } from '../json.ts';

export type PublishedEvent = {
  /** A key goes to the partition that the source's events with it went to. */
  to: { partitionKey: string } | { partitionId: string };
  contentType: string | null;
  properties: Record<string, string | number | boolean>;
  body: Uint8Array;
};

/** Resolves when the hub has them all, but for those that are larger than it takes. */
export type PublishEvents = (
  hub: string,
  events: readonly PublishedEvent[],
) => Promise<{ tooLarge: readonly PublishedEvent[] }>;

/**
 * The properties of the first publication, with its origin and a time of its own: what an event waited in quarantine is no
 * latency of the platform.
 */
export function replayedProperties(
  original: JsonObject,
  { replay, origin, nowMs }: { replay: string; origin: string; nowMs: number },
): PublishedEvent['properties'] {
  const plain = Object.entries(original).filter(
    (entry): entry is [string, string | number | boolean] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
  );
  return {
    ...Object.fromEntries(plain),
    'produced-at': new Date(nowMs).toISOString(),
    [originProperty]: origin,
    [replayProperty]: replay,
  };
}
