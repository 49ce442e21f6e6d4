// GET /gold, and GET /gold/{model} as a path for each model, with its own parameters and columns.

import type { Model } from '../gold/model.ts';
import { isHopping } from '../gold/panes.ts';
import { formatWidth } from '../gold/width.ts';
import type { JsonObject } from '../json.ts';
import { goldLimits } from '../serving/gold-request.ts';
import { answerOf, closed, operation, ref } from './parts.ts';
import { valueSchema } from './value-schema.ts';

export function goldPaths(models: readonly Model[]): JsonObject {
  const list = operation({
    operationId: 'listGoldModels',
    summary: 'The gold models: their keys, columns and windows',
    tags: ['gold'],
    access: 'query',
    answers: { 200: answerOf('The models', closed({ models: { type: 'array', items: ref('GoldModel') } })) },
    problems: [503],
  });
  const each = models.map(model => [`/gold/${model.name}`, { get: goldOperation(model) }] as const);
  return { '/gold': { get: list }, ...Object.fromEntries(each) };
}

function goldOperation(model: Model): JsonObject {
  const page = answerOf(`Rows of ${model.name}`, pageSchema(model));
  return operation({
    operationId: `gold_${model.name}`,
    summary: model.description,
    tags: ['gold'],
    access: 'query',
    parameters: [...parameters(model), ifNoneMatch],
    answers: {
      200: {
        ...page,
        headers: { etag: { schema: { type: 'string' } }, 'cache-control': { schema: { type: 'string' } } },
      },
      304: { description: 'The answer is still the one with this ETag' },
    },
    problems: [400, 503],
  });
}

const ifNoneMatch: JsonObject = {
  name: 'if-none-match',
  in: 'header',
  description: 'The ETag of an earlier answer; any other is no error, and matches nothing',
  schema: { type: 'string' },
};

function parameters(model: Model): JsonObject[] {
  return [...keyParameters(model), ...windowParameters(model), limit, continuation];
}

export function keyParameters({ plan: { key }, descriptions }: Model): JsonObject[] {
  return key.map(({ name }, i) => ({
    name,
    in: 'query',
    required: i === 0 || i < key.length - 1,
    description: descriptions[name] ?? 'a column of the key',
    schema: { type: 'string', minLength: 1, maxLength: goldLimits.maxKeyCharacters },
  }));
}

export function windowParameters({ window, trailing }: Model): JsonObject[] {
  if (!window) return [];
  const to = timeParameter('to', trailing ? 'The instant asked about' : 'Windows that start before it');
  if (trailing) return [to];
  const smallest = formatWidth(window.pane);
  const grain = {
    name: 'grain',
    in: 'query',
    description: isHopping(window)
      ? `Windows that are called by a multiple of it: a multiple of ${smallest}`
      : `Width of the answer's windows: a multiple of ${smallest}`,
    schema: { type: 'string', default: smallest, examples: [smallest] },
  };
  return [timeParameter('from', 'Windows that start at or after it'), to, grain];
}

const timeParameter = (name: string, description: string): JsonObject => ({
  name,
  in: 'query',
  description: `${description}; RFC 3339`,
  schema: { type: 'string', pattern: goldLimits.time.source },
});

const limit: JsonObject = {
  name: 'limit',
  in: 'query',
  description: 'Rows of one answer',
  schema: { type: 'integer', minimum: 1, maximum: goldLimits.maxRows, default: goldLimits.defaultRows },
};

const continuation: JsonObject = {
  name: 'continuation',
  in: 'query',
  description: 'Where an earlier answer left off: its `continuation`',
  schema: { type: 'string' },
};

function pageSchema(model: Model): JsonObject {
  return closed({
    model: { const: model.name },
    version: { type: 'integer' },
    rows: { type: 'array', items: rowSchema(model) },
    continuation: { type: ['string', 'null'] },
    freshness: ref('Freshness'),
    watermark: ref('Watermark'),
  });
}

export function rowSchema({ plan, window, trailing, descriptions }: Model): JsonObject {
  const labels = trailing ? Object.keys(trailing).map(label => `_${label}`) : [''];
  const column = (name: string, schema: JsonObject) => {
    const description = descriptions[name] ?? schema.description;
    return description === undefined ? schema : { ...schema, description };
  };
  const keys = plan.key.map(({ name, type }) => [name, column(name, valueSchema(type))] as const);
  const start =
    window && !trailing
      ? [[window.name, column(window.name, { type: 'string', format: 'date-time' })] as const]
      : [];
  const columns = labels.flatMap(label =>
    plan.columns.map(({ name, type }) => [`${name}${label}`, column(name, valueSchema(type))] as const),
  );
  return closed(Object.fromEntries([...keys, ...start, ...columns]));
}
