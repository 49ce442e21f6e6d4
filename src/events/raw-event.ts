// An event as the hub delivered it: nothing decoded yet, nothing lost.

import type { JsonObject } from '../json.ts';
import type { Lane, SequenceRange } from './coordinate.ts';

export type RawEvent = {
  sequenceNumber: number;
  offset: string;
  enqueuedTimeMs: number;
  partitionKey: string | null;
  contentType: string | null;
  /** Application properties, as the producer set them. */
  properties: JsonObject;
  systemProperties: JsonObject;
  body: Uint8Array;
};

/** Events of one lane, in order; never empty. */
export type EventBatch = Lane & { events: [RawEvent, ...RawEvent[]] };

export function batchRange({ events }: EventBatch): SequenceRange {
  return { first: events[0].sequenceNumber, last: (events.at(-1) ?? events[0]).sequenceNumber };
}

/** The moment the source made the event, epoch ms: its `produced-at` property, else when the broker took it. */
export function producedTimeMs(event: RawEvent): number {
  const stamped = event.properties['produced-at'];
  const parsed = typeof stamped === 'string' ? Date.parse(stamped) : Number.NaN;
  return Number.isNaN(parsed) ? event.enqueuedTimeMs : parsed;
}
