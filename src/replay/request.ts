// What can be asked for, checked against the catalog and the models: a request that names nothing that is there is refused.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Catalog, Source } from '../catalog/catalog.ts';
import type { JsonObject } from '../json.ts';
import type { Versions } from '../rebuild/versions.ts';
import { catalogVersion } from '../refine-again/catalog-version.ts';

/** Events of one source. Times are of the broker, RFC 3339; `to` is left out, `first` and `last` are included. */
export type Selection = {
  source: string;
  partition?: string;
  first?: number;
  last?: number;
  from?: string;
  to?: string;
};

export type RedriveRequest = Selection & { kind: 'redrive'; reason?: string };
export type CompareRequest = Selection & { kind: 'compare' };
/** `catalog` is the version of what the catalog says of the source (src/refine-again/catalog-version.ts). */
export type RefineRequest = Selection & { kind: 'refine'; rebuild: boolean; catalog: string };
export type RebuildRequest = { kind: 'rebuild'; model: string; version: number };
/** `etag` is the version of the file that is meant; null for the one that is there. */
export type BackfillRequest = { kind: 'backfill'; source: string; path: string; etag: string | null };

export type ReplayRequest =
  | RedriveRequest
  | CompareRequest
  | RefineRequest
  | RebuildRequest
  | BackfillRequest;

/** Why a request is refused, and which of its fields is wrong. */
export class RequestRefused extends Error {
  override name = 'RequestRefused';
  readonly field: string;
  constructor(field: string, detail: string) {
    super(detail);
    this.field = field;
  }
}

/** Files that are dropped here are backfilled: `inbox/<source>/<name>.ndjson`. */
export const inboxFolder = 'inbox/';

const selection = {
  source: { type: 'string', minLength: 1, maxLength: 100 },
  partition: { type: 'string', pattern: '^\\d{1,4}$' },
  first: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  last: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  from: { type: 'string', format: 'date-time' },
  to: { type: 'string', format: 'date-time' },
};

/** JSON Schemas of what requests hold, by type. */
export const replayShapes: Record<string, JsonObject> = {
  'Replay.RedriveQuarantine': shape({ ...selection, reason: { type: 'string', pattern: '^[a-z_]{1,50}$' } }, [
    'source',
  ]),
  'Replay.CompareBronze': shape(selection, ['source']),
  'Replay.RefineBronze': shape(
    { ...selection, rebuild: { type: 'boolean' }, catalog: { type: 'string', pattern: '^[0-9a-f]{12}$' } },
    ['source'],
  ),
  'Replay.RebuildGold': shape(
    { model: { type: 'string', minLength: 1, maxLength: 100 }, version: { type: 'integer', minimum: 1 } },
    ['model'],
  ),
  'Replay.BackfillSource': shape(
    {
      path: { type: 'string', minLength: 1, maxLength: 1_000 },
      etag: { type: 'string', minLength: 1, maxLength: 100 },
    },
    ['path'],
  ),
};

function shape(properties: JsonObject, required: string[]): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

export type ParseRequest = (type: string, data: unknown) => ReplayRequest;

/** Throws RequestRefused. */
export function createRequestParser(catalog: Catalog, versions: Versions): ParseRequest {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validators = new Map<string, ValidateFunction>(
    Object.entries(replayShapes).map(([type, schema]) => [type, ajv.compile(schema)]),
  );
  const sources = new Map(catalog.sources.map(source => [source.name, source]));
  return (type, data) => {
    const validate = validators.get(type);
    if (!validate)
      throw new RequestRefused('type', `there is no "${type}": ${[...validators.keys()].join(', ')}`);
    if (!validate(data)) throw refusalOf(validate);
    if (type === 'Replay.RebuildGold')
      return rebuildOf(versions, data as { model: string; version?: number });
    if (type === 'Replay.BackfillSource') return backfillOf(sources, data as { path: string; etag?: string });
    const wanted = data as Selection & { reason?: string };
    const source = sourceOf(sources, wanted.source, 'source');
    checkSelection(source, wanted);
    if (type === 'Replay.RefineBronze') return refineOf(source, wanted);
    return type === 'Replay.RedriveQuarantine'
      ? { kind: 'redrive', ...wanted }
      : { kind: 'compare', ...wanted };
  };
}

