// Whether a schema may follow the versions of a subject, and what keeps it from it, in Confluent's form.

import type { Json } from '../json.ts';
import { type AvroViolation, checkAvro } from './avro/check-avro.ts';
import { checkCompatibility, type Level, type Violation } from './compatibility/check-compatibility.ts';
import type { Policy } from './compatibility/difference.ts';
import type { ReadSchema } from './read-schema.ts';
import { resolveReferences } from './references.ts';
import type { RegistryState, SchemaRecord, VersionRecord } from './registry-state.ts';
import { settingInScope } from './registry-state.ts';

export const defaultLevel: Level = 'BACKWARD';

/** One line for each violation, then the version it breaks with and the level. Empty when the schema may follow. */
export function incompatibilities(
  state: RegistryState,
  subject: string,
  next: Pick<ReadSchema, 'type' | 'json' | 'references'>,
  previous: readonly VersionRecord[],
): string[] {
  const level = settingInScope(state, subject, 'compatibility', defaultLevel);
  const policy = settingInScope(state, subject, 'policy', 'strict');
  const old = previous.flatMap(version => {
    const schema = state.schemas.get(version.id);
    return schema ? [{ ...version, ...schema }] : [];
  });
  const other = level === 'NONE' ? undefined : old.find(({ type }) => type !== next.type);
  if (other)
    return [
      `Incompatible because of different schema type: ${other.type}, and ${next.type} now`,
      `{oldSchemaVersion: ${other.version}}`,
    ];
  const violations = violationsOf(state, next, old, level, policy);
  if (violations.length === 0) return [];
  const broken = new Set(violations.flatMap(({ previous: index }) => old[index ?? -1]?.version ?? []));
  return [
    ...violations.map(reasonOf),
    ...[...broken].map(version => `{oldSchemaVersion: ${version}}`),
    `{compatibility: '${level}', compatibilityPolicy: '${policy.toUpperCase()}'}`,
  ];
}

function violationsOf(
  state: RegistryState,
  { type, json, references }: Pick<ReadSchema, 'type' | 'json' | 'references'>,
  old: readonly SchemaRecord[],
  level: Level,
  policy: Policy,
): (Violation | AvroViolation)[] {
  const referred = (of: SchemaRecord['references']) => resolveReferences(state, type, of);
  const texts = old.map(({ text }): Json => JSON.parse(text));
  if (type === 'AVRO')
    return checkAvro(
      { json, references: Object.values(referred(references)) },
      old.map((schema, index) => ({
        json: texts[index] ?? null,
        references: Object.values(referred(schema.references)),
      })),
      level,
    );
  return checkCompatibility(json, texts, level, {
    policy,
    references: referred(references),
    previousReferences: old.map(schema => referred(schema.references)),
  });
}

/** Tools read Confluent's reasons by this form: the type in double quotes, the path after `at path`, in single ones. */
function reasonOf({ type, path, message }: Violation | AvroViolation): string {
  const description = `The difference is at path '${path}'. ${message.replaceAll('"', "'")}`;
  return `{errorType:"${type}", description:"${description}"}`;
}
