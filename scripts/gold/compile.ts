// Compiles the dbt project in models/ to models/compiled.json: each model's query as DuckDB's syntax tree, and what its
// files say of it. The function apps fold from that, and need no DuckDB for it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse as parseYaml } from 'yaml';
import type { CompiledModelFile } from '../../src/gold/load-models.ts';
import { type Rendered, renderModel } from './jinja.ts';
import { placeIn } from './jinja-tags.ts';

type Described = { name: string; description?: string; columns?: { name: string; description?: string }[] };

/** A model's file: its SQL, what config says, and its syntax tree. */
export type Parsed = Pick<CompiledModelFile, 'sha256' | 'meta' | 'sql' | 'query'>;

export type Parser = { parse(template: string, file: string): Promise<Parsed>; close(): void };

export async function openParser(): Promise<Parser> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    parse: async (template, file) => {
      const { sql, meta } = rendered(template, file);
      const serialize = 'SELECT json_serialize_sql($1::VARCHAR, skip_null := true)';
      const query = String((await connection.runAndReadAll(serialize, [sql])).getRows()[0]?.[0]);
      refuseErrors(query, file, sql);
      return { sha256: createHash('sha256').update(template).digest('hex'), meta, sql, query };
    },
    close: () => connection.closeSync(),
  };
}

function rendered(template: string, file: string): Rendered {
  try {
    return renderModel(template);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** By the models' names. Throws an Error with a line for each file that cannot be parsed: its name, line and column. */
export async function compileProject(folder: string): Promise<Record<string, CompiledModelFile>> {
  const parser = await openParser();
  const compiled: Record<string, CompiledModelFile> = {};
  const descriptions = readDescriptions(folder);
  const refused: string[] = [];
  try {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.sql')) continue;
      const name = file.slice(0, -'.sql'.length);
      const parsed = await parser
        .parse(readFileSync(join(folder, file), 'utf8'), `models/gold/${file}`)
        .catch((error: Error) => void refused.push(error.message));
      if (!parsed) continue;
      const { description = '', columns = [] } = descriptions.get(name) ?? { name };
      const described = Object.fromEntries(columns.map(column => [column.name, column.description ?? '']));
      compiled[name] = { description, columns: described, ...parsed };
    }
  } finally {
    parser.close();
  }
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return compiled;
}

function readDescriptions(folder: string): Map<string, Described> {
  const files = readdirSync(folder).filter(name => name.endsWith('.yml'));
  const models = files.flatMap(
    file => (parseYaml(readFileSync(join(folder, file), 'utf8')) as { models?: Described[] }).models ?? [],
  );
  return new Map(models.map(model => [model.name, model]));
}

/** The parser counts bytes from 0. */
function refuseErrors(serialized: string, file: string, sql: string): void {
  const { error, error_message: message, position } = JSON.parse(serialized) as Record<string, unknown>;
  if (error !== true) return;
  const before = Buffer.from(sql)
    .subarray(0, Number(position ?? 0))
    .toString();
  const said = String(message).startsWith('Only SELECT') ? 'a model is one SELECT' : message;
  throw new Error(`${file}: ${placeIn(sql, before.length)}: ${said}`);
}
