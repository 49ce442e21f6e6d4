// What is said of a replay, and of what one would do.

import type { JsonObject } from '../json.ts';
import { replayStates } from '../replay/replay.ts';
import { closed } from './parts.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer', minimum: 0 };
const time = { type: 'string', format: 'date-time' };
const counts = {
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'what was done so far, by name',
};
const state = { type: 'string', enum: [...replayStates] };

const properties = {
  id: { type: 'string', pattern: '^[0-9a-f]{24}$' },
  type: { ...text, description: 'what was asked for' },
  data: { description: 'as it was asked for' },
  asked: { ...text, description: 'by whom: `http`, or the source and id of an event' },
  requestedAt: time,
  updatedAt: time,
  state,
  phase: { ...text, description: 'what it is at' },
  counts,
  findings: { type: 'array', items: text, description: 'single things that it found, the first of them' },
  steps: { ...count, description: 'that went through' },
  failures: { ...count, description: 'tries of the present step that failed' },
  error: { ...textOrNull, description: 'why it was refused or failed, or what went wrong last' },
  working: { type: 'boolean', description: 'whether a worker is at it' },
};

export const replaySchema = { type: 'object', properties, required: Object.keys(properties) };

const kinds = ['redrive', 'compare', 'refine', 'rebuild', 'backfill'];

export const replaySchemas: JsonObject = {
  Replay: replaySchema,
  ReplayPreview: closed({
    type: text,
    kind: { type: 'string', enum: kinds },
    amount: closed({
      of: { type: 'string', enum: ['events', 'bytes', 'rows'] },
      count,
      exact: { type: 'boolean', description: 'else it is at most so many' },
    }),
    byReason: {
      type: ['object', 'null'],
      additionalProperties: count,
      description: 'of a redrive: the events by why they are quarantined',
    },
    steps: { ...count, description: 'about how many it takes' },
    effects: { type: 'array', items: text, description: 'what it would do, in words' },
  }),
};
