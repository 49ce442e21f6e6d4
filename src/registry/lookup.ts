// The version under which a subject has a schema.

import type { JsonObject } from '../json.ts';
import { demandSubject } from './names.ts';
import { readSchema } from './read-schema.ts';
import { refusal } from './registry-error.ts';
import type { RegistryState, SchemaRecord } from './registry-state.ts';
import { settingInScope } from './registry-state.ts';
import { isSameSchema } from './same-schema.ts';

/** The newest such version. Throws 40401 for the subject, 40403 for the schema. */
export function lookUp(
  state: RegistryState,
  subject: string,
  body: JsonObject,
  { normalize, deleted }: { normalize: boolean; deleted: boolean },
): { schema: SchemaRecord; version: number } {
  const versions = demandSubject(state, subject, deleted);
  const read = readSchema(state, body, normalize || settingInScope(state, subject, 'normalize', false));
  for (const { id, version } of versions.toReversed()) {
    const schema = state.schemas.get(id);
    if (schema && isSameSchema(schema, read)) return { schema, version };
  }
  throw refusal.schemaNotFound();
}
