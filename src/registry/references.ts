// What a schema refers to in other subjects, and in what those refer to.

import type { Json } from '../json.ts';
import type { References } from './compatibility/schema/documents.ts';
import { refusal } from './registry-error.ts';
import type { RegistryState, SchemaRecord, SchemaReference, SchemaType } from './registry-state.ts';
import { subjectOf } from './registry-state.ts';

/**
 * The schemas by the names that `$ref` uses; soft-deleted versions count. Throws 42201 for one that is not there, or not of
 * the type that refers to it.
 */
export function resolveReferences(
  state: RegistryState,
  type: SchemaType,
  references: readonly SchemaReference[],
): References {
  const found: Record<string, Json> = {};
  const pending = [...references];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (Object.hasOwn(found, next.name)) continue;
    const schema = referencedSchema(state, next);
    if (schema.type !== type)
      throw refusal.invalidSchema(
        `Invalid schema: version ${next.version} of subject "${next.subject}" is of the type ${schema.type}, and ${type} refers to it`,
      );
    found[next.name] = JSON.parse(schema.text);
    pending.push(...schema.references);
  }
  return found;
}

function referencedSchema(state: RegistryState, { subject, version }: SchemaReference): SchemaRecord {
  const { versions } = subjectOf(state, subject);
  const id = versions.find(candidate => candidate.version === version)?.id;
  const schema = id === undefined ? undefined : state.schemas.get(id);
  if (schema) return schema;
  throw refusal.invalidSchema(
    `Invalid schema: no schema reference found for subject "${subject}" and version ${version}`,
  );
}

/** Ids of the schemas that refer to the version. */
export function referringIds(state: RegistryState, subject: string, version: number): number[] {
  return [...state.schemas.values()]
    .filter(({ references }) =>
      references.some(reference => reference.subject === subject && reference.version === version),
    )
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}