function refusalOf({ errors }: ValidateFunction): RequestRefused {
  const [error] = errors ?? [];
  const { missingProperty, additionalProperty } = (error?.params ?? {}) as Record<string, string | undefined>;
  const field = error?.instancePath.slice(1) || missingProperty || additionalProperty || 'data';
  if (additionalProperty) return new RequestRefused(field, `there is no "${additionalProperty}" to give`);
  return new RequestRefused(
    field,
    `"${field}" ${missingProperty ? 'is missing' : (error?.message ?? 'is wrong')}`,
  );
}

function sourceOf(sources: ReadonlyMap<string, Source>, name: string, field: string): Source {
  const source = sources.get(name);
  if (!source)
    throw new RequestRefused(
      field,
      `the catalog has no source "${name}"; it has ${[...sources.keys()].join(', ')}`,
    );
  return source;
}

function checkSelection({ name, partitions }: Source, { partition, first, last, from, to }: Selection): void {
  if (partition !== undefined && Number(partition) >= partitions)
    throw new RequestRefused('partition', `"${name}" has the partitions 0 to ${partitions - 1}`);
  if ((first !== undefined || last !== undefined) && partition === undefined)
    throw new RequestRefused('partition', '"first" and "last" are of one partition: say which');
  if (first !== undefined && last !== undefined && last < first)
    throw new RequestRefused('last', `"last" (${last}) is before "first" (${first})`);
  if (from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from))
    throw new RequestRefused('to', `"to" (${to}) is not after "from" (${from})`);
}

function refineOf(
  source: Source,
  { rebuild = true, catalog, ...wanted }: Selection & { rebuild?: boolean; catalog?: string },
): RefineRequest {
  const present = catalogVersion(source);
  if (catalog !== undefined && catalog !== present)
    throw new RequestRefused(
      'catalog',
      `this package has version ${present} of what the catalog says of "${source.name}": deploy the one that is meant`,
    );
  return { kind: 'refine', ...wanted, rebuild, catalog: present };
}

function rebuildOf(
  { models, previous }: Versions,
  { model: name, version }: { model: string; version?: number },
): RebuildRequest {
  const model = models.find(candidate => candidate.name === name);
  if (!model)
    throw new RequestRefused(
      'model',
      `there is no model "${name}"; there are ${models.map(({ name }) => name).join(', ')}`,
    );
  if (version !== undefined && version !== model.version)
    throw new RequestRefused('version', `this package has version ${model.version} of "${name}"`);
  if (!previous.some(candidate => candidate.name === name))
    throw new RequestRefused(
      'model',
      `"${name}" has no previous version, so nothing would answer meanwhile. It counts from its deployment on; for its past raise "version" in its config, compile, deploy, and rebuild it then`,
    );
  return { kind: 'rebuild', model: name, version: model.version };
}

function backfillOf(
  sources: ReadonlyMap<string, Source>,
  { path, etag }: { path: string; etag?: string },
): BackfillRequest {
  const [, source = '', file] = /^inbox\/([^/]+)\/([^/]+\.ndjson)$/.exec(path) ?? [];
  if (file === undefined)
    throw new RequestRefused('path', `"${path}" is not ${inboxFolder}<source>/<name>.ndjson`);
  return {
    kind: 'backfill',
    source: sourceOf(sources, source, 'path').name,
    path,
    etag: etag === undefined ? null : withoutQuotes(etag),
  };
}

export const withoutQuotes = (etag: string): string => etag.replace(/^"|"$/g, '');
