// Gold documents in Cosmos DB: one container a model, point operations and one conditional patch, never a scan.

import type { Container, Database, PatchOperation } from '@azure/cosmos';
import type { GoldDocument } from '../gold/document.ts';
import { documentsName } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { GoldPatch, GoldStore, LaneGuards } from '../gold/store.ts';
import type { Metrics } from '../metrics.ts';
import { type CosmosWrites, createCosmosWrites } from './cosmos-writes.ts';

type StoredResource = GoldDocument & { _etag: string };

type Documents = { container: Container; write: CosmosWrites };

export function createCosmosGold(database: Database, metrics: Metrics): GoldStore {
  const opened = new Map<string, Documents>();
  const documentsOf = (model: Model): Documents => {
    const name = containerName(model);
    let found = opened.get(name);
    if (!found) {
      const container = database.container(name);
      found = { container, write: createCosmosWrites(container) };
      opened.set(name, found);
    }
    return found;
  };

  async function counted<T>(
    operation: string,
    model: Model,
    call: (documents: Documents) => Promise<T>,
  ): Promise<T> {
    metrics.count('assay_cosmos_operations_total', { operation, model: model.name });
    return call(documentsOf(model));
  }

  return {
    create: (model, document) => counted('create', model, ({ write }) => write.create(document)),
    patch: (model, address, patch) =>
      counted('patch', model, ({ write }) =>
        write.patch(address, { operations: patchOperations(patch), condition: guardCondition(patch.guards) }),
      ),
    replace: (model, document, etag) =>
      counted('replace', model, ({ write }) => write.replace(document, etag)),
    read: (model, { id, pk }) =>
      counted('read', model, async ({ container }) => {
        const { resource } = await container.item(id, pk).read<StoredResource>();
        return resource ? { document: resource, etag: resource._etag } : null;
      }),
    list: (model, pk, afterId, limit) =>
      counted('query', model, async ({ container }) => {
        const query = {
          query: 'SELECT * FROM c WHERE c.pk = @pk AND c.id > @after ORDER BY c.id OFFSET 0 LIMIT @limit',
          parameters: [
            { name: '@pk', value: pk },
            { name: '@after', value: afterId },
            { name: '@limit', value: limit },
          ],
        };
        const { resources } = await container.items
          .query<StoredResource>(query, { partitionKey: pk })
          .fetchAll();
        return resources.map(document => ({ document, etag: document._etag }));
      }),
  };
}

/** A new version of a model is a new container: both live side by side until the switch. */
export function containerName(model: Model): string {
  return documentsName(model);
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
