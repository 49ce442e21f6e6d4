// GET /sources/{source}, its quarantine, /models/{model} and /tables: what the console shows beside the flow.

import type { Model } from '../gold/model.ts';
import type { JsonObject } from '../json.ts';
import { maxBodyBytes } from '../quarantine/body-sample.ts';
import { placePattern } from '../quarantine/place.ts';
import { quarantineLimits } from '../quarantine/sample.ts';
import { answerOf, closed, operation, ref } from './parts.ts';
import { replaySchema } from './replay-schemas.ts';
import { goldModelFields } from './schemas.ts';

export function consolePaths(models: readonly Model[], sources: readonly string[]): JsonObject {
  return {
    '/sources/{source}': {
      get: operation({
        operationId: 'source',
        summary: 'A source: its partitions and lag, expectations with their pass rates, and schemas',
        tags: ['console'],
        access: 'analyst',
        parameters: [sourceParameter(sources)],
        answers: { 200: answerOf('The source', ref('Source')) },
        problems: [404, 503],
      }),
    },
    '/sources/{source}/quarantine': {
      get: operation({
        operationId: 'quarantine',
        summary: 'A sample of what lies in quarantine, newest first: seconds after it was refused',
        tags: ['console'],
        access: 'analyst',
        parameters: [sourceParameter(sources), limit, before],
        answers: { 200: answerOf('The sample', ref('QuarantineSample')) },
        problems: [400, 404, 413, 503],
      }),
    },
    '/models/{model}': {
      get: operation({
        operationId: 'model',
        summary:
          "A gold model: its query, lineage down to the fields of events, versions, and its last rebuild's audit",
        tags: ['console'],
        access: 'query',
        parameters: [
          {
            name: 'model',
            in: 'path',
            required: true,
            description: 'A gold model',
            schema: { type: 'string', enum: models.map(({ name }) => name) },
          },
        ],
        answers: { 200: answerOf('The model', ref('ModelDetails')) },
        problems: [404, 503],
      }),
    },
    '/tables': {
      get: operation({
        operationId: 'tables',
        summary: "How large the lake's tables are, and how well kept",
        tags: ['console'],
        access: 'analyst',
        answers: {
          200: answerOf('The tables', closed({ tables: { type: 'array', items: ref('TableSize') } })),
        },
        problems: [503],
      }),
    },
  };
}

export const sourceParameter = (sources: readonly string[]): JsonObject => ({
  name: 'source',
  in: 'path',
  required: true,
  description: 'A source of the catalog',
  schema: { type: 'string', enum: [...sources] },
});

const limit: JsonObject = {
  name: 'limit',
  in: 'query',
  description: 'Events of one answer',
  schema: {
    type: 'integer',
    minimum: 1,
    maximum: quarantineLimits.maxEvents,
    default: quarantineLimits.defaultEvents,
  },
};

const before: JsonObject = {
  name: 'before',
  in: 'query',
  description: 'Where an earlier answer left off: its `next`',
  schema: { type: 'string', pattern: placePattern.source },
};

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer', minimum: 0 };
const whole = { type: 'integer' };
const amount = { type: 'number', minimum: 0 };
const time = { type: 'string', format: 'date-time' };
const timeOrNull = { type: ['string', 'null'], format: 'date-time' };
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });

const held = {
  evaluated: count,
  failed: count,
  passRate: { type: ['number', 'null'], description: 'null where nothing was looked at' },
};

const groupLag = closed({ through: whole, events: count, oldestSeconds: amount });

