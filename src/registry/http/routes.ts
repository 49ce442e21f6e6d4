// The registry's routes, as Confluent's REST API has them, and who may call each: its table of contents.

import type { Access } from '../../access.ts';
import type { Json } from '../../json.ts';
import {
  listSchemas,
  listSubjects,
  listVersions,
  paged,
  schemaBody,
  schemaOfId,
  schemaOfVersion,
  subjectSchema,
  versionsOfId,
} from '../browse.ts';
import { incompatibilities } from '../compatible.ts';
import { deleteSubject, deleteVersion } from '../delete.ts';
import { lookUp } from '../lookup.ts';
import { demandVersion, readSubject, readVersion, versionsOf } from '../names.ts';
import { readSchema } from '../read-schema.ts';
import { referringIds } from '../references.ts';
import { register } from '../register.ts';
import { RegistryError, refusal } from '../registry-error.ts';
import type { Outcome } from '../registry-state.ts';
import { type RegistryState, settingInScope } from '../registry-state.ts';
import {
  deleteConfig,
  deleteMode,
  globalConfig,
  globalMode,
  setConfig,
  setMode,
  subjectConfig,
  subjectMode,
} from '../settings.ts';
import { flag, page, type RegistryRequest, readBody, readObject, which } from './request.ts';

/** A text is answered as it is, without quotes: `/schema` gives the schema itself. */
export type Reply = Json | { readonly raw: string };

type Parameters = { subject: string; version: string; id: string };
type Ask = (state: RegistryState, parameters: Parameters, request: RegistryRequest) => unknown;
type Decide = (state: RegistryState, parameters: Parameters, request: RegistryRequest) => Outcome<unknown>;

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
} & ({ readonly ask: Ask } | { readonly decide: Decide });

const raw = (text: string) => ({ raw: text });

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

const checkAgainst =
  (versions: (state: RegistryState, parameters: Parameters) => ReturnType<typeof versionsOf>): Ask =>
  (state, parameters, request) => {
    const verbose = flag(request.query, 'verbose');
    const { subject } = parameters;
    const previous = versions(state, parameters);
    const answer = (messages: string[]) => ({
      is_compatible: messages.length === 0,
      ...(verbose ? { messages } : {}),
    });
    try {
      const normalize =
        flag(request.query, 'normalize') || settingInScope(state, subject, 'normalize', false);
      const read = readSchema(state, readObject(request), normalize);
      return answer(incompatibilities(state, subject, read, previous));
    } catch (error) {
      // As in Confluent's registry: who asks for the reasons is told this one too.
      if (verbose && error instanceof RegistryError && error.code === 42201) return answer([error.message]);
      throw error;
    }
  };

/** A subject without versions may get any schema as its next one, but has no version by number. */
const oneVersion = (state: RegistryState, { subject, version }: Parameters) => {
  const name = readVersion(version);
  if (name === 'latest') return versionsOf(state, subject, false).slice(-1);
  return [demandVersion(state, subject, name, false)];
};

const reader = 'schema-reader';
const versions = 'subjects/{subject}/versions';

