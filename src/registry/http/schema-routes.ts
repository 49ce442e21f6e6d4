// Schemas by id, and all of them.

import { listSchemas, paged, schemaBody, schemaOfId, versionsOfId } from '../browse.ts';
import { RegistryError } from '../registry-error.ts';
import { SCHEMA_TYPES } from '../registry-state.ts';
import { flag, page, which } from './request.ts';
import { type Ask, type Route, raw, reader } from './route.ts';

function readId(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new RegistryError(404, 'HTTP 404 Not Found');
  return Number(text);
}

const subjectsOfId: Ask = (state, { id }, { query }) => {
  const versions = versionsOfId(state, readId(id), which(query), query.get('subject'));
  return paged([...new Set(versions.map(({ subject }) => subject))], page(query));
};

const schemaWithId: Ask = (state, { id }, { query }) => ({
  ...schemaBody(schemaOfId(state, readId(id))),
  ...(flag(query, 'fetchMaxId') ? { maxId: Math.max(0, ...state.schemas.keys()) } : {}),
});

export const schemaRoutes: readonly Route[] = [
  { method: 'GET', path: '', access: reader, ask: () => ({}) },
  { method: 'GET', path: 'contexts', access: reader, ask: () => ['.'] },
  { method: 'GET', path: 'schemas/types', access: reader, ask: () => SCHEMA_TYPES },
  {
    method: 'GET',
    path: 'schemas',
    access: reader,
    ask: (state, _, { query }) =>
      paged(
        listSchemas(state, query.get('subjectPrefix') ?? '', which(query), flag(query, 'latestOnly')),
        page(query),
      ),
  },
  { method: 'GET', path: 'schemas/ids/{id}', access: reader, ask: schemaWithId },
  {
    method: 'GET',
    path: 'schemas/ids/{id}/schema',
    access: reader,
    ask: (state, { id }) => raw(schemaOfId(state, readId(id)).text),
  },
  { method: 'GET', path: 'schemas/ids/{id}/subjects', access: reader, ask: subjectsOfId },
  {
    method: 'GET',
    path: 'schemas/ids/{id}/versions',
    access: reader,
    ask: (state, { id }, { query }) =>
      paged(versionsOfId(state, readId(id), which(query), query.get('subject')), page(query)),
  },
];
