// The schema registry in Table storage: one partition, so that a write is one entity group transaction. The entity `head`
// is part of each, under its ETag: it holds the next id, and whoever comes second starts again.

import { createHash } from 'node:crypto';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { Metrics } from '../metrics.ts';
import {
  type Change,
  emptyState,
  isEmptySubject,
  type RegistryState,
  type SchemaRecord,
  type Settings,
  type SubjectRecord,
} from '../registry/registry-state.ts';
import type { RegistryStore, Snapshot } from '../registry/store.ts';
import { hasStatus } from './has-status.ts';

const partitionKey = 'registry';
const headKey = 'head';

/** A text property holds 32 Ki UTF-16 units, an entity 1 MiB; a code point is at most two units. */
const CHUNK_LENGTH = 16_000;

/** An entity group transaction has at most 100 operations; the head and the subject are two of them. */
const MAX_DROPPED = 90;

type Entity = { partitionKey: string; rowKey: string; etag?: string; [name: string]: unknown };

export function createTableRegistry(table: TableClient, metrics: Metrics): RegistryStore {
  let cached: Snapshot = { state: emptyState, revision: '' };
  const revision = async (): Promise<string> => {
    metrics.count('assay_table_operations_total', { operation: 'registry-head' });
    try {
      return (await table.getEntity(partitionKey, headKey)).etag;
    } catch (error) {
      if (hasStatus(error, 404)) return '';
      throw error;
    }
  };
  const load = async (): Promise<RegistryState> => {
    metrics.count('assay_table_operations_total', { operation: 'registry-list' });
    const entities: Entity[] = [];
    const filter = `PartitionKey eq '${partitionKey}'`;
    for await (const entity of table.listEntities<Entity>({ queryOptions: { filter } }))
      entities.push(entity);
    return readState(entities);
  };
  return {
    read: async () => {
      let newest = await revision();
      // A listing is no snapshot: it counts when nobody wrote while it was read.
      while (cached.revision !== newest) {
        const state = newest === '' ? emptyState : await load();
        const after = await revision();
        if (after === newest) cached = { state, revision: newest };
        newest = after;
      }
      return cached;
    },
    write: async ({ state, revision: etag }, change) => {
      metrics.count('assay_table_operations_total', { operation: 'registry-write' });
      try {
        await table.submitTransaction(operations(state, etag, change));
        return 'written';
      } catch (error) {
        if (hasStatus(error, 409, 412)) return 'changed';
        throw error;
      }
    },
  };
}

/** What is dropped beyond a transaction stays behind unseen: no version refers to it. */
function operations(state: RegistryState, etag: string, change: Change): TransactionAction[] {
  const { nextId = state.nextId, settings = state.settings, subject, schema, droppedSchemas = [] } = change;
  const head = { partitionKey, rowKey: headKey, nextId, settings: JSON.stringify(settings) };
  const actions: TransactionAction[] = [
    etag === '' ? ['create', head] : ['update', head, 'Replace', { etag }],
  ];
  if (subject && isEmptySubject(subject)) {
    if (state.subjects.has(subject.name))
      actions.push(['delete', { partitionKey, rowKey: subjectKey(subject.name) }]);
  } else if (subject) actions.push(['upsert', subjectEntity(subject), 'Replace']);
  if (schema) actions.push(['upsert', schemaEntity(schema), 'Replace']);
  for (const id of droppedSchemas.slice(0, MAX_DROPPED))
    actions.push(['delete', { partitionKey, rowKey: schemaKey(id) }]);
  return actions;
}

/** Names of subjects may have characters that a key may not. */
const subjectKey = (name: string) => `subject-${createHash('sha256').update(name).digest('hex')}`;
const schemaKey = (id: number) => `schema-${String(id).padStart(10, '0')}`;

function subjectEntity({ name, versions, settings }: SubjectRecord) {
  return {
    partitionKey,
    rowKey: subjectKey(name),
    name,
    settings: JSON.stringify(settings),
    ...chunks('versions', JSON.stringify(versions)),
  };
}

function schemaEntity({ id, type, text, references }: SchemaRecord) {
  return {
    partitionKey,
    rowKey: schemaKey(id),
    id,
    type,
    ...chunks('references', JSON.stringify(references)),
    ...chunks('text', text),
  };
}

function chunks(name: string, text: string): Record<string, string> {
  const parts = text.match(new RegExp(`[^]{1,${CHUNK_LENGTH}}`, 'gu')) ?? [''];
  return Object.fromEntries(parts.map((part, index) => [`${name}${index}`, part]));
}

function joined(entity: Entity, name: string): string {
  let text = '';
  for (let index = 0; typeof entity[`${name}${index}`] === 'string'; index += 1)
    text += entity[`${name}${index}`];
  return text;
}

function readState(entities: readonly Entity[]): RegistryState {
  const subjects = new Map<string, SubjectRecord>();
  const schemas = new Map<number, SchemaRecord>();
  let [nextId, settings]: [number, Settings] = [1, {}];
  for (const entity of entities) {
    if (entity.rowKey === headKey) {
      nextId = Number(entity.nextId);
      settings = JSON.parse(String(entity.settings));
    } else if (entity.rowKey.startsWith('subject-')) {
      const name = String(entity.name);
      const versions = JSON.parse(joined(entity, 'versions'));
      subjects.set(name, { name, versions, settings: JSON.parse(String(entity.settings)) });
    } else {
      const id = Number(entity.id);
      const references = JSON.parse(joined(entity, 'references'));
      // What was kept before there was Avro has no type.
      const type = entity.type === 'AVRO' ? 'AVRO' : 'JSON';
      schemas.set(id, { id, type, text: joined(entity, 'text'), references });
    }
  }
  const used = new Set([...subjects.values()].flatMap(({ versions }) => versions.map(({ id }) => id)));
  return { nextId, settings, subjects, schemas: new Map([...schemas].filter(([id]) => used.has(id))) };
}
