// GET /gold/{model}/changes, for each model: a stream of server-sent events, described event by event.

import type { Model } from '../gold/model.ts';
import type { JsonObject } from '../json.ts';
import { closingReasons } from '../live/events.ts';
import { goldLimits } from '../serving/gold-request.ts';
import { keyParameters, rowSchema, windowParameters } from './gold-paths.ts';
import { closed, operation, ref } from './parts.ts';
import { valueSchema } from './value-schema.ts';

export function livePaths(models: readonly Model[]): JsonObject {
  return Object.fromEntries(
    models.map(model => [`/gold/${model.name}/changes`, { get: liveOperation(model) }] as const),
  );
}

function liveOperation(model: Model): JsonObject {
  return operation({
    operationId: `gold_${model.name}_changes`,
    summary: `Live: ${model.description}`,
    tags: ['gold'],
    access: 'query',
    parameters: [...keyParameters(model), ...windowParameters(model), lastEventId],
    answers: {
      200: {
        description: [
          'Server-sent events without an end: `rows` first, then `change` whenever the answer changes, `heartbeat` every',
          '15 seconds, and `closing` before the server ends the stream, as it does within five minutes. The schema is that of',
          `one event, with its \`data\` parsed as JSON. An answer has at most ${goldLimits.maxRows} rows. Connect again with the`,
          '`id` of the last event as Last-Event-ID: the first event is then a `change` with what was missed, which may be',
          'nothing, or `rows` when nobody can say what was.',
        ].join(' '),
        content: { 'text/event-stream': { schema: { oneOf: eventSchemas(model) } } },
      },
    },
    problems: [400, 404, 503],
  });
}

const lastEventId: JsonObject = {
  name: 'last-event-id',
  in: 'header',
  description: 'The id of the last event that was received: only what changed since then is sent',
  schema: { type: 'string', maxLength: 4_096 },
};

function eventSchemas(model: Model): JsonObject[] {
  const about = {
    model: { const: model.name },
    version: { type: 'integer' },
    from: {
      type: ['string', 'null'],
      format: 'date-time',
      description:
        'rows of windows that start before it are no longer in the answer; null: there is no such limit',
    },
    freshness: ref('Freshness'),
    watermark: ref('Watermark'),
  };
  const rows = { type: 'array', items: rowSchema(model) };
  const identity = identityOf(model);
  return [
    event(
      'rows',
      'All rows there are: they replace what the client has',
      closed({
        ...about,
        identity: {
          const: Object.keys(identity),
          description: 'columns by which `change` says which rows it is about',
        },
        rows,
      }),
    ),
    event(
      'change',
      'What became of some rows: `rows` replace those of the same identity or are new, `removed` are gone',
      closed({ ...about, rows, removed: { type: 'array', items: closed(identity) } }),
    ),
    event(
      'heartbeat',
      'Nothing changed up to here',
      closed({ at: { type: 'string', format: 'date-time', description: 'the time of the server' } }),
    ),
    event(
      'closing',
      'The server ends the stream',
      closed({
        reason: { enum: Object.keys(closingReasons) },
        detail: { type: 'string', description: 'what happened and what to do' },
        retryAfterMs: {
          type: ['integer', 'null'],
          minimum: 0,
          description: 'connect again after this long; null: the same request would end the same way',
        },
      }),
      { withId: false },
    ),
  ];
}

/** Its key, and the start of its window if it shows one. */
function identityOf({ plan, window, trailing }: Model): JsonObject {
  const key = plan.key.map(({ name, type }) => [name, valueSchema(type)] as const);
  const start = window && !trailing ? [[window.name, { type: 'string', format: 'date-time' }] as const] : [];
  return Object.fromEntries([...key, ...start]);
}

function event(name: string, description: string, data: JsonObject, { withId = true } = {}): JsonObject {
  const fields: JsonObject = { event: { const: name }, data };
  if (withId) fields.id = { type: 'string', description: 'for Last-Event-ID' };
  return { ...closed(fields), description };
}
