// A lake for the tests of a file, and the lanes of a shop that are appended to it.

import { afterEach, beforeEach } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { AdmittedLane } from '../../src/ledger/commit.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { noonMs, openTestLake, segment, source } from './lake.ts';

export const catalog = {
  sources: [source('cloudevents', { id: { type: 'integer' }, at: { type: 'string', format: 'date-time' } })],
};

export const at = { enqueuedTimeMs: noonMs };
export const event = (row: JsonObject, before?: JsonObject) => ({
  type: 'sale',
  table: 'shop_sale',
  identity: 'i',
  eventTimeMs: noonMs - 1_000,
  warnings: [],
  rows: [
    ...(before ? [{ weight: -1 as const, row: before, eventTimeMs: noonMs }] : []),
    { weight: 1 as const, row, eventTimeMs: noonMs },
  ],
});

/** A new lake for each test. To be called once in a test file. */
export function appendedLake() {
  let lake: ReturnType<typeof openTestLake>;
  beforeEach(() => {
    lake = openTestLake();
  });
  afterEach(() => lake.close());

  function silverLane(outcomes: Outcome[], through = -1): AdmittedLane {
    const last = outcomes.at(-1)?.sequenceNumber ?? 0;
    const file = lake.land('silver', '0', outcomes[0]?.sequenceNumber ?? 0, last, segment('0', outcomes));
    return { hub: 'shop', partitionId: '0', through, admitted: [{ file, first: through + 1, last }] };
  }

  return { lake: () => lake, silverLane };
}
