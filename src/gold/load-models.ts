// Reads what models/compiled.json holds, once, and refuses a model that cannot be folded.

import type { Catalog } from '../catalog/catalog.ts';
import { RefusedExpression } from '../sql-expression/refusal.ts';
import { nodeAt, nodesAt, parseSyntax, type SyntaxNode } from '../sql-expression/syntax.ts';
import { compileQuery } from './compiler/compile-query.ts';
import type { Relations } from './compiler/named-relations.ts';
import { silverTables } from './compiler/silver-tables.ts';
import type { Model } from './model.ts';
import { refuseUnknown, toTrailing, toWindow, versionOf, windowOf } from './model-meta.ts';
import { presentRowsPrefix } from './present-rows.ts';
import { fieldsBySlot } from './slot-fields.ts';

/** What `npm run gold -- compile` writes of a model. */
export type CompiledModelFile = {
  /** Of the model's file: tells whether it was compiled since it was changed. */
  sha256: string;
  description: string;
  columns: Record<string, string>;
  meta: Record<string, unknown>;
  sql: string;
  /** DuckDB's syntax tree of the query, as JSON text. */
  query: string;
};

/** Throws an Error with a line for each model that is wrong: the line and the column of its query, why, and what to write. */
export function loadCompiled(compiled: Record<string, CompiledModelFile>, catalog: Catalog): Model[] {
  const tables = silverTables(catalog);
  const refused: string[] = [];
  const loaded = new Map<string, Model | 'loading' | 'refused'>();
  /** A model is loaded when the first that names it is. */
  const load = (name: string): Model | null => {
    const [file, known] = [compiled[name], loaded.get(name)];
    if (!file) return null;
    if (known === 'loading') throw new Error(`${name} is made of itself`);
    if (known === 'refused') throw new Error(`${name} is refused`);
    if (known) return known;
    loaded.set(name, 'loading');
    try {
      const model = toModel(name, file, {
        tables,
        model: load,
        models: Object.keys(compiled),
        named: new Map(),
      });
      loaded.set(name, model);
      return model;
    } catch (error) {
      loaded.set(name, 'refused');
      refused.push(`models/gold/${name}.sql: ${describe(error, file.sql)}`);
      throw error;
    }
  };
  const models = Object.keys(compiled).flatMap(name => {
    try {
      return load(name) ?? [];
    } catch (error) {
      if (refused.length === 0) throw error;
      return [];
    }
  });
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return models;
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof RefusedExpression)) return error instanceof Error ? error.message : String(error);
  const { reason, position, instead } = error.refusal;
  const advice = instead === null ? '' : `; write ${instead}`;
  if (position === null) return `${reason}${advice}`;
  const before = Buffer.from(sql).subarray(0, position).toString().split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${reason}${advice}`;
}

function toModel(
  name: string,
  { description, columns, meta, sql, query }: CompiledModelFile,
  relations: Relations,
): Model {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error('a model is named in lower-case letters, digits and _');
  if (name.startsWith(presentRowsPrefix))
    throw new Error(`names that begin with ${presentRowsPrefix} are those of looked-up tables`);
  refuseUnknown(meta);
  const { plan, over, lookups } = compileQuery(onlyQuery(parseSyntax(query)), relations);
  const window = over ? windowOf(over, meta) : toWindow(plan, meta);
  const trailing = toTrailing(meta, window);
  if (trailing && (over || lookups.length > 0))
    throw new Error(
      '"trailing" in config(meta=…) is of a model that looks nothing up; write windows, and ask with grain=',
    );
  return {
    name,
    version: versionOf(meta),
    description,
    descriptions: columns,
    ...{ sql, plan, over, lookups },
    fieldsOf: fieldsBySlot(plan),
    tables: new Set(plan.inputs.map(({ table }) => table)),
    ...{ window, trailing },
  };
}

function onlyQuery(parsed: SyntaxNode): SyntaxNode {
  const [statement, second] = nodesAt(parsed, 'statements');
  if (!statement || second) throw new Error('a model is one SELECT');
  return nodeAt(statement, 'node');
}
