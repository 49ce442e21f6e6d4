// The schemas of the catalog as files: the present one of each type, and its released versions.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { releasedFiles, schemaVersion } from '../../src/catalog/released.ts';
import type { Json, JsonObject } from '../../src/json.ts';

export type SchemaFile = {
  /** Relative to the folder above the catalog, as messages name it. */
  file: string;
  path: string;
  text: string;
  schema: JsonObject;
};

export type Released = SchemaFile & { version: number };

export type CatalogSchema = SchemaFile & {
  source: string;
  /** The name of the type, which is its subject in a registry. */
  type: string;
  /** The schema's name in `$id` and in the names of files. */
  name: string;
  encoding: string;
  /** Out of `$id`; null when it says none. */
  version: number | null;
  /** Oldest first. */
  released: Released[];
  /** Versions whose events are upgraded by expressions: the present schema may break with them. */
  upgraded: ReadonlySet<number>;
};

type SourceFile = {
  encoding: string;
  types: Record<string, { schema: string; upgrades?: Record<string, Json> }>;
};

/** By source and type. */
export function readCatalogSchemas(catalog: string): CatalogSchema[] {
  const sources = readdirSync(catalog, { withFileTypes: true }).filter(entry => entry.isDirectory());
  return sources
    .map(({ name }) => name)
    .sort()
    .flatMap(source => {
      const folder = join(catalog, source);
      const { types, encoding }: SourceFile = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8'));
      return Object.entries(types).map(([type, { schema, upgrades = {} }]) => {
        const file = readSchemaFile(catalog, join(folder, schema));
        return {
          ...{ ...file, source, type, encoding },
          name: basename(schema, '.schema.json'),
          version: schemaVersion(file.schema),
          released: releasedFiles(folder, schema).map(released => ({
            ...readSchemaFile(catalog, released.file),
            version: released.version,
          })),
          upgraded: new Set(Object.keys(upgrades).map(Number)),
        };
      });
    });
}

function readSchemaFile(catalog: string, path: string): SchemaFile {
  const text = readFileSync(path, 'utf8');
  return { file: relative(join(catalog, '..'), path), path, text, schema: JSON.parse(text) };
}
