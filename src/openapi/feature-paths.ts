// GET /features/{view}/{key} and POST /features/{view}, for each model that is a feature view.

import { maxKeys } from '../features/answer-features.ts';
import { maxKeyCharacters } from '../features/feature-key.ts';
import { type FeatureView, featureName, featureView } from '../features/view.ts';
import type { Model } from '../gold/model.ts';
import type { JsonObject } from '../json.ts';
import type { SqlType } from '../sql-expression/types.ts';
import { answerOf, closed, jsonContent, operation, ref } from './parts.ts';
import { valueSchema } from './value-schema.ts';

export function featurePaths(models: readonly Model[]): JsonObject {
  const views = models.map(featureView).filter(view => 'model' in view);
  return Object.fromEntries(
    views.flatMap(view => {
      const { name, plan } = view.model;
      const [first] = plan.key;
      return [
        [`/features/${name}/{${first?.name}}`, { get: oneVector(view) }],
        [`/features/${name}`, { post: batch(view) }],
      ];
    }),
  );
}

function oneVector(view: FeatureView): JsonObject {
  const { model } = view;
  return operation({
    operationId: `features_${model.name}`,
    summary: `One vector of ${model.name}, as of now`,
    tags: ['features'],
    access: 'query',
    parameters: model.plan.key.map((column, i) => ({
      name: column.name,
      in: i === 0 ? 'path' : 'query',
      required: true,
      description: model.descriptions[column.name] ?? 'a column of the key',
      schema: keyTextSchema(column.type),
    })),
    answers: { 200: answerOf('The vector', closed({ ...aboutView(view), ...vectorProperties(view) })) },
    problems: [400, 404, 503],
  });
}

function batch(view: FeatureView): JsonObject {
  const { model } = view;
  const key = closed(Object.fromEntries(model.plan.key.map(({ name, type }) => [name, keySchema(type)])));
  const body = closed({ keys: { type: 'array', minItems: 1, maxItems: maxKeys, items: key } });
  const vectors = { type: 'array', items: closed(vectorProperties(view)) };
  return operation({
    operationId: `features_${model.name}_batch`,
    summary: `Vectors of ${model.name} for many keys, in their order, as of one instant`,
    tags: ['features'],
    access: 'query',
    requestBody: { required: true, content: jsonContent(body) },
    answers: { 200: answerOf('The vectors', closed({ ...aboutView(view), vectors })) },
    problems: [400, 404, 503],
  });
}

const aboutView = ({ model }: FeatureView): JsonObject => ({
  view: { const: model.name },
  version: { type: 'integer' },
  asOf: { type: 'string', format: 'date-time' },
});

function vectorProperties({ model, lookbacks }: FeatureView): JsonObject {
  const { plan } = model;
  const key = closed(Object.fromEntries(plan.key.map(({ name, type }) => [name, valueSchema(type)])));
  const features = lookbacks.flatMap(lookback =>
    plan.columns.map(({ name, type }) => [featureName(name, lookback), valueSchema(type)] as const),
  );
  return {
    key,
    found: { type: 'boolean', description: 'whether any event of the key lies within the lookbacks' },
    features: closed(Object.fromEntries(features)),
    freshness: ref('Freshness'),
    watermark: ref('Watermark'),
  };
}

/** A part of the key in a URL. */
function keyTextSchema({ id }: SqlType): JsonObject {
  if (id === 'BOOLEAN') return { type: 'string', enum: ['true', 'false'] };
  if (id === 'DATE') return { type: 'string', format: 'date' };
  if (id === 'VARCHAR') return { type: 'string', minLength: 1, maxLength: maxKeyCharacters };
  return { type: 'string', pattern: '^-?[0-9]{1,18}$' };
}

/** A part of the key in a body, where numbers are numbers. */
function keySchema(type: SqlType): JsonObject {
  if (type.id === 'BOOLEAN') return { type: 'boolean' };
  if (type.id === 'VARCHAR' || type.id === 'DATE') return keyTextSchema(type);
  return { type: 'integer', minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 };
}
