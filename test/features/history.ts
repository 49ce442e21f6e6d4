// What happened in a shop, twice: in silver's Delta tables, all of it; and in gold in memory, as it was at any instant.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openParser } from '../../scripts/gold/compile.ts';
import { modelsFolder } from '../../scripts/gold/models-folder.ts';
import { openDatabase } from '../../src/audit/silver-database.ts';
import type { Catalog, EventType } from '../../src/catalog/catalog.ts';
import { laneName } from '../../src/events/coordinate.ts';
import { exportTrainingSet, type TrainingParts } from '../../src/features/training-set.ts';
import { readVector } from '../../src/features/vector.ts';
import { featureView } from '../../src/features/view.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { type CompiledModelFile, loadCompiled } from '../../src/gold/load-models.ts';
import type { Model } from '../../src/gold/model.ts';
import type { Columns } from '../../src/gold/read-state.ts';
import type { GoldStore } from '../../src/gold/store.ts';
import type { JsonObject } from '../../src/json.ts';
import { readCatalog } from '../../src/package-files.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';
import { openTestLake, segment, source } from '../tables/lake.ts';

export type Happening = {
  lane: 0 | 1;
  table: string;
  row: JsonObject;
  eventTimeMs: number;
  enqueuedTimeMs: number;
};

/** Of a spine; further columns are labels. */
export type SpineRow = { [column: string]: string | number };

export type CompiledModel = { model: Model; file: CompiledModelFile };

const basket: JsonObject = {
  type: 'object',
  properties: {
    card: { type: 'string' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: { sku: { type: 'string' }, units: { type: ['integer', 'null'] } },
        required: ['sku'],
      },
    },
  },
  required: ['card', 'lines'],
};

/** The project's own payments, and baskets with lists, through one hub. */
export function testCatalog(): Catalog {
  const payments = readCatalog().sources.flatMap(({ types }) =>
    types.filter(({ table }) => /^payments_(authorised|declined)$/.test(table)),
  );
  const about = { description: '', key: ['card'], time: '/at', identity: null, expectations: [] };
  const baskets: EventType = { ...about, name: 'basket', table: 'shop_basket', schema: basket };
  return { sources: [{ ...source('cloudevents', {}), types: [...payments, baskets] }] };
}

export async function compileTemplate(
  catalog: Catalog,
  name: string,
  template: string,
): Promise<CompiledModel> {
  const parser = await openParser();
  try {
    const file = { description: '', columns: {}, ...(await parser.parse(template, `${name}.sql`)) };
    return { model: loadCompiled({ [name]: file }, catalog)[0] as Model, file };
  } finally {
    parser.close();
  }
}

export function projectModel(catalog: Catalog, name: string): CompiledModel {
  const compiled: Record<string, CompiledModelFile> = JSON.parse(
    readFileSync(join(modelsFolder, 'compiled.json'), 'utf8'),
  );
  const file = compiled[name] as CompiledModelFile;
  return { model: loadCompiled({ [name]: file }, catalog)[0] as Model, file };
}

/** The features of a key by gold, when it has been told what had happened up to then. */
export async function onlineAt(
  { model }: CompiledModel,
  happenings: readonly Happening[],
  key: readonly string[],
  atMs: number,
): Promise<Columns> {
  const store = createMemoryGoldStore();
  await foldInto(store, model, happenings, atMs);
  const view = featureView(model);
  if ('refused' in view) throw new Error(view.refused);
  return (await readVector(view, store, key, atMs)).features;
}

/** Folds what had happened up to an instant. */
export async function foldInto(
  store: GoldStore,
  model: Model,
  happenings: readonly Happening[],
  atMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const writer = createFoldWriter(store);
  for (const [lane, events] of lanesOf(happenings)) {
    const known = events.filter(({ event }) => event.eventTimeMs <= atMs);
    await writer.write(foldBatch([model], { hub: 'shop', partitionId: String(lane) }, known));
  }
}

/** By lane; an event's sequence number is its place. */
function lanesOf(happenings: readonly Happening[]) {
  return ([0, 1] as const).map(lane => {
    const own = happenings.filter(happening => happening.lane === lane);
    return [
      lane,
      own.map(({ table, row, eventTimeMs, enqueuedTimeMs }, sequenceNumber) => ({
        sequenceNumber,
        enqueuedTimeMs,
        verdict: 'silver' as const,
        event: {
          ...{ type: table, table, identity: `${lane}/${sequenceNumber}`, eventTimeMs, warnings: [] },
          rows: [{ weight: 1 as const, row, eventTimeMs }],
        },
      })),
    ] as const;
  });
}

export type History = {
  folder: string;
  /** The rows of the training set, columns as DuckDB writes them. */
  export(compiled: CompiledModel, spine: readonly SpineRow[]): Promise<Record<string, string | null>[]>;
  parts: TrainingParts;
  close(): void;
};

/** All of it in silver. */
export async function openHistory(catalog: Catalog, happenings: readonly Happening[]): Promise<History> {
  const lake = openTestLake();
  const { tables, append } = lake.open(catalog);
  const cut = new Map<string, number>();
  for (const [lane, events] of lanesOf(happenings)) {
    const [at, last] = [{ hub: 'shop', partitionId: String(lane) }, events.length - 1];
    if (last >= 0) {
      const file = lake.land('silver', at.partitionId, 0, last, segment(at.partitionId, events));
      await append('shop', 'silver', [{ ...at, through: -1, admitted: [{ file, first: 0, last }] }]);
    }
    cut.set(laneName(at), last);
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-features-'));
  const parts: TrainingParts = { catalog, tables, folder, readCut: async () => cut };
  return {
    folder,
    parts,
    export: async (compiled, spine) => {
      const [from, out] = [join(folder, 'spine.ndjson'), join(folder, 'training.parquet')];
      writeFileSync(from, spine.map(row => `${JSON.stringify(row)}\n`).join(''));
      await exportTrainingSet(parts, compiled, { spine: from, out });
      return readTexts(out);
    },
    close: () => {
      lake.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readTexts(file: string): Promise<Record<string, string | null>[]> {
  const database = await openDatabase();
  try {
    const rows = await database.rows(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('${file}')`);
    return rows as Record<string, string | null>[];
  } finally {
    database.close();
  }
}
