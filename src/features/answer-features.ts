// Features over HTTP: the vector of one key, or of a batch of keys. A scorer always gets whole vectors.

import { freshnessOf } from '../gold/freshness.ts';
import type { Model } from '../gold/model.ts';
import { readKey } from '../gold/read-state.ts';
import type { GoldStore } from '../gold/store.ts';
import { isObject, type Json } from '../json.ts';
import { type Answer, badParameter, json, Problem } from '../problem.ts';
import { keyOfObject, keyOfRequest } from './feature-key.ts';
import { readVector } from './vector.ts';
import { type FeatureView, featureView } from './view.ts';

export type FeatureService = {
  /** Answers GET /api/features/{view}/{key}. Throws a Problem on a bad request. */
  one(view: string, url: URL): Promise<Answer>;
  /** Answers POST /api/features/{view}: `{"keys": [{…}, …]}`, vectors in the order of the keys. */
  batch(view: string, body: string): Promise<Answer>;
};

/** Keys of one batch: each is a point read or two, all at the same time. */
export const maxKeys = 100;

const headers = { 'cache-control': 'no-store' };

export function createFeatureService(
  models: readonly Model[],
  store: Pick<GoldStore, 'read'>,
  now: () => number = Date.now,
): FeatureService {
  return {
    one: async (name, url) => {
      const view = findView(models, name);
      const key = keyOfRequest(view.model, url.pathname, url.searchParams);
      const atMs = now();
      return json(200, { ...about(view, atMs), ...(await vectorBody(view, store, key, atMs)) }, headers);
    },
    batch: async (name, body) => {
      const view = findView(models, name);
      const keys = parseKeys(view.model, body);
      const atMs = now();
      const vectors = await Promise.all(keys.map(key => vectorBody(view, store, key, atMs)));
      return json(200, { ...about(view, atMs), vectors }, headers);
    },
  };
}

function findView(models: readonly Model[], name: string): FeatureView {
  const model = models.find(candidate => candidate.name === name);
  const view = model && featureView(model);
  if (view && 'model' in view) return view;
  const names = models.filter(candidate => 'model' in featureView(candidate)).map(found => found.name);
  const reason = view ? `the model "${name}" is none: ${view.refused}` : `there is no "${name}"`;
  throw new Problem(404, 'No such feature view', `${reason}; feature views are ${names.join(', ')}`);
}

const about = ({ model }: FeatureView, atMs: number) => ({
  view: model.name,
  version: model.version,
  asOf: new Date(atMs).toISOString(),
});

async function vectorBody(
  view: FeatureView,
  store: Pick<GoldStore, 'read'>,
  key: readonly string[],
  atMs: number,
) {
  const { found, features, documents } = await readVector(view, store, key, atMs);
  const named = Object.fromEntries(view.model.plan.key.map(({ name }, i) => [name, key[i] ?? '']));
  return { key: readKey(view.model, named), found, features, ...freshnessOf(documents) };
}

function parseKeys(model: Model, body: string): string[][] {
  const { keys } = parseBody(body);
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > maxKeys)
    throw badParameter('keys', `"keys" must be a list of 1 to ${maxKeys} keys`);
  return keys.map((key, i) => keyOfObject(model, key, `keys[${i}]`));
}

function parseBody(body: string): Record<string, Json> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new Problem(400, 'Bad request body', 'the body must be JSON, such as {"keys": [{…}]}');
  }
  const unknown = isObject(parsed) ? Object.keys(parsed).find(field => field !== 'keys') : undefined;
  if (unknown !== undefined) throw badParameter(unknown, `"${unknown}" is no field of the body; "keys" is`);
  return isObject(parsed) ? parsed : {};
}
