// Sales for the bench of a rebuild: the n-th is the same wherever it is made, in silver's table or as a live event.

import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { containerName, createCosmosGold } from '../src/azure/cosmos-gold.ts';
import { createCosmosGoldDocuments } from '../src/azure/cosmos-gold-documents.ts';
import { createCosmosSeams } from '../src/azure/cosmos-seams.ts';
import { commit } from '../src/delta/commit.ts';
import { ensureTable } from '../src/delta/create-table.ts';
import type { StructType } from '../src/delta/schema.ts';
import { openTable } from '../src/delta/table.ts';
import type { Lane } from '../src/events/coordinate.ts';
import type { AcceptedEvent } from '../src/gold/fold.ts';
import { createFoldWriter } from '../src/gold/fold-writer.ts';
import { createMetrics } from '../src/metrics.ts';
import { readCatalog, readModels } from '../src/package-files.ts';
import { writeDataFiles } from '../src/tables/data-file.ts';
import { duckdbType, quoteName } from '../src/tables/duckdb-type.ts';
import { lakeTables } from '../src/tables/table-definitions.ts';
import { createWorkbenches } from '../src/tables/workbench.ts';
import { folderStore } from '../test/delta/folder-store.ts';

const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
const skus = 500;
const hours = 24 * 7;
const firstMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - hours * 3_600_000;

export const lanes: Lane[] = ['0', '1'].map(partitionId => ({ hub: 'pos', partitionId }));

/** Half of all sales are of one SKU. */
export const skuOf = (n: number) => `SKU-${n % 2 === 0 ? 0 : (n * 7) % skus}`;
export const unitsOf = (n: number) => 1 + (n % 5);
/** In order of time; the live ones are all in the last hour. */
const salesPerHour = 6_000;
const hourOf = (n: number) => Math.min(Math.floor(n / salesPerHour), hours - 1);

export function sale(n: number): AcceptedEvent {
  const eventTimeMs = firstMs + hourOf(n) * 3_600_000;
  const row = { lines: [{ sku: skuOf(n), quantity: unitsOf(n), amountMinor: 100 }] };
  return {
    ...{ sequenceNumber: Math.floor(n / lanes.length), enqueuedTimeMs: firstMs + hours * 3_600_000 },
    event: {
      ...{ type: 'sale', table: 'pos_sale', identity: String(n), eventTimeMs, warnings: [] },
      rows: [{ weight: 1, row, eventTimeMs }],
    },
  };
}

export async function openRebuildBench(folder: string, cosmosPort: number) {
  const catalog = readCatalog();
  const model = readModels().find(({ name }) => name === 'sales_velocity');
  const definition = lakeTables(catalog).find(
    found => found.definition.name === 'silver.pos_sale',
  )?.definition;
  if (!model || !definition) throw new Error('there is no sales_velocity, or no silver.pos_sale');
  const client = new CosmosClient({ endpoint: `http://127.0.0.1:${cosmosPort}/`, key });
  const { database } = await client.databases.createIfNotExists({ id: 'assay' });
  await database.containers.createIfNotExists({
    id: containerName(model),
    partitionKey: { paths: ['/pk'] },
    defaultTtl: -1,
  });
  const metrics = createMetrics();
  const gold = createCosmosGold(database, metrics);
  const read = createCosmosGoldDocuments(database, metrics);
  return {
    ...{ catalog, model, definition, gold, metrics, folder },
    table: openTable(folderStore(join(folder, 'lake', 'pos_sale')), 'silver.pos_sale'),
    seams: createCosmosSeams(database),
    folds: createFoldWriter(gold),
    documents: () => read(model, 0, Number.POSITIVE_INFINITY),
  };
}

export type RebuildBench = Awaited<ReturnType<typeof openRebuildBench>>;

export async function fillSilver({ table, definition, folder }: RebuildBench, events: number): Promise<void> {
  await ensureTable(table, definition, Date.now());
  const workbench = createWorkbenches({ folder: join(folder, 'work'), memoryMb: 1_000 });
  const columns = definition.schema.fields.map(({ name, type }) => `${quoteName(name)} ${duckdbType(type)}`);
  const line = lineSql(definition.schema);
  const step = 100_000;
  for (let from = 0; from < events; from += step)
    await workbench(async bench => {
      await bench.run(`CREATE TEMP TABLE sales (${columns.join(', ')})`);
      await bench.run(`INSERT INTO sales BY NAME SELECT
        [struct_pack(${line.join(', ')})] AS lines, CAST(n AS VARCHAR) AS _identity,
        make_timestamptz((${firstMs} + least(n // ${salesPerHour}, ${hours - 1}) * 3600000) * 1000) AS _event_time,
        make_timestamptz(${firstMs + hours * 3_600_000} * 1000) AS _enqueued_time, 'pos' AS _hub,
        CAST(n % ${lanes.length} AS VARCHAR) AS _partition_id, n // ${lanes.length} AS _sequence_number,
        DATE '2026-01-01' AS _enqueued_date
        FROM range(${from}, ${Math.min(events, from + step)}) AS numbers(n)`);
      const target = { table, schema: definition.schema, metadata: await metadataOf(table) };
      const files = await writeDataFiles(bench, target, 'sales', Date.now());
      await commit(table, { operation: 'WRITE', build: () => files.map(add => ({ add })) });
    });
}

async function metadataOf(table: RebuildBench['table']) {
  const snapshot = await table.snapshot();
  if (!snapshot) throw new Error('there is no table');
  return snapshot.metadata;
}

/** The fields of one line of a sale `n`; what the model does not read is null. */
function lineSql({ fields }: StructType): string[] {
  const lines = fields.find(({ name }) => name === 'lines')?.type;
  if (typeof lines !== 'object' || lines.type !== 'array') throw new Error('silver.pos_sale has no lines');
  if (typeof lines.elementType === 'string' || lines.elementType.type !== 'struct')
    throw new Error('lines are no structs');
  const known: Record<string, string> = {
    sku: `'SKU-' || CASE WHEN n % 2 = 0 THEN 0 ELSE (n * 7) % ${skus} END`,
    quantity: '1 + n % 5',
    amountMinor: '100',
  };
  return lines.elementType.fields.map(
    ({ name, type }) => `${quoteName(name)} := CAST(${known[name] ?? 'NULL'} AS ${duckdbType(type)})`,
  );
}
