// All that the registry knows, as one value. Every operation is a function of it: what to answer, and what changes.

import type { Level } from './compatibility/check-compatibility.ts';
import type { Policy } from './compatibility/difference.ts';

/** As in Confluent's registry, the name under which `$ref` finds a version of another subject. */
export type SchemaReference = { readonly name: string; readonly subject: string; readonly version: number };

export const SCHEMA_TYPES = ['JSON', 'AVRO'] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];

/** A schema by its id. It never changes, and its id never stands for another one. */
export type SchemaRecord = {
  readonly id: number;
  readonly type: SchemaType;
  /** JSON without blanks between its tokens, as it was registered. */
  readonly text: string;
  readonly references: readonly SchemaReference[];
};

/** `deleted` is a soft deletion: the version can still be read by those who ask for deleted ones. */
export type VersionRecord = { readonly version: number; readonly id: number; readonly deleted: boolean };

export const MODES = ['READWRITE', 'READONLY', 'READONLY_OVERRIDE', 'IMPORT'] as const;
export type Mode = (typeof MODES)[number];

/** What is set for a subject, or for all of them; what is missing is the default. */
export type Settings = {
  readonly compatibility?: Level;
  readonly policy?: Policy;
  readonly normalize?: boolean;
  readonly mode?: Mode;
};

export type SubjectRecord = {
  readonly name: string;
  /** Ascending. */
  readonly versions: readonly VersionRecord[];
  readonly settings: Settings;
};

export type RegistryState = {
  /** The id of the next new schema; it only grows, so that no id is used twice. */
  readonly nextId: number;
  readonly settings: Settings;
  readonly subjects: ReadonlyMap<string, SubjectRecord>;
  /** Only those that a version refers to. */
  readonly schemas: ReadonlyMap<number, SchemaRecord>;
};

/** What an operation changes, all at once or not at all. */
export type Change = {
  readonly nextId?: number;
  readonly settings?: Settings;
  /** With what the subject is now; one without versions and settings is removed. */
  readonly subject?: SubjectRecord;
  readonly schema?: SchemaRecord;
  /** Ids whose last version is gone. */
  readonly droppedSchemas?: readonly number[];
};

/** `change` is null where nothing is written. */
export type Outcome<T> = { readonly answer: T; readonly change: Change | null };

export const emptyState: RegistryState = {
  nextId: 1,
  settings: {},
  subjects: new Map(),
  schemas: new Map(),
};

export const isEmptySubject = ({ versions, settings }: SubjectRecord): boolean =>
  versions.length === 0 && Object.keys(settings).length === 0;

export function subjectOf(state: RegistryState, name: string): SubjectRecord {
  return state.subjects.get(name) ?? { name, versions: [], settings: {} };
}

/** The setting of the subject, else that of all, else the default. */
export function settingInScope<K extends keyof Settings>(
  state: RegistryState,
  subject: string,
  name: K,
  otherwise: NonNullable<Settings[K]>,
): NonNullable<Settings[K]> {
  return subjectOf(state, subject).settings[name] ?? state.settings[name] ?? otherwise;
}
