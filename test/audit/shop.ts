// A shop whose events go where the platform puts them: folded into gold in memory, and into silver's Delta tables in a
// local folder, lane by lane, each when the test says so.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openParser } from '../../scripts/gold/compile.ts';
import type { AuditedModel, AuditParts } from '../../src/audit/audit.ts';
import type { Catalog, Source } from '../../src/catalog/catalog.ts';
import type { Lane } from '../../src/events/coordinate.ts';
import { laneName } from '../../src/events/coordinate.ts';
import type { WeightedRow } from '../../src/events/silver-event.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { Model } from '../../src/gold/model.ts';
import type { JsonObject } from '../../src/json.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createMemoryGoldStore } from '../gold/memory-gold-store.ts';
import { compileModels } from '../gold/models.ts';
import { noonMs, openTestLake, segment, source } from '../tables/lake.ts';

const properties: JsonObject = {
  id: { type: 'string' },
  at: { type: 'string', format: 'date-time' },
  sku: { type: 'string' },
  units: { type: 'integer' },
  price: { type: 'number' },
};

export type SilverOutcome = Extract<Outcome, { verdict: 'silver' }>;

export const lanes: Lane[] = ['0', '1'].map(partitionId => ({ hub: 'shop', partitionId }));

/** One event of one row, or a change of several. */
export function outcome(sequenceNumber: number, rows: WeightedRow[], enqueuedTimeMs = noonMs): SilverOutcome {
  const eventTimeMs = rows.at(-1)?.eventTimeMs ?? noonMs;
  return {
    sequenceNumber,
    enqueuedTimeMs,
    verdict: 'silver',
    event: {
      ...{ type: 'sale', table: 'shop_sale', identity: `sale ${sequenceNumber}`, eventTimeMs },
      ...{ rows, warnings: [] },
    },
  };
}

export function openShop(encoding: Source['encoding']) {
  const catalog: Catalog = { sources: [source(encoding, properties)] };
  const lake = openTestLake();
  const { tables, append } = lake.open(catalog);
  const gold = createMemoryGoldStore();
  const writer = createFoldWriter(gold, () => noonMs);
  const through = new Map<string, number>();
  const folder = mkdtempSync(join(tmpdir(), 'assay-audit-'));
  return {
    catalog,
    gold,
    tables,
    folder,
    compile: (name: string, template: string) => compileModel(catalog, name, template),
    fold: (models: readonly Model[], lane: Lane, outcomes: readonly SilverOutcome[]) =>
      writer.write(foldBatch(models, lane, outcomes)),
    /** Into the tables, and then into the ledger. */
    land: async (lane: Lane, outcomes: readonly SilverOutcome[]) => {
      const [first, last] = [outcomes[0]?.sequenceNumber ?? 0, outcomes.at(-1)?.sequenceNumber ?? 0];
      const file = lake.land('silver', lane.partitionId, first, last, segment(lane.partitionId, outcomes));
      await append('shop', 'silver', [{ ...lane, through: first - 1, admitted: [{ file, first, last }] }]);
      through.set(laneName(lane), last);
    },
    parts: (): AuditParts => ({
      catalog,
      tables,
      folder,
      now: () => noonMs,
      patienceMs: 0,
      ledger: {
        read: async () =>
          lanes.map(lane => ({ entry: { ...lane, silverThrough: through.get(laneName(lane)) ?? -1 } })),
      },
      readDocuments: async model =>
        [...gold.documents]
          .filter(([id]) => id.startsWith(`${model.name} `))
          .map(([, { document }]) => structuredClone(document)),
    }),
    close: () => {
      lake.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function compileModel(catalog: Catalog, name: string, template: string): Promise<AuditedModel> {
  const [model] = await compileModels(catalog, { [name]: template });
  if (!model) throw new Error('there is no model');
  const parser = await openParser();
  try {
    const parsed = await parser.parse(template, `${name}.sql`);
    return { model, file: { description: '', columns: {}, ...parsed } };
  } finally {
    parser.close();
  }
}
