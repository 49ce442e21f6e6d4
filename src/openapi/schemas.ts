// The schemas that paths share.

import type { JsonObject } from '../json.ts';
import { gapsPerLane } from '../landing/coverage.ts';
import { closed } from './parts.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer', minimum: 0 };
const texts = { type: 'array', items: text };

const ledgerCounts = {
  received: count,
  bronze: count,
  silver: count,
  quarantined: count,
  duplicates: count,
  redriven: count,
  lost: { ...count, description: 'bronze will never have them: the hub let them go before they had landed' },
  silverLost: { ...count, description: 'of the lost, those that have no outcome either' },
};

const goldColumn = closed({ name: text, type: text, description: textOrNull });
const tableColumn = closed({ name: text, type: text, comment: textOrNull });

export const goldModelFields: JsonObject = {
  name: text,
  version: { type: 'integer' },
  description: text,
  key: { type: 'array', items: goldColumn },
  columns: { type: 'array', items: goldColumn },
  window: { ...textOrNull, description: 'the column that says which window it is' },
  grain: { ...textOrNull, description: 'from the start of one window to that of the next' },
  size: { ...textOrNull, description: 'how long a window is: longer than the grain when windows overlap' },
  retention: textOrNull,
  trailing: { type: ['array', 'null'], items: text },
  url: text,
};

export const sharedSchemas: JsonObject = {
  Problem: {
    description: 'RFC 9457: what is wrong, where, and what to do',
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      parameter: { ...text, description: 'the parameter or field that is wrong' },
    },
    required: ['type', 'title', 'status', 'detail'],
  },
  Freshness: closed({ foldedAt: { ...textOrNull, description: 'when the newest of it was folded' } }),
  Watermark: {
    description: 'by hub and partition, the sequence number of the last event that is in it',
    type: 'object',
    additionalProperties: { type: 'integer' },
  },
  GoldModel: closed(goldModelFields),
  Table: closed(
    {
      name: text,
      description: textOrNull,
      version: { type: ['integer', 'null'] },
      partitionColumns: texts,
      columns: { type: 'array', items: tableColumn },
      error: { ...text, description: 'why nothing more is known of it' },
    },
    ['error'],
  ),
  LedgerState: { enum: ['adds up', 'behind', 'does not add up'] },
  Ledger: closed({
    state: { $ref: '#/components/schemas/LedgerState' },
    total: closed(ledgerCounts),
    partitions: {
      type: 'array',
      items: closed({
        hub: text,
        partitionId: text,
        ...ledgerCounts,
        state: { $ref: '#/components/schemas/LedgerState' },
      }),
    },
  }),
  Reconciled: closed({
    hub: text,
    partitionId: text,
    state: { $ref: '#/components/schemas/LedgerState' },
    last: { type: 'integer', description: "the hub's last sequence number" },
    lag: closed({ bronze: count, silver: count }),
    difference: { type: 'integer', description: 'outcomes less the coordinates that they are of' },
    gaps: {
      type: 'array',
      maxItems: gapsPerLane,
      items: closed({
        tier: { type: 'string', enum: ['bronze', 'silver'] },
        first: count,
        last: count,
        reason: { type: 'string', enum: ['not landed', 'no longer in the hub', 'outcomes differ'] },
      }),
    },
    lost: {
      type: 'array',
      description: 'what bronze will never have; nothing waits for it any more',
      items: closed({
        first: count,
        last: count,
        events: { ...count, description: 'fewer than the range is long where ranges were joined' },
        at: { ...text, format: 'date-time', description: 'when it was found to be lost' },
      }),
    },
  }),
  Health: closed({
    status: { enum: ['up', 'down'] },
    checks: {
      type: 'object',
      additionalProperties: closed({ status: { enum: ['up', 'down'] }, ms: count, error: text }, ['error']),
    },
  }),
};
