// Models for tests, compiled from SQL as the project's own are.

import { openParser, type Parser } from '../../scripts/gold/compile.ts';
import type { Catalog, EventType, Source } from '../../src/catalog/catalog.ts';
import { type CompiledModelFile, loadCompiled } from '../../src/gold/load-models.ts';
import type { Model } from '../../src/gold/model.ts';
import type { JsonObject } from '../../src/json.ts';

/** A source with one table for each of the JSON Schemas' properties; all of its columns are required. */
export function catalogOf(encoding: Source['encoding'], tables: Record<string, JsonObject>): Catalog {
  const types = Object.entries(tables).map(
    ([table, properties]): EventType => ({
      name: table,
      table,
      description: table,
      schema: { type: 'object', properties, required: Object.keys(properties) },
      key: ['id'],
      time: '/at',
      identity: null,
      expectations: [],
    }),
  );
  const about = {
    title: 'Test',
    description: 'Test',
    owner: 'test',
    hub: 'test',
    partitions: 2,
    claimBuckets: 1,
  };
  return { sources: [{ name: 'test', ...about, encoding, types }] };
}

let opened: Promise<Parser> | null = null;

/** Throws what the compiler says of the first model that is wrong. */
export async function compileModels(catalog: Catalog, templates: Record<string, string>): Promise<Model[]> {
  opened ??= openParser();
  const parser = await opened;
  const compiled: Record<string, CompiledModelFile> = {};
  for (const [name, template] of Object.entries(templates))
    compiled[name] = { description: '', columns: {}, ...(await parser.parse(template, `${name}.sql`)) };
  return loadCompiled(compiled, catalog);
}
