// Reading: subjects, their versions, and schemas by id.

import { demandVersion, type VersionName, versionsOf } from './names.ts';
import { refusal } from './registry-error.ts';
import type { RegistryState, SchemaRecord, VersionRecord } from './registry-state.ts';

/** Which versions count: those that are not deleted, all, or only the deleted. */
export type Which = { deleted: boolean; deletedOnly: boolean };

export type Page = { offset: number; limit: number };

export const paged = <T>(items: readonly T[], { offset, limit }: Page): T[] =>
  items.slice(offset, offset + limit);

const selected = (state: RegistryState, subject: string, { deleted, deletedOnly }: Which): VersionRecord[] =>
  versionsOf(state, subject, deleted || deletedOnly).filter(version => !deletedOnly || version.deleted);

/** Sorted by name. A subject is deleted when all its versions are. */
export function listSubjects(
  state: RegistryState,
  prefix: string,
  { deleted, deletedOnly }: Which,
): string[] {
  // `:*:` is every context, and there is one.
  const wanted = prefix.replace(/^:(\*|\.):/, '');
  return [...state.subjects.keys()]
    .filter(name => {
      const [all, live] = [versionsOf(state, name, true).length, versionsOf(state, name, false).length];
      if (!name.startsWith(wanted) || all === 0) return false;
      return deletedOnly ? live === 0 : deleted || live > 0;
    })
    .sort();
}

/** Throws 40401. */
export function listVersions(state: RegistryState, subject: string, which: Which): number[] {
  if (versionsOf(state, subject, which.deleted || which.deletedOnly).length === 0)
    throw refusal.subjectNotFound(subject);
  return selected(state, subject, which).map(({ version }) => version);
}

/** A schema with the subject and version it stands under, as Confluent's registry shows it. */
export type SubjectSchema = {
  subject: string;
  version: number;
  id: number;
  /** Not there for Avro, which is what no type means. */
  schemaType?: 'JSON';
  references?: SchemaRecord['references'];
  schema: string;
};

export function subjectSchema(subject: string, version: number, schema: SchemaRecord): SubjectSchema {
  return { subject, version, id: schema.id, ...schemaBody(schema) };
}

export function schemaBody({
  type,
  text,
  references,
}: SchemaRecord): Pick<SubjectSchema, 'schemaType' | 'references' | 'schema'> {
  return {
    ...(type === 'JSON' ? { schemaType: type } : {}),
    ...(references.length > 0 ? { references } : {}),
    schema: text,
  };
}

/** Throws 40401 or 40402. */
export function schemaOfVersion(
  state: RegistryState,
  subject: string,
  name: VersionName,
  deleted: boolean,
): SubjectSchema {
  const { id, version } = demandVersion(state, subject, name, deleted);
  return subjectSchema(subject, version, schemaOfId(state, id));
}

/** Schemas have no metadata here, so who asks for some finds none. Throws 40401, and 40403 for any key. */
export function latestWithMetadata(
  state: RegistryState,
  subject: string,
  keys: readonly string[],
  deleted: boolean,
): SubjectSchema {
  const latest = schemaOfVersion(state, subject, 'latest', deleted);
  if (keys.length > 0) throw refusal.schemaNotFound();
  return latest;
}

/** Throws 40403. Soft-deleted schemas are there: consumers still read what was written with them. */
export function schemaOfId(state: RegistryState, id: number): SchemaRecord {
  const schema = state.schemas.get(id);
  if (!schema) throw refusal.schemaNotFound(id);
  return schema;
}

/** By subject, then version. */
export function versionsOfId(
  state: RegistryState,
  id: number,
  which: Which,
  subject: string | null = null,
): { subject: string; version: number }[] {
  schemaOfId(state, id);
  return listSubjects(state, subject ?? '', { deleted: true, deletedOnly: false })
    .filter(name => subject === null || name === subject)
    .flatMap(name => selected(state, name, which).map(version => ({ ...version, subject: name })))
    .filter(version => version.id === id)
    .map(({ subject: name, version }) => ({ subject: name, version }));
}

/** Every version of every subject, or the newest of each. */
export function listSchemas(
  state: RegistryState,
  prefix: string,
  which: Which,
  latestOnly: boolean,
): SubjectSchema[] {
  return listSubjects(state, prefix, {
    deleted: which.deleted || which.deletedOnly,
    deletedOnly: false,
  }).flatMap(subject => {
    const versions = selected(state, subject, which);
    return (latestOnly ? versions.slice(-1) : versions).map(({ id, version }) =>
      subjectSchema(subject, version, schemaOfId(state, id)),
    );
  });
}
