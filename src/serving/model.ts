// One gold model as people look at it: its query, its lineage, its versions, and how its last rebuild went.

import type { Model } from '../gold/model.ts';
import type { ModelLineage } from '../lineage/model-lineage.ts';
import { type Answer, json, Problem } from '../problem.ts';
import type { Versions } from '../rebuild/versions.ts';
import type { Replay } from '../replay/replay.ts';
import { describeModel } from './gold.ts';

export type ModelParts = {
  versions: Versions;
  /** Those that answer now. */
  answering: readonly Model[];
  lineage: (model: string, tables: Iterable<string>) => ModelLineage;
  replays: () => Promise<readonly Replay[]>;
};

/** Throws a Problem when there is no such model. */
export async function answerModel(parts: ModelParts, name: string): Promise<Answer> {
  const { versions, answering, lineage } = parts;
  const newest = versions.models.find(model => model.name === name);
  if (!newest) {
    const known = versions.models.map(model => model.name).join(', ');
    throw new Problem(
      404,
      'No such gold model',
      `there is no gold model "${name.slice(0, 100)}"; models are ${known}`,
      'model',
    );
  }
  const present = answering.find(model => model.name === name) ?? newest;
  const rebuilds = (await parts.replays())
    .filter(({ request }) => request?.kind === 'rebuild' && request.model === name)
    .sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1));
  const body = {
    ...describeModel(present),
    sql: newest.sql.trim(),
    over: newest.over?.name ?? null,
    lookups: newest.lookups.map(({ model }) => model.name),
    lineage: lineage(name, newest.tables),
    versions: versionsOf(versions, present, name),
    rebuild: describeRebuild(rebuilds[0]),
    audit: auditOf(rebuilds),
  };
  return json(200, body, { 'cache-control': 'no-cache' });
}

/** Newest first. */
function versionsOf({ models, previous }: Versions, present: Model, name: string) {
  return [...models, ...previous]
    .filter(model => model.name === name)
    .map(({ version }) => ({
      version,
      state:
        version === present.version ? 'answers' : version > present.version ? 'is being built' : 'was before',
    }));
}

function describeRebuild(replay: Replay | undefined) {
  if (!replay) return null;
  const { id, state, phase, counts, requestedAt, updatedAt, error } = replay;
  return { id, state, phase, counts, requestedAt, updatedAt, error };
}

/** A version answers only after an audit that found no difference: the last rebuild that is done tells of it. */
function auditOf(rebuilds: readonly Replay[]) {
  const done = rebuilds.find(({ state }) => state === 'done');
  if (done?.request?.kind !== 'rebuild') return null;
  return {
    at: done.updatedAt,
    version: done.request.version,
    groupsCompared: done.counts['groups compared'] ?? 0,
    differences: 0,
  };
}
