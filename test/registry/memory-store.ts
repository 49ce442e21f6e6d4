// A store that obeys the contract of the port: a write counts only on the newest state.

import {
  type Change,
  emptyState,
  isEmptySubject,
  type RegistryState,
} from '../../src/registry/registry-state.ts';
import type { RegistryStore } from '../../src/registry/store.ts';

export function memoryStore(): RegistryStore {
  let state = emptyState;
  let revision = 0;
  return {
    read: async () => ({ state, revision: String(revision) }),
    write: async (snapshot, change) => {
      if (snapshot.revision !== String(revision)) return 'changed';
      state = applied(state, change);
      revision += 1;
      return 'written';
    },
  };
}

function applied(state: RegistryState, change: Change): RegistryState {
  const { nextId = state.nextId, settings = state.settings, subject, schema, droppedSchemas = [] } = change;
  const subjects = new Map(state.subjects);
  if (subject) subjects.set(subject.name, subject);
  if (subject && isEmptySubject(subject)) subjects.delete(subject.name);
  const schemas = new Map(state.schemas);
  if (schema) schemas.set(schema.id, schema);
  for (const id of droppedSchemas) schemas.delete(id);
  return { nextId, settings, subjects, schemas };
}
