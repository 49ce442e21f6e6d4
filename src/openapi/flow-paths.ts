// GET /flow and GET /flow/history.

import { historyLimits, historySteps } from '../flow/history.ts';
import type { JsonObject } from '../json.ts';
import { answerOf, closed, operation, ref } from './parts.ts';

export function flowPaths(): JsonObject {
  return {
    '/flow': {
      get: operation({
        operationId: 'flow',
        summary: 'What comes in, where it is, how fast, and what is wrong: about a second old',
        tags: ['console'],
        access: 'analyst',
        answers: { 200: answerOf('The flow', ref('Flow')) },
        problems: [503],
      }),
    },
    '/flow/history': {
      get: operation({
        operationId: 'flowHistory',
        summary: 'The flow over time: an hour by ten seconds, up to a day by minutes',
        tags: ['console'],
        access: 'analyst',
        parameters: [minutes],
        answers: { 200: answerOf('Points in order of time', ref('FlowHistory')) },
        problems: [400, 503],
      }),
    },
  };
}

const minutes: JsonObject = {
  name: 'minutes',
  in: 'query',
  description: `How far back; more than ${historyLimits.fineMinutes} are told by the minute`,
  schema: {
    type: 'integer',
    minimum: 1,
    maximum: historyLimits.maxMinutes,
    default: historyLimits.defaultMinutes,
  },
};

const text = { type: 'string' };
const whole = { type: 'integer' };
const amount = { type: 'number', minimum: 0 };
const count = { type: 'integer', minimum: 0 };
const time = { type: 'string', format: 'date-time' };
const state = {
  type: 'string',
  enum: ['ok', 'attention', 'trouble'],
  description: 'the worst of its findings',
};
const milliseconds = { type: ['number', 'null'], description: 'ms, exact to 4%; null without events' };

const percentiles = { p50: milliseconds, p99: milliseconds, p999: milliseconds };

const sourcePoint = {
  receivedPerSecond: amount,
  silverPerSecond: amount,
  quarantinedPerSecond: amount,
  refineLagEvents: amount,
};

export const flowSchemas: JsonObject = {
  FlowState: state,
  Flow: closed({
    asOf: time,
    state: ref('FlowState'),
    findings: { type: 'array', items: ref('Finding'), description: 'worst first' },
    sources: { type: 'array', items: ref('FlowSource') },
    gold: closed({
      models: { type: 'array', items: closed({ name: text, foldsPerSecond: amount }) },
    }),
    latencyMs: {
      ...closed({ ...percentiles, events: count }),
      description:
        'from the moment a source made an event until gold answers with it, of the last ten seconds',
    },
    ledger: closed({
      state: ref('LedgerState'),
      differences: { ...count, description: 'coordinates that do not add up' },
    }),
  }),
  Finding: closed(
    {
      severity: { type: 'string', enum: ['attention', 'trouble'] },
      title: text,
      detail: { ...text, description: 'what, where, and what to do' },
      source: { ...text, description: 'the source that it is of; none when it is of several' },
      link: { ...text, description: "the console's page that leads to the cause" },
      runbook: { ...text, description: 'file of the repository that says what to do' },
    },
    ['source'],
  ),
  FlowSource: closed({
    name: text,
    kind: { type: 'string', enum: ['cdc', 'producer'] },
    partitions: count,
    state: ref('FlowState'),
    totals: ref('FlowTotals'),
    perSecond: ref('FlowRates'),
    lag: ref('FlowLag'),
  }),
  FlowTotals: {
    ...closed({
      received: whole,
      bronze: whole,
      silver: count,
      quarantined: count,
      duplicates: count,
      redriven: count,
      lost: count,
      silverLost: count,
    }),
    description: 'received as of now, the others as the ledger has committed them, some ten seconds ago',
  },
  FlowRates: {
    ...closed({
      received: amount,
      bronze: amount,
      silver: amount,
      quarantined: amount,
      duplicates: amount,
      failures: { ...amount, description: 'batches that failed and are tried again' },
    }),
    description: 'a second, over the last five',
  },
  FlowLag: closed({
    bronzeEvents: count,
    refineEvents: count,
    oldestSeconds: { ...amount, description: 'how long the oldest event waits that has no outcome' },
  }),
  FlowHistory: closed({
    stepSeconds: { type: 'integer', minimum: historySteps.fine },
    points: {
      type: 'array',
      // A step that has just begun may be one more.
      maxItems: historyLimits.maxPoints + 1,
      items: closed({
        at: time,
        ...sourcePoint,
        ...percentiles,
        bySource: {
          type: 'object',
          additionalProperties: closed(sourcePoint),
          description: 'sources with nothing to tell are left out',
        },
      }),
    },
  }),
};
