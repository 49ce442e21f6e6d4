// /ledger, /ledger/{source}/gaps, /replays, /health and /metrics.

import type { JsonObject } from '../json.ts';
import { replayStates } from '../replay/replay.ts';
import { replayShapes } from '../replay/request.ts';
import { sourceParameter } from './console-paths.ts';
import { answerOf, closed, jsonContent, operation, ref } from './parts.ts';

export function operatorPaths(sources: readonly string[]): JsonObject {
  return {
    '/ledger': {
      get: operation({
        operationId: 'ledger',
        summary: 'Every partition: what was received, what became of it, and whether it adds up',
        tags: ['operations'],
        access: 'operator',
        answers: { 200: answerOf('The ledger', ref('Ledger')) },
        problems: [503],
      }),
    },
    '/ledger/{source}/gaps': {
      get: operation({
        operationId: 'ledgerGaps',
        summary: 'The coordinates of a source that do not add up',
        tags: ['operations'],
        access: 'operator',
        parameters: [sourceParameter(sources)],
        answers: {
          200: answerOf(
            'Each partition, by a fresh look at what has landed',
            closed({
              source: { type: 'string' },
              state: ref('LedgerState'),
              partitions: { type: 'array', items: ref('Reconciled') },
            }),
          ),
        },
        problems: [404, 503],
      }),
    },
    '/replays': { get: listReplays, post: startReplay },
    '/replays/preview': { post: previewReplay },
    '/replays/{id}': {
      get: oneReplay('replay', 'One replay'),
      delete: oneReplay('cancelReplay', 'Cancels it'),
    },
    '/health': { get: health },
    '/metrics': { get: metrics },
  };
}

const replay = ref('Replay');

const listReplays = operation({
  operationId: 'listReplays',
  summary: 'The newest replays, also those that were refused',
  tags: ['operations'],
  access: 'operator',
  parameters: [
    {
      name: 'state',
      in: 'query',
      description: 'Only those',
      schema: { type: 'string', enum: [...replayStates] },
    },
  ],
  answers: {
    200: answerOf('The replays', closed({ replays: { type: 'array', items: replay } })),
  },
  problems: [400, 503],
});

const replayRequests = Object.entries(replayShapes).map(([type, data]) =>
  closed(
    {
      type: { const: type },
      data,
      id: {
        type: 'string',
        pattern: '^[\\x21-\\x7e]{1,200}$',
        description: 'the same id is the same replay',
      },
    },
    ['id'],
  ),
);

const startReplay = operation({
  operationId: 'startReplay',
  summary: 'Asks for a replay; the same one twice is one',
  tags: ['operations'],
  access: 'operator',
  requestBody: { required: true, content: jsonContent({ oneOf: replayRequests }) },
  answers: {
    200: answerOf('It was asked for before', replay),
    202: answerOf('It will be done', replay),
  },
  problems: [400, 413, 503],
});

const previewReplay = operation({
  operationId: 'previewReplay',
  summary: 'What a request for a replay would do; nothing is done',
  tags: ['operations'],
  access: 'operator',
  requestBody: { required: true, content: jsonContent({ oneOf: replayRequests }) },
  answers: { 200: answerOf('What it would do', ref('ReplayPreview')) },
  problems: [400, 413, 503],
});

const oneReplay = (operationId: string, summary: string): JsonObject =>
  operation({
    operationId,
    summary,
    tags: ['operations'],
    access: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The id of a replay',
        schema: { type: 'string', pattern: '^[0-9a-f]{24}$' },
      },
    ],
    answers: { 200: answerOf('The replay', replay) },
    problems: [404, 409, 503],
  });

const health = operation({
  operationId: 'health',
  summary: 'Which services answer, and how fast',
  tags: ['operations'],
  access: 'open',
  answers: { 200: answerOf('All answer', ref('Health')), 503: answerOf('One does not', ref('Health')) },
  problems: [],
});

const metrics = operation({
  operationId: 'metrics',
  summary: "This instance's counters and latencies, for Prometheus",
  tags: ['operations'],
  access: 'operator',
  answers: {
    200: { description: 'Samples', content: { 'text/plain': { schema: { type: 'string' } } } },
  },
  problems: [],
});
