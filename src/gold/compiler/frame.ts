// What a model's expressions read: one row of an event, and the elements of lists that were unnested on the way.

import type { JsonObject } from '../../json.ts';

export type Frame = {
  row: JsonObject;
  /** When the row happened, and when the broker received its event; epoch ms. */
  eventTimeMs: number;
  enqueuedTimeMs: number;
  identity: string;
  /** One for each UNNEST so far, in their order: JSON of the event, or a value that was computed. */
  elements: unknown[];
};