export const consoleSchemas: JsonObject = {
  Source: closed({
    asOf: time,
    name: text,
    title: text,
    description: text,
    owner: text,
    hub: text,
    kind: { type: 'string', enum: ['cdc', 'producer'] },
    formats: list(text),
    state: ref('FlowState'),
    findings: list(ref('Finding')),
    totals: ref('FlowTotals'),
    perSecond: ref('FlowRates'),
    lag: ref('FlowLag'),
    partitions: list(ref('SourcePartition')),
    expectations: list(ref('Expectation')),
    types: list(ref('SourceType')),
  }),
  SourcePartition: closed({
    partitionId: text,
    begin: { ...whole, description: 'the first sequence number that the hub still has' },
    last: { ...whole, description: 'the last; −1 when there never was one' },
    totals: ref('FlowTotals'),
    ledger: ref('LedgerState'),
    lag: closed({ bronze: groupLag, refine: groupLag }),
    troubles: {
      ...list(
        closed({
          group: { type: 'string', enum: ['bronze', 'refine'] },
          since: time,
          tries: count,
          message: text,
        }),
      ),
      description: 'what fails and is tried again',
    },
  }),
  Expectation: closed({
    type: text,
    table: text,
    name: text,
    action: { type: 'string', enum: ['warn', 'drop', 'fail'] },
    expect: { description: 'the expression, as the catalog has it' },
    now: { ...closed(held), description: 'of the last ten seconds' },
    hour: { ...closed(held), description: 'of the last hour' },
    overTime: {
      ...list(closed({ at: time, ...held })),
      description: 'of the last hour by the minute; minutes in which it was not looked at are left out',
    },
  }),
  SourceType: closed({
    name: text,
    table: text,
    description: text,
    key: list(text),
    time: { ...text, description: 'JSON pointer to the time of an event' },
    identity: { ...textOrNull, description: "JSON pointer to an event's identity, where no envelope has it" },
    versions: {
      ...list(
        closed({
          version: { type: ['integer', 'null'] },
          present: { type: 'boolean' },
          schema: { type: 'object', description: 'JSON Schema' },
        }),
      ),
      description: 'newest first: the present one, and those of which events are still taken',
    },
  }),
  QuarantineSample: closed({
    source: text,
    events: { ...list(ref('QuarantinedEvent')), maxItems: quarantineLimits.maxEvents },
    next: { ...textOrNull, description: '`before` for the events after these; null when there are none' },
  }),
  QuarantinedEvent: closed({
    partitionId: text,
    sequenceNumber: count,
    enqueuedAt: time,
    reason: text,
    detail: text,
    pointer: { ...text, description: 'RFC 6901, into the decoded body; empty for the whole of it' },
    body: closed({
      encoding: { type: 'string', enum: ['utf8', 'base64'] },
      content: { ...text, description: `of the first ${maxBodyBytes} bytes` },
      bytes: { ...count, description: 'of the whole body' },
      truncated: { type: 'boolean' },
    }),
    committed: { type: 'boolean', description: 'whether the table has it, so that SQL finds it' },
  }),
  ModelDetails: {
    ...closed({
      ...goldModelFields,
      sql: text,
      over: { ...textOrNull, description: 'the model whose rows it shows' },
      lookups: list(text),
      lineage: closed({
        tables: list(text),
        columns: {
          type: 'object',
          additionalProperties: list(ref('FieldOrigin')),
          description: 'by column; one that counts rows is made of no column',
        },
      }),
      versions: list(
        closed({
          version: whole,
          state: { type: 'string', enum: ['answers', 'is being built', 'was before'] },
        }),
      ),
      rebuild: {
        oneOf: [
          closed({
            id: text,
            state: replaySchema.properties.state,
            phase: text,
            counts: replaySchema.properties.counts,
            requestedAt: time,
            updatedAt: time,
            error: textOrNull,
          }),
          { type: 'null' },
        ],
        description: 'the last one that was asked for',
      },
      audit: {
        oneOf: [
          closed({ at: time, version: whole, groupsCompared: count, differences: count }),
          { type: 'null' },
        ],
        description: 'of the last rebuild that is done: without differences, or it would not answer',
      },
    }),
  },
  FieldOrigin: closed({
    table: text,
    column: { ...text, description: 'or a part of it: `lines[].sku`' },
    source: text,
    type: { ...text, description: "the event's type" },
    field: { ...textOrNull, description: "of the event's data; null for what the platform adds" },
    description: textOrNull,
  }),
  TableSize: closed(
    {
      name: text,
      version: { type: ['integer', 'null'], description: 'null before the first commit' },
      files: count,
      bytes: count,
      rows: count,
      smallFiles: { ...count, description: 'those that compaction may still join' },
      lastCommit: timeOrNull,
      lastCompaction: { ...timeOrNull, description: 'null when there was none lately' },
      waitingForVacuum: { ...count, description: 'replaced files that are still kept' },
      partitionColumns: list(text),
      error: { ...text, description: 'why nothing more is known of it' },
    },
    ['error'],
  ),
};
