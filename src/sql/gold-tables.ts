// Gold models as tables: all of a model's documents as rows, read at most every few seconds.

import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GoldDocument } from '../gold/document.ts';
import { freshnessOf } from '../gold/freshness.ts';
import { addressIn, type Looked, lookUp, readFrom } from '../gold/look-up.ts';
import type { Model } from '../gold/model.ts';
import type { Columns } from '../gold/read-state.ts';
import { byKey, currentRows, trailingEnd, trailingRow, windowRows } from '../gold/rows.ts';
import { longestMs } from '../gold/width.ts';
import { Problem } from '../problem.ts';
import { type SqlType, timestamptz, typeName } from '../sql-expression/types.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import type { TableColumn } from './table-column.ts';

/** Documents of all keys whose span begins at or after `sinceMs`, in any order; at most `limit`. */
export type ReadGoldDocuments = (model: Model, sinceMs: number, limit: number) => Promise<GoldDocument[]>;

/** `models` are those that answer now: while a new version is built, the one before it. */
export type GoldParts = { models: () => Promise<readonly Model[]>; read: ReadGoldDocuments };

/** `foldedAt` is when the newest of the documents was folded, also of those that were looked up, RFC 3339; null when there is none. */
export type GoldFile = { path: string; foldedAt: string | null };

export type GoldTables = {
  /** The model's rows in a file that stays for `ageMs` and more. Throws a Problem when there are too many. */
  file(model: Model): Promise<GoldFile>;
};

const ageMs = 3_000;
/** Twice as long as a file is used, so that nobody who was given it misses it. */
const keptMs = 60_000;

export function createGoldTables(
  { read }: GoldParts,
  folder: string,
  maxDocuments: number,
  now: () => number = Date.now,
): GoldTables {
  const files = new Map<string, { readAtMs: number; file: Promise<GoldFile> }>();
  let written = 0;

  async function readWhole(model: Model, nowMs: number): Promise<GoldDocument[]> {
    const documents = await read(model, firstSpanMs(model, nowMs), maxDocuments + 1);
    if (documents.length > maxDocuments) throw tooMany(model, maxDocuments);
    return documents;
  }

  async function readModel(model: Model): Promise<GoldFile> {
    const nowMs = now();
    const documents = await readWhole(model, nowMs);
    const path = join(folder, `${model.name}-${++written}.ndjson`);
    const found: GoldDocument[] = [];
    const looked = await lookUpAll(model, documents, async lookedUp => {
      const all = await readWhole(lookedUp, nowMs);
      found.push(...all);
      return all;
    });
    const lines = goldRows(model, documents, looked, nowMs).map(row => `${JSON.stringify(row)}\n`);
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.part`, lines.join(''));
    await rename(`${path}.part`, path);
    setTimeout(() => void rm(path, { force: true }).catch(() => {}), keptMs).unref();
    const { freshness } = freshnessOf([...documents, ...found]);
    return { path, foldedAt: freshness.foldedAt };
  }

  return {
    file: model => {
      const name = `${model.name}.v${model.version}`;
      const known = files.get(name);
      if (known && now() - known.readAtMs < ageMs) return known.file;
      const file = readModel(model);
      files.set(name, { readAtMs: now(), file });
      file.catch(() => files.delete(name));
      return file;
    },
  };
}

/** Trailing spans need no document older than the longest of them. */
function firstSpanMs({ window, trailing }: Model, nowMs: number): number {
  if (!window || !trailing) return 0;
  return trailingEnd(window, nowMs) - Math.max(...Object.values(trailing)) - longestMs(window.span);
}

/** What each document's key leads to. What is looked up is read once, whole, and not key by key. */
async function lookUpAll(
  model: Model,
  documents: readonly GoldDocument[],
  readWhole: (model: Model) => Promise<GoldDocument[]>,
): Promise<Map<GoldDocument, Looked>> {
  const stored = new Map<string, GoldDocument>();
  const models = new Map(model.lookups.map(lookup => [lookup.model.name, lookup.model]));
  for (const found of models.values())
    for (const document of await readWhole(found)) stored.set(addressIn(found, document), document);
  const looked = new Map<GoldDocument, Looked>();
  if (models.size > 0)
    for (const document of documents)
      looked.set(document, await lookUp(model, document.key, readFrom(stored)));
  return looked;
}

function goldRows(
  model: Model,
  documents: readonly GoldDocument[],
  looked: ReadonlyMap<GoldDocument, Looked>,
  nowMs: number,
): Columns[] {
  const { window, trailing } = model;
  if (!window) return documents.flatMap(document => currentRows(model, document, looked.get(document)));
  const lists = byKey(documents);
  if (trailing) return lists.map(list => trailingRow(model, list[0]?.key ?? {}, list, nowMs));
  return lists.flatMap(list => windowRows(model, window, list, list[0] && looked.get(list[0])));
}

/** As the rows of GET /api/gold/{model} have them. */
export function goldColumns({ plan, descriptions, window, trailing }: Model): TableColumn[] {
  const column = ({ name, type }: { name: string; type: SqlType }): TableColumn => ({
    name,
    type: typeName(type),
    comment: descriptions[name] ?? null,
  });
  const values = plan.columns.map(column);
  const key = plan.key.map(column);
  if (trailing) {
    const labels = Object.keys(trailing);
    return [
      ...key,
      ...labels.flatMap(label => values.map(value => ({ ...value, name: `${value.name}_${label}` }))),
    ];
  }
  const windows = window ? [column({ name: window.name, type: timestamptz })] : [];
  return [...key, ...windows, ...values];
}

/** A SELECT of the rows of a gold file. */
export function goldScanSql(path: string, model: Model): string {
  const columns = goldColumns(model).map(({ name, type }) => `${quoteName(name)}: ${quoteText(type)}`);
  return `SELECT * FROM read_json(${quoteText(path)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`;
}

function tooMany({ name }: Model, maxDocuments: number): Problem {
  return new Problem(
    422,
    'The query reads too much',
    `gold.${name} has more than ${maxDocuments} documents, which is the most that SQL reads at once: ask GET /api/gold/${name} by key, or query the silver tables it is made of`,
  );
}