export const routes: readonly Route[] = [
  { method: 'GET', path: '', access: reader, ask: () => ({}) },
  { method: 'GET', path: 'contexts', access: reader, ask: () => ['.'] },
  { method: 'GET', path: 'schemas/types', access: reader, ask: () => ['JSON'] },
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
  {
    method: 'GET',
    path: 'subjects',
    access: reader,
    ask: (state, _, { query }) =>
      paged(listSubjects(state, query.get('subjectPrefix') ?? '', which(query)), page(query)),
  },
  {
    method: 'GET',
    path: versions,
    access: reader,
    ask: (state, { subject }, { query }) => paged(listVersions(state, subject, which(query)), page(query)),
  },
  {
    method: 'GET',
    path: `${versions}/{version}`,
    access: reader,
    ask: (state, { subject, version }, { query }) =>
      schemaOfVersion(state, subject, readVersion(version), flag(query, 'deleted')),
  },
  {
    method: 'GET',
    path: `${versions}/{version}/schema`,
    access: reader,
    ask: (state, { subject, version }, { query }) =>
      raw(schemaOfVersion(state, subject, readVersion(version), flag(query, 'deleted')).schema),
  },
  {
    method: 'GET',
    path: `${versions}/{version}/referencedby`,
    access: reader,
    ask: (state, { subject, version }) => {
      const found = demandVersion(state, subject, readVersion(version), true);
      return referringIds(state, subject, found.version);
    },
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
    path: versions,
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
    method: 'POST',
    path: `compatibility/${versions}/{version}`,
    access: reader,
    ask: checkAgainst(oneVersion),
  },
  {
    method: 'POST',
    path: `compatibility/${versions}`,
    access: reader,
    ask: checkAgainst((state, { subject }) => versionsOf(state, subject, false)),
  },
  {
    method: 'DELETE',
    path: 'subjects/{subject}',
    access: 'operator',
    decide: (state, { subject }, { query }) => deleteSubject(state, subject, flag(query, 'permanent')),
  },
  {
    method: 'DELETE',
    path: `${versions}/{version}`,
    access: 'operator',
    decide: (state, { subject, version }, { query }) =>
      deleteVersion(state, subject, readVersion(version), flag(query, 'permanent')),
  },
  { method: 'GET', path: 'config', access: reader, ask: globalConfig },
  {
    method: 'GET',
    path: 'config/{subject}',
    access: reader,
    ask: (state, { subject }, { query }) => subjectConfig(state, subject, flag(query, 'defaultToGlobal')),
  },
  {
    method: 'PUT',
    path: 'config',
    access: 'operator',
    decide: (state, _, request) => setConfig(state, null, readBody(request)),
  },
  {
    method: 'PUT',
    path: 'config/{subject}',
    access: 'publisher',
    decide: (state, { subject }, request) => setConfig(state, subject, readBody(request)),
  },
  { method: 'DELETE', path: 'config', access: 'operator', decide: state => deleteConfig(state, null) },
  {
    method: 'DELETE',
    path: 'config/{subject}',
    access: 'publisher',
    decide: (state, { subject }) => deleteConfig(state, subject),
  },
  { method: 'GET', path: 'mode', access: reader, ask: globalMode },
  {
    method: 'GET',
    path: 'mode/{subject}',
    access: reader,
    ask: (state, { subject }, { query }) => subjectMode(state, subject, flag(query, 'defaultToGlobal')),
  },
  {
    method: 'PUT',
    path: 'mode',
    access: 'operator',
    decide: (state, _, request) => setMode(state, null, readObject(request), flag(request.query, 'force')),
  },
  {
    method: 'PUT',
    path: 'mode/{subject}',
    access: 'operator',
    decide: (state, { subject }, request) =>
      setMode(state, subject, readObject(request), flag(request.query, 'force')),
  },
  { method: 'DELETE', path: 'mode', access: 'operator', decide: state => deleteMode(state, null) },
  {
    method: 'DELETE',
    path: 'mode/{subject}',
    access: 'operator',
    decide: (state, { subject }) => deleteMode(state, subject),
  },
];

/** The route and what its path names. Throws 404, or 405 where only the method is wrong. */
export function findRoute(method: string, path: string): { route: Route; parameters: Parameters } {
  const parts = path.split('/').filter(part => part !== '');
  const matching = routes.flatMap(route => {
    const named = match(route.path, parts);
    return named ? [{ route, named }] : [];
  });
  const found = matching.find(({ route }) => route.method === method);
  if (!found) throw matching.length > 0 ? methodNotAllowed() : new RegistryError(404, 'HTTP 404 Not Found');
  const { subject, version = '', id = '' } = found.named;
  return {
    route: found.route,
    parameters: { subject: subject === undefined ? '' : readSubject(subject), version, id },
  };
}

const methodNotAllowed = () => new RegistryError(405, 'HTTP 405 Method Not Allowed');

function match(path: string, parts: readonly string[]): Record<string, string> | null {
  const template = path === '' ? [] : path.split('/');
  if (template.length !== parts.length) return null;
  const named: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith('{')) named[segment.slice(1, -1)] = decode(part);
    else if (segment !== part) return null;
  }
  return named;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refusal.invalidSubject(part, 'It is not encoded as a part of a path');
  }
}
