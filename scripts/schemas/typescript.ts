// TypeScript types of the catalog's events, for producers: src/producer/event-types.ts.

import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import type { CatalogSchema } from './catalog-schemas.ts';

const head = `// Written by \`npm run schemas -- types\` from the catalog: do not edit.
`;

/** One type for each event type, and a map of them by name. */
export function typescriptOf(schemas: readonly CatalogSchema[]): string {
  const named = schemas.map(schema => ({ ...schema, typeName: typeNameOf(schema) }));
  const types = named.map(
    ({ typeName, schema }) => `${comment(schema)}export type ${typeName} = ${typeOf(schema, schema)};\n`,
  );
  const members = named.map(({ type, typeName }) => `  ${JSON.stringify(type)}: ${typeName};\n`);
  const map = `/** The data of each event type of the catalog, by the type's name. */\nexport type EventTypes = {\n${members.join('')}};\n`;
  return [head, ...types, map].join('\n');
}

const typeNameOf = ({ source, name }: CatalogSchema) =>
  `${source}_${name}`.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );

/** `{ "a/b": … }` needs quotes, `a` none. */
const keyOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function comment(schema: Json): string {
  const { description } = isObject(schema) ? schema : {};
  return typeof description === 'string' ? `/** ${description.replaceAll('*/', '*\\/')} */\n` : '';
}

function typeOf(schema: Json, root: JsonObject): string {
  if (schema === false) return 'never';
  if (!isObject(schema)) return 'unknown';
  const { $ref, type, enum: values, const: value, anyOf, oneOf } = schema;
  if (typeof $ref === 'string') return typeOf(referenced($ref, root), root);
  if (value !== undefined) return JSON.stringify(value);
  if (Array.isArray(values)) return union(values.map(literal => JSON.stringify(literal)));
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return union(choices.map(choice => typeOf(choice, root)));
  if (Array.isArray(type)) return union(type.map(one => typeOf({ ...schema, type: one }, root)));
  if (type === 'object') return objectType(schema, root);
  if (type === 'array') return `readonly (${typeOf(schema.items ?? true, root)})[]`;
  return simple[String(type)] ?? 'unknown';
}

const simple: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const union = (types: readonly string[]) =>
  [...new Set(types)].map(type => `(${type})`).join(' | ') || 'never';

function objectType({ properties = {}, required = [] }: JsonObject, root: JsonObject): string {
  const needed = new Set(Array.isArray(required) ? required : []);
  const members = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, schema]) =>
      `${comment(schema)}readonly ${keyOf(name)}${needed.has(name) ? '' : '?'}: ${typeOf(schema, root)};`,
  );
  return `{\n${members.join('\n')}\n}`;
}

function referenced(ref: string, root: JsonObject): Json {
  if (!ref.startsWith('#/')) throw new Error(`the reference "${ref}" leads out of its schema`);
  return ref
    .slice(2)
    .split('/')
    .reduce<Json>((value, part) => (isObject(value) ? (value[part] ?? true) : true), root);
}
