// Whether a schema may follow the versions of a subject, and what keeps it from it, in Confluent's form.

import type { Json } from '../json.ts';
import { checkCompatibility, type Level, type Violation } from './compatibility/check-compatibility.ts';
import type { ReadSchema } from './read-schema.ts';
import { resolveReferences } from './references.ts';
import type { RegistryState, VersionRecord } from './registry-state.ts';
import { settingInScope } from './registry-state.ts';

export const defaultLevel: Level = 'BACKWARD';

/** One line for each violation, then the version it breaks with and the level. Empty when the schema may follow. */
export function incompatibilities(
  state: RegistryState,
  subject: string,
  { json, references }: Pick<ReadSchema, 'json' | 'references'>,
  previous: readonly VersionRecord[],
): string[] {
  const level = settingInScope(state, subject, 'compatibility', defaultLevel);
  const policy = settingInScope(state, subject, 'policy', 'strict');
  const old = previous.flatMap(version => {
    const schema = state.schemas.get(version.id);
    return schema ? [{ ...version, ...schema }] : [];
  });
  const violations = checkCompatibility(
    json,
    old.map(({ text }): Json => JSON.parse(text)),
    level,
    {
      policy,
      references: resolveReferences(state, references),
      previousReferences: old.map(schema => resolveReferences(state, schema.references)),
    },
  );
  if (violations.length === 0) return [];
  const broken = new Set(violations.flatMap(({ previous: index }) => old[index ?? -1]?.version ?? []));
  return [
    ...violations.map(reasonOf),
    ...[...broken].map(version => `{oldSchemaVersion: ${version}}`),
    `{compatibility: '${level}', compatibilityPolicy: '${policy.toUpperCase()}'}`,
  ];
}

/** Tools read Confluent's reasons by this form: the type in double quotes, the path after `at path`, in single ones. */
function reasonOf({ type, path, message }: Violation): string {
  const description = `The difference is at path '${path}'. ${message.replaceAll('"', "'")}`;
  return `{errorType:"${type}", description:"${description}"}`;
}
