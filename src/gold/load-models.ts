// Reads what models/compiled.json holds, once, and refuses a model that cannot be folded.

import type { Catalog } from '../catalog/catalog.ts';
import { RefusedExpression } from '../sql-expression/refusal.ts';
import { isNode, nodeAt, nodesAt, parseSyntax, type SyntaxNode } from '../sql-expression/syntax.ts';
import { compileQuery } from './compiler/compile-query.ts';
import type { Relations } from './compiler/named-relations.ts';
import type { FoldPlan } from './compiler/plan.ts';
import { silverTables } from './compiler/silver-tables.ts';
import { parseDuration } from './duration.ts';
import type { Model, Windowing } from './model.ts';
import { isHopping, sizeOf } from './panes.ts';
import { presentRowsPrefix } from './present-rows.ts';
import { fieldsBySlot } from './slot-fields.ts';
import { formatWidth, mostWithin, nests, parseWidth, times } from './width.ts';

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

/** Of one document: a day of minutes is 1,440. */
const maxWindowsOfSpan = 2_000;

/** That a hopping window may reach over. */
const maxSpansOfWindow = 32;

const knownMeta = ['version', 'span', 'retain', 'trailing'];

function refuseUnknown(meta: Record<string, unknown>): void {
  const unknown = Object.keys(meta).find(name => !knownMeta.includes(name) && !name.startsWith('__'));
  if (unknown !== undefined)
    throw new Error(`config(meta={'${unknown}': …}) is not known; write ${knownMeta.join(', ')}`);
}

function versionOf({ version = 1 }: Record<string, unknown>): number {
  if (Number.isInteger(version) && Number(version) > 0) return Number(version);
  throw new Error(`"version" in config(meta=…) is ${version}; write a whole number from 1`);
}

function onlyQuery(parsed: SyntaxNode): SyntaxNode {
  const [statement, second] = nodesAt(parsed, 'statements');
  if (!statement || second) throw new Error('a model is one SELECT');
  return nodeAt(statement, 'node');
}

/** `span` and `retain` in the config's meta; a span of a whole number of windows. */
function toWindow({ window }: FoldPlan, meta: Record<string, unknown>): Windowing | null {
  if (!window) return null;
  const { pane } = window;
  const span = duration(meta, 'span', parseWidth, '1h, 1d, 4w, 3mo or 1y');
  const retainMs = duration(meta, 'retain', parseDuration, '30s, 5m, 1h or 7d');
  if (!nests(pane, span))
    throw new Error(
      `"span" in config(meta=…) is ${meta.span}; write a whole number of windows of ${formatWidth(pane)}`,
    );
  const panes = mostWithin(pane, span);
  if (panes > maxWindowsOfSpan)
    throw new Error(
      `"span" in config(meta=…) has ${panes} windows; write one of at most ${maxWindowsOfSpan}, such as ${formatWidth(times(pane, 60))}`,
    );
  const size = sizeOf(window);
  if (mostWithin(span, size) > maxSpansOfWindow)
    throw new Error(
      `"span" in config(meta=…) is ${meta.span}, and a window of ${formatWidth(size)} would be read from more than ${maxSpansOfWindow} documents; write a longer one`,
    );
  return { ...window, span, retainMs };
}

/** A model over another has its windows, and says nothing of its own of them. */
function windowOf({ name, window }: Model, meta: Record<string, unknown>): Windowing | null {
  const said = ['span', 'retain'].find(option => meta[option] !== undefined);
  if (said !== undefined)
    throw new Error(
      `"${said}" in config(meta=…) is that of ${name}, whose documents are shown; leave it out`,
    );
  return window;
}

function toTrailing(
  { trailing }: Record<string, unknown>,
  window: Windowing | null,
): Record<string, number> | null {
  if (!isNode(trailing)) return null;
  if (!window) throw new Error('"trailing" in config(meta=…) adds up windows; write a window into GROUP BY');
  if (isHopping(window) || !('ms' in window.pane) || window.pane.originMs !== 0)
    throw new Error(
      '"trailing" in config(meta=…) adds up windows that follow one another, of at most a day; leave it out',
    );
  return Object.fromEntries(
    Object.entries(trailing).map(([label, text]) => [label, parseDuration(String(text))]),
  );
}

function duration<T>(
  meta: Record<string, unknown>,
  name: string,
  parse: (text: string) => T,
  examples: string,
): T {
  const text = meta[name];
  if (typeof text !== 'string')
    throw new Error(`a model with windows says their ${name}; write config(meta={'${name}': '1d'})`);
  try {
    return parse(text);
  } catch {
    throw new Error(`"${name}" in config(meta=…) is ${text}; write a duration such as ${examples}`);
  }
}
