// Reads the catalog for tests, and compiles its schemas.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Expression } from './expression.ts';

const CATALOG = new URL('../../../catalog/', import.meta.url);

export interface CatalogType {
  table: string;
  description: string;
  schema: string;
  key: string[];
  time: string;
  expectations: { name: string; expect: Expression; action: string }[];
}

export interface CatalogSource {
  name: string;
  title: string;
  description: string;
  owner: string;
  hub: string;
  partitions: number;
  encoding: string;
  types: Record<string, CatalogType>;
}

export interface Schema {
  $id?: string;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  additionalProperties?: unknown;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, CATALOG), 'utf8'));

export function catalogSources(): CatalogSource[] {
  return readdirSync(CATALOG, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? [{ name: entry.name, ...(read(`${entry.name}/source.json`) as object) } as CatalogSource]
      : [],
  );
}

export const schemaFiles = (source: string): string[] =>
  readdirSync(new URL(`${source}/`, CATALOG)).filter(name => name.endsWith('.schema.json'));

export const readSchema = (source: string, file: string): Schema => read(`${source}/${file}`) as Schema;

/**
 * A validator of each table, by table name; a word that is none of JSON Schema fails. Types of several kinds, and branches
 * that demand a field listed beside them, are JSON Schema.
 */
export function validators(): Map<string, ValidateFunction> {
  const options = { strictTypes: false, strictRequired: false, strictTuples: false };
  const ajv = new Ajv2020({ strict: true, ...options, allErrors: false });
  addFormats.default(ajv);
  return new Map(
    catalogSources().flatMap(({ name, types }) =>
      Object.values(types).map(
        ({ table, schema }) => [table, ajv.compile(readSchema(name, schema))] as const,
      ),
    ),
  );
}
