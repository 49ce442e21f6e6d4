// Deletion in two steps: first soft, so that a schema can still be read by its id, and then for good. What another schema
// refers to stays.

import { demandWritable } from './mode.ts';
import { demandSubject, demandVersion, type VersionName, versionsOf } from './names.ts';
import { referringIds } from './references.ts';
import { refusal } from './registry-error.ts';
import type { Change, Outcome, RegistryState, SubjectRecord, VersionRecord } from './registry-state.ts';
import { subjectOf } from './registry-state.ts';

/** Answers the versions that are gone. Throws 40401, 40404, 40405, 42205, 42206. */
export function deleteSubject(state: RegistryState, subject: string, permanent: boolean): Outcome<number[]> {
  demandWritable(state, subject);
  const all = demandSubject(state, subject, true);
  const live = versionsOf(state, subject, false);
  if (!permanent && live.length === 0) throw refusal.subjectSoftDeleted(subject);
  if (permanent && live.length > 0) throw refusal.subjectNotSoftDeleted(subject);
  const gone = permanent ? all : live;
  for (const { version } of gone) demandUnreferenced(state, subject, version);
  const answer = gone.map(({ version }) => version);
  if (permanent) return { answer, change: without(state, subjectOf(state, subject), gone) };
  // What was set for the subject goes with it, as in Confluent's registry.
  const versions = all.map(version => ({ ...version, deleted: true }));
  return { answer, change: { subject: { name: subject, versions, settings: {} } } };
}

/** Answers the version that is gone. Throws 40401, 40402, 40406, 40407, 42205, 42206. */
export function deleteVersion(
  state: RegistryState,
  subject: string,
  name: VersionName,
  permanent: boolean,
): Outcome<number> {
  demandWritable(state, subject);
  const found =
    name === 'latest' && !permanent ? latest(state, subject) : demandVersion(state, subject, name, true);
  if (!permanent && found.deleted) throw refusal.versionSoftDeleted(subject, found.version);
  if (permanent && !found.deleted) throw refusal.versionNotSoftDeleted(subject, found.version);
  demandUnreferenced(state, subject, found.version);
  const record = subjectOf(state, subject);
  if (permanent) return { answer: found.version, change: without(state, record, [found]) };
  const versions = record.versions.map(version =>
    version.version === found.version ? { ...version, deleted: true } : version,
  );
  return { answer: found.version, change: { subject: { ...record, versions } } };
}

function latest(state: RegistryState, subject: string): VersionRecord {
  demandSubject(state, subject, true);
  const newest = versionsOf(state, subject, false).at(-1);
  if (!newest) throw refusal.versionNotFound('latest');
  return newest;
}

function demandUnreferenced(state: RegistryState, subject: string, version: number): void {
  if (referringIds(state, subject, version).length > 0) throw refusal.referenced(subject, version);
}

/** A schema goes when no version of any subject has it any more; its id is not given out again. */
function without(state: RegistryState, record: SubjectRecord, gone: readonly VersionRecord[]): Change {
  const versions = record.versions.filter(version => !gone.includes(version));
  const others = [...state.subjects.values()].filter(({ name }) => name !== record.name);
  const used = new Set([...others, { versions }].flatMap(subject => subject.versions.map(({ id }) => id)));
  const dropped = new Set(gone.map(({ id }) => id).filter(id => !used.has(id)));
  return { subject: { ...record, versions }, droppedSchemas: [...dropped] };
}
