// A schema out of a request: a JSON Schema that its draft's own schema accepts, or one of Avro that its library does, and
// whose references lead somewhere.

import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import { isObject, type Json, type JsonObject } from '../json.ts';
import { parseAvro } from './avro/validate-avro.ts';
import { type Draft, draftOf } from './compatibility/schema/draft.ts';
import { parseSchema } from './compatibility/schema/parse-schema.ts';
import { resolveReferences } from './references.ts';
import { refusal } from './registry-error.ts';
import { type RegistryState, SCHEMA_TYPES, type SchemaReference, type SchemaType } from './registry-state.ts';
import { compactJson, MAX_SCHEMA_LENGTH, normalizeJson } from './schema-text.ts';

export type ReadSchema = { type: SchemaType; text: string; json: Json; references: SchemaReference[] };

const MAX_REFERENCES = 100;

/** Throws a RegistryError for what is no schema of its type (42201), too large (42209), or has rules (42210). */
export function readSchema(state: RegistryState, body: JsonObject, normalize: boolean): ReadSchema {
  const { schema: text, schemaType } = body;
  const type = SCHEMA_TYPES.find(candidate => candidate === (schemaType ?? 'AVRO'));
  if (type === undefined)
    throw refusal.invalidSchema(
      `Invalid schema type ${JSON.stringify(schemaType)}: this registry holds ${SCHEMA_TYPES.join(' and ')}`,
    );
  if (typeof text !== 'string')
    throw refusal.invalidSchema('Invalid schema: "schema" must be a text that holds JSON');
  if (text.length > MAX_SCHEMA_LENGTH)
    throw refusal.tooLarge(`The schema has ${text.length} characters; ${MAX_SCHEMA_LENGTH} are the most`);
  for (const name of ['metadata', 'ruleSet'])
    if ((body[name] ?? null) !== null)
      throw refusal.unsupportedRules(`"${name}" is not supported: put expectations into the catalog instead`);
  const references = readReferences(body.references ?? null);
  const json = parseText(text);
  if (type === 'AVRO') demandAvro(state, json, references, schemaType);
  else demandJsonSchema(state, json, references);
  return { type, text: normalize ? normalizeJson(json) : compactJson(text), json, references };
}

function demandAvro(
  state: RegistryState,
  json: Json,
  references: readonly SchemaReference[],
  schemaType: Json | undefined,
): void {
  const parsed = parseAvro(json, Object.values(resolveReferences(state, 'AVRO', references)));
  if (!parsed.ok) throw refusal.invalidSchema(`Invalid schema of Avro: ${parsed.reason}${hint(schemaType)}`);
}

const hint = (schemaType: Json | undefined) =>
  (schemaType ?? null) === null ? '. A request without schemaType means AVRO; JSON Schema is "JSON"' : '';

function demandJsonSchema(state: RegistryState, json: Json, references: readonly SchemaReference[]): void {
  if (!isObject(json) && typeof json !== 'boolean')
    throw refusal.invalidSchema('Invalid schema: a JSON Schema is an object, true or false');
  // First, for it refuses what is nested too deep for what follows.
  const parsed = parseSchema(json, resolveReferences(state, 'JSON', references));
  if (!parsed.ok) throw refusal.invalidSchema(`Invalid schema: ${parsed.path}: ${parsed.reason}`);
  refuseInvalid(json);
}

function parseText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal.invalidSchema(
      `Invalid schema: it is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readReferences(value: Json): SchemaReference[] {
  if (value === null) return [];
  if (!Array.isArray(value) || value.length > MAX_REFERENCES)
    throw refusal.invalidSchema(`Invalid schema: "references" must be a list of at most ${MAX_REFERENCES}`);
  return value.map(reference => {
    const { name, subject, version } = isObject(reference) ? reference : {};
    if (typeof name !== 'string' || typeof subject !== 'string' || typeof version !== 'number')
      throw refusal.invalidSchema('Invalid schema: a reference has a "name", a "subject" and a "version"');
    return { name, subject, version };
  });
}

type Validator = Pick<Ajv, 'validateSchema' | 'errors'>;
const validators = new Map<Draft, Validator>();

/** Draft 4's own schema is not among Ajv's: such schemas are only read. */
function validatorOf(draft: Draft): Validator {
  const known = validators.get(draft);
  if (known) return known;
  const options = { strict: false, logger: false } as const;
  const ajv =
    draft === '2020-12'
      ? new Ajv2020(options)
      : draft === '2019-09'
        ? new Ajv2019(options)
        : new Ajv(options);
  if (draft === 'draft-06') ajv.addMetaSchema(draft6);
  validators.set(draft, ajv);
  return ajv;
}

const metaSchemas: Partial<Record<Draft, string>> = {
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

function refuseInvalid(json: Json): void {
  if (!isObject(json)) return;
  const draft = draftOf(json);
  const $schema = metaSchemas[draft];
  if ($schema === undefined) return;
  const ajv = validatorOf(draft);
  if (ajv.validateSchema({ ...json, $schema }) === true) return;
  const [error] = ajv.errors ?? [];
  throw refusal.invalidSchema(`Invalid schema: #${error?.instancePath ?? ''} ${error?.message ?? ''}`);
}
