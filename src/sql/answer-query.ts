// One query from its text to its answer: parse, fence, resolve tables, leave out files, fetch the rest, run.

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddFile } from '../delta/actions.ts';
import { Problem } from '../problem.ts';
import type { QueryProcess } from './child-process.ts';
import { checkStatement } from './fence.ts';
import type { FileCache } from './file-cache.ts';
import type { GoldFile, GoldTables } from './gold-tables.ts';
import type { SqlLimits } from './limits.ts';
import type { Column, Scan } from './protocol.ts';
import { neededFiles } from './pruning.ts';
import { linkQueryFiles } from './query-files.ts';
import {
  type Evaluate,
  type GoldSource,
  type LakeSource,
  resolveSources,
  type Source,
  type Tables,
} from './sources.ts';
import type { SqlRequest } from './sql-request.ts';
import { formatStatement, parseStatement, type SyntaxNode, selectExpressions } from './syntax-tree.ts';
import { remove, type Workspace } from './workspace.ts';

export type QueryParts = {
  tables: Tables;
  gold: GoldTables;
  cache: FileCache;
  workspace: Workspace;
  limits: SqlLimits;
};

/** The version of a lake table (all of them, when several were read); for gold, when it was folded. */
export type TableRead = number | number[] | string | null;

export type QueryAnswer = {
  columns: Column[];
  rowCount: number;
  /** There are more rows than were asked for. */
  truncated: boolean;
  tables: Record<string, TableRead>;
  filesRead: number;
  filesPruned: number;
  /** Bytes of the content. */
  size: number;
  /** The rows in the format asked for, to be read once. */
  content: AsyncIterable<Uint8Array>;
};

const threads = 2;

/** Throws a Refusal, a Problem, a DeltaError, or what the process rejects with. */
export async function answerQuery(
  parts: QueryParts,
  request: SqlRequest,
  process: QueryProcess,
): Promise<QueryAnswer> {
  const folder = await parts.workspace.queryFolder();
  try {
    return await answerIn(folder, parts, request, process);
  } finally {
    const closed = await process.ask({ kind: 'close' }, 'closed').catch(() => null);
    if (!closed || closed.tired) process.end();
    await remove(folder);
  }
}

async function answerIn(
  folder: string,
  parts: QueryParts,
  request: SqlRequest,
  process: QueryProcess,
): Promise<QueryAnswer> {
  const { statement, sources, lake } = await planQuery(folder, parts, request, process);
  const gold = await readGold(sources, parts.gold);
  const files = await linkQueryFiles(lake, gold, parts.cache, folder);
  try {
    const scans = sources.map((source, i) => standIn(source, `t${i}`, files.selects.get(source) ?? ''));
    const file = join(folder, 'answer');
    const { format, limit: maxRows } = request;
    const { columns, rowCount, truncated } = await process.ask(
      { kind: 'answer', statement: formatStatement(statement), scans, maxRows, format, file },
      'answered',
    );
    const active = [...lake.keys()].reduce((count, { snapshot }) => count + snapshot.files.size, 0);
    const needed = [...lake.values()].reduce((count, list) => count + list.length, 0);
    return {
      ...{ columns, rowCount, truncated },
      tables: tablesRead(sources, gold),
      filesRead: files.count,
      filesPruned: active - needed,
      ...(await openContent(file, parts.limits.maxAnswerBytes)),
    };
  } catch (error) {
    throw files.damage(error) ?? error;
  } finally {
    files.release();
  }
}

type Plan = { statement: SyntaxNode; sources: Source[]; lake: Map<LakeSource, AddFile[]> };

/** What the query may read: the versions of its tables, and of each the files that it can need. */
async function planQuery(
  folder: string,
  { tables, limits: { memoryMb } }: QueryParts,
  { sql, versions }: SqlRequest,
  process: QueryProcess,
): Promise<Plan> {
  const parsed = await process.ask({ kind: 'open', sql, folder, memoryMb, threads }, 'parsed');
  const statement = parseStatement(parsed.statement);
  const references = checkStatement(statement, new Set([...tables.lake.keys(), ...tables.gold.keys()]));
  const evaluate = evaluator(process);
  const sources = await resolveSources(references, tables, versions, evaluate);
  const lakeSources = sources.filter(source => source.kind === 'lake');
  return { statement, sources, lake: await neededFiles(statement, lakeSources, evaluate) };
}

function evaluator(process: QueryProcess): Evaluate {
  return async expressions => {
    const statement = formatStatement(selectExpressions(expressions));
    return (await process.ask({ kind: 'evaluate', statement }, 'evaluated')).values;
  };
}

async function readGold(sources: readonly Source[], gold: GoldTables): Promise<Map<GoldSource, GoldFile>> {
  const models = sources.filter(source => source.kind === 'gold');
  return new Map(
    await Promise.all(models.map(async source => [source, await gold.file(source.model)] as const)),
  );
}

/**
 * Points the reference to a view in a catalog of its own. Two references to one table may then mean different versions and
 * files, and the query's `silver.pos_sale.basket` still finds its column.
 */
function standIn({ reference }: Source, catalog: string, select: string): Scan {
  const [name = '', schema = 'main'] = reference.table.split('.').reverse();
  const node: SyntaxNode = reference.node;
  node.catalog_name = catalog;
  node.schema_name = schema;
  node.table_name = name;
  node.at_clause = null;
  return { catalog, schema, name, select };
}

function tablesRead(
  sources: readonly Source[],
  gold: ReadonlyMap<GoldSource, GoldFile>,
): Record<string, TableRead> {
  const read: Record<string, TableRead> = {};
  for (const [table, list] of Map.groupBy(sources, ({ reference }) => reference.table)) {
    const versions = new Set(
      list.flatMap(source => (source.kind === 'lake' ? [source.snapshot.version] : [])),
    );
    const [only = null] = versions;
    const [first] = list;
    if (first?.kind === 'gold') read[table] = gold.get(first)?.foldedAt ?? null;
    else read[table] = versions.size > 1 ? [...versions].sort((a, b) => a - b) : only;
  }
  return read;
}

/** The file stays readable when its folder is removed. Throws a Problem when it is too large. */
async function openContent(file: string, maxBytes: number): Promise<Pick<QueryAnswer, 'size' | 'content'>> {
  const handle = await open(file);
  const { size } = await handle.stat();
  if (size <= maxBytes) return { size, content: handle.createReadStream() };
  await handle.close();
  throw new Problem(
    422,
    'The answer is too large',
    `the answer has ${size} bytes, and at most ${maxBytes} are given: select fewer columns, or lower "limit"`,
  );
}
