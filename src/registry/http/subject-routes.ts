// Subjects and their versions: listed, found, registered and deleted.

import {
  latestWithMetadata,
  listSubjects,
  listVersions,
  paged,
  schemaBody,
  schemaOfVersion,
  subjectSchema,
} from '../browse.ts';
import { deleteSubject, deleteVersion } from '../delete.ts';
import { lookUp } from '../lookup.ts';
import { demandVersion, readVersion } from '../names.ts';
import { referringIds } from '../references.ts';
import { register } from '../register.ts';
import { flag, page, readObject, which } from './request.ts';
import { type Route, raw, reader, versionsPath } from './route.ts';

export const subjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'subjects',
    access: reader,
    ask: (state, _, { query }) =>
      paged(listSubjects(state, query.get('subjectPrefix') ?? '', which(query)), page(query)),
  },
  {
    method: 'GET',
    path: versionsPath,
    access: reader,
    ask: (state, { subject }, { query }) => paged(listVersions(state, subject, which(query)), page(query)),
  },
  {
    method: 'GET',
    path: `${versionsPath}/{version}`,
    access: reader,
    ask: (state, { subject, version }, { query }) =>
      schemaOfVersion(state, subject, readVersion(version), flag(query, 'deleted')),
  },
  {
    method: 'GET',
    path: `${versionsPath}/{version}/schema`,
    access: reader,
    ask: (state, { subject, version }, { query }) =>
      raw(schemaOfVersion(state, subject, readVersion(version), flag(query, 'deleted')).schema),
  },
  {
    method: 'GET',
    path: `${versionsPath}/{version}/referencedby`,
    access: reader,
    ask: (state, { subject, version }) => {
      const found = demandVersion(state, subject, readVersion(version), true);
      return referringIds(state, subject, found.version);
    },
  },
  {
    method: 'GET',
    path: 'subjects/{subject}/metadata',
    access: reader,
    ask: (state, { subject }, { query }) =>
      latestWithMetadata(state, subject, query.getAll('key'), flag(query, 'deleted')),
  },
  {
    method: 'POST',
    path: 'subjects/{subject}',
    access: reader,
    ask: (state, { subject }, request) => {
      const options = {
        normalize: flag(request.query, 'normalize'),
        deleted: flag(request.query, 'deleted'),
      };
      const { schema, version } = lookUp(state, subject, readObject(request), options);
      return subjectSchema(subject, version, schema);
    },
  },
  {
    method: 'POST',
    path: versionsPath,
    access: 'publisher',
    decide: (state, { subject }, request) => {
      const { answer, change } = register(
        state,
        subject,
        readObject(request),
        flag(request.query, 'normalize'),
      );
      const { schema, version } = answer;
      return { answer: { id: schema.id, version, ...schemaBody(schema) }, change };
    },
  },
  {
    method: 'DELETE',
    path: 'subjects/{subject}',
    access: 'operator',
    decide: (state, { subject }, { query }) => deleteSubject(state, subject, flag(query, 'permanent')),
  },
  {
    method: 'DELETE',
    path: `${versionsPath}/{version}`,
    access: 'operator',
    decide: (state, { subject, version }, { query }) =>
      deleteVersion(state, subject, readVersion(version), flag(query, 'permanent')),
  },
];
