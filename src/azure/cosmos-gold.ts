// Gold documents in Cosmos DB: one container a model, point operations and one conditional patch, never a scan.

import { type Container, type Database, ErrorResponse, type PatchOperation } from '@azure/cosmos';
import type { GoldDocument } from '../gold/document.ts';
import { documentsName } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { GoldPatch, GoldStore, LaneGuards } from '../gold/store.ts';
import type { Metrics } from '../metrics.ts';

/** Writes answer without the document: it is known, and its bytes cost both sides. (The SDK's create cannot do without.) */
const quietly = { initialHeaders: { Prefer: 'return=minimal' } };

type StoredResource = GoldDocument & { _etag: string };

export function createCosmosGold(database: Database, metrics: Metrics): GoldStore {
  const containers = new Map<string, Container>();
  const container = (model: Model): Container => {
    const name = containerName(model);
    let found = containers.get(name);
    if (!found) {
      found = database.container(name);
      containers.set(name, found);
    }
    return found;
  };

  async function counted<T>(operation: string, model: Model, call: () => Promise<T>): Promise<T> {
    metrics.count('assay_cosmos_operations_total', { operation, model: model.name });
    return call();
  }

  return {
    create: (model, document) =>
      counted('create', model, () =>
        container(model)
          .items.create(document)
          .then(
            () => 'created' as const,
            error => answer(error, { 409: 'exists' as const }),
          ),
      ),
    patch: (model, { id, pk }, patch) =>
      counted('patch', model, () =>
        container(model)
          .item(id, pk)
          .patch({ operations: patchOperations(patch), condition: guardCondition(patch.guards) }, quietly)
          .then(
            () => 'patched' as const,
            error => answer(error, { 412: 'guarded' as const, 404: 'missing' as const }),
          ),
      ),
    read: (model, { id, pk }) =>
      counted('read', model, async () => {
        const { resource } = await container(model).item(id, pk).read<StoredResource>();
        return resource ? { document: resource, etag: resource._etag } : null;
      }),
    replace: (model, document, etag) =>
      counted('replace', model, () =>
        container(model)
          .item(document.id, document.pk)
          .replace(document, {
            accessCondition: { type: 'IfMatch', condition: etag },
            ...quietly,
          })
          .then(
            () => 'replaced' as const,
            error => answer(error, { 412: 'changed' as const, 404: 'changed' as const }),
          ),
      ),
    list: (model, pk, afterId, limit) =>
      counted('query', model, async () => {
        const query = {
          query: 'SELECT * FROM c WHERE c.pk = @pk AND c.id > @after ORDER BY c.id OFFSET 0 LIMIT @limit',
          parameters: [
            { name: '@pk', value: pk },
            { name: '@after', value: afterId },
            { name: '@limit', value: limit },
          ],
        };
        const { resources } = await container(model)
          .items.query<StoredResource>(query, { partitionKey: pk })
          .fetchAll();
        return resources.map(document => ({ document, etag: document._etag }));
      }),
  };
}

/** A new version of a model is a new container: both live side by side until the switch. */
export function containerName(model: Model): string {
  return documentsName(model);
}

/** Turns the status codes that are answers into values; what is none is thrown on. */
function answer<T>(error: unknown, answers: Record<number, T>): T {
  const code = error instanceof ErrorResponse ? Number(error.code) : Number.NaN;
  const known = answers[code];
  if (known === undefined) throw error;
  return known;
}

function patchOperations({ increments, guards, at }: GoldPatch): PatchOperation[] {
  const operations: PatchOperation[] = Object.entries(increments).map(([field, value]) => ({
    op: 'incr',
    path: `/s/${field}`,
    value,
  }));
  for (const [lane, { last }] of Object.entries(guards))
    operations.push({ op: 'set', path: `/w/${lane}`, value: last });
  operations.push({ op: 'set', path: '/at', value: at });
  return operations;
}

/** Lane names are letters, digits and hyphens (catalog/load.ts), and sequence numbers are integers. */
function guardCondition(guards: LaneGuards): string {
  const conditions = Object.entries(guards).map(
    ([lane, { first }]) => `(NOT IS_DEFINED(c.w["${lane}"]) OR c.w["${lane}"] < ${first})`,
  );
  return `FROM c WHERE ${conditions.join(' AND ')}`;
}
