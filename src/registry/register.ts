// A schema becomes the next version of a subject, under the id that it has everywhere, or a new one.

import type { JsonObject } from '../json.ts';
import { incompatibilities } from './compatible.ts';
import { demandWritable, modeInScope } from './mode.ts';
import { type ReadSchema, readSchema } from './read-schema.ts';
import { refusal } from './registry-error.ts';
import {
  type Outcome,
  type RegistryState,
  type SchemaRecord,
  type SubjectRecord,
  settingInScope,
  subjectOf,
} from './registry-state.ts';
import { isSameSchema } from './same-schema.ts';

export type Registered = { schema: SchemaRecord; version: number };

/**
 * The same schema again is answered with the version it has, and nothing is written. One that was soft-deleted gets a new
 * version under its old id. Throws a RegistryError: 409 when it may not follow, 42201 when it is no schema, 42205 in a mode
 * that does not permit it.
 */
export function register(
  state: RegistryState,
  subject: string,
  body: JsonObject,
  normalize: boolean,
): Outcome<Registered> {
  demandWritable(state, subject);
  const read = readSchema(state, body, normalize || settingInScope(state, subject, 'normalize', false));
  const record = subjectOf(state, subject);
  const known = [...state.schemas.values()].find(schema => isSameSchema(schema, read));
  const current = record.versions.find(({ id, deleted }) => id === known?.id && !deleted);
  const asked = readImport(state, subject, body);
  if (known && current && (asked.id === null || asked.id === known.id))
    return { answer: { schema: known, version: current.version }, change: null };
  if (modeInScope(state, subject) !== 'IMPORT') demandCompatible(state, record, read);
  const version = nextVersion(record, asked.version);
  const schema = schemaWithId(state, read, known, asked.id);
  const versions = [...record.versions.filter(old => old.id !== schema.id || !old.deleted)];
  versions.push({ version, id: schema.id, deleted: false });
  versions.sort((a, b) => a.version - b.version);
  return {
    answer: { schema, version },
    change: {
      nextId: Math.max(state.nextId, schema.id + 1),
      subject: { ...record, versions },
      ...(schema === known ? {} : { schema }),
    },
  };
}

/** Newest first is how Confluent compares; the check itself takes them from oldest to newest. */
function demandCompatible(state: RegistryState, { name, versions }: SubjectRecord, read: ReadSchema): void {
  const previous = versions.filter(({ deleted }) => !deleted);
  const messages = incompatibilities(state, name, read, previous);
  if (messages.length > 0)
    throw refusal.incompatible(
      `Schema being registered is incompatible with an earlier schema for subject "${name}", details: [${messages.join(', ')}]`,
    );
}

type Import = { id: number | null; version: number | null };

/** An id is only for subjects in mode IMPORT, and there it must be given. */
function readImport(state: RegistryState, subject: string, { id, version }: JsonObject): Import {
  const asked = { id: wholeNumber(id), version: wholeNumber(version) };
  const importing = modeInScope(state, subject) === 'IMPORT';
  if (asked.id !== null && !importing) throw refusal.notPermitted(`Subject ${subject} is not in import mode`);
  if (asked.id === null && importing)
    throw refusal.notPermitted(`Subject ${subject} is in import mode: give the schema's id`);
  return asked;
}

/** Confluent's clients say −1 or 0 for "not given". */
function wholeNumber(value: JsonObject[string] | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : null;
}

/** Versions are not used twice while a newer or a soft-deleted one is there. */
function nextVersion({ versions }: SubjectRecord, asked: number | null): number {
  const next = (versions.at(-1)?.version ?? 0) + 1;
  if (asked === null || asked === next) return next;
  throw refusal.invalidSchema(
    `Invalid schema: version ${asked} is not one more than the previous version ${next - 1}`,
  );
}

function schemaWithId(
  state: RegistryState,
  { type, text, references }: ReadSchema,
  known: SchemaRecord | undefined,
  id: number | null,
): SchemaRecord {
  if (known && (id === null || id === known.id)) return known;
  if (known)
    throw refusal.idDoesNotMatch(`The schema is registered already with the id ${known.id} instead of ${id}`);
  if (id !== null && state.schemas.has(id))
    throw refusal.notPermitted(`Overwrite new schema with id ${id} is not permitted.`);
  return { id: id ?? state.nextId, type, text, references };
}
