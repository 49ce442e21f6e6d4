// Names of subjects and numbers of versions, as they stand in paths.

import { refusal } from './registry-error.ts';
import type { RegistryState, VersionRecord } from './registry-state.ts';
import { subjectOf } from './registry-state.ts';

const MAX_SUBJECT_LENGTH = 255;

/** The name without the mark of the default context. Throws 42208 for control characters and other contexts. */
export function readSubject(text: string): string {
  const subject = text.startsWith(':.:') ? text.slice(3) : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (subject === '' || /[\u0000-\u001f\u007f-\u009f]/.test(subject))
    throw refusal.invalidSubject(text, 'A subject is not empty and has no control characters');
  if (subject.length > MAX_SUBJECT_LENGTH)
    throw refusal.invalidSubject(text, `A subject has at most ${MAX_SUBJECT_LENGTH} characters`);
  if (subject.startsWith(':.'))
    throw refusal.invalidSubject(text, 'This registry has the default context alone');
  return subject;
}

export type VersionName = number | 'latest';

/** `latest` and −1 are the newest. Throws 42202. */
export function readVersion(text: string): VersionName {
  if (text === 'latest' || text === '-1') return 'latest';
  const version = Number(text);
  if (!/^\d{1,10}$/.test(text) || version < 1 || version > 2 ** 31 - 1) throw refusal.invalidVersion(text);
  return version;
}

/** The versions that are not deleted, or all of them. */
export function versionsOf(state: RegistryState, subject: string, deleted: boolean): VersionRecord[] {
  return subjectOf(state, subject).versions.filter(version => deleted || !version.deleted);
}

/** Throws 40401 when the subject has no such versions at all. */
export function demandSubject(state: RegistryState, subject: string, deleted: boolean): VersionRecord[] {
  const versions = versionsOf(state, subject, deleted);
  if (versions.length === 0) throw refusal.subjectNotFound(subject);
  return versions;
}

/** Throws 40401 or 40402. */
export function demandVersion(
  state: RegistryState,
  subject: string,
  name: VersionName,
  deleted: boolean,
): VersionRecord {
  const versions = demandSubject(state, subject, deleted);
  const found = name === 'latest' ? versions.at(-1) : versions.find(({ version }) => version === name);
  if (!found) throw refusal.versionNotFound(name);
  return found;
}
