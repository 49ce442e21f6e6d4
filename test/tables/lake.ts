// A lake in a local folder, with landed files to put into it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import type { Catalog, Source } from '../../src/catalog/catalog.ts';
import { dataFilePath } from '../../src/delta/actions.ts';
import type { DeltaTable } from '../../src/delta/table.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import type { JsonObject } from '../../src/json.ts';
import type { LandedFile, LandingStore, Tier } from '../../src/landing/landing.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { encodeSegmentFile } from '../../src/silver/segment-file.ts';
import { readFilesSql } from '../../src/tables/duckdb-type.ts';
import { createLandedAppender } from '../../src/tables/landed-appender.ts';
import { openLake } from '../../src/tables/open-lake.ts';
import { createWorkbenches } from '../../src/tables/workbench.ts';
import { folderStore } from '../delta/folder-store.ts';

export const noonMs = Date.UTC(2026, 10, 26, 12);

export const source = (encoding: Source['encoding'], properties: JsonObject): Source => ({
  name: 'shop',
  title: 'Shop',
  description: 'A shop.',
  owner: 'shops',
  hub: 'shop',
  partitions: 2,
  encoding,
  claimBuckets: 1,
  types: [
    {
      name: 'sale',
      table: 'shop_sale',
      description: 'A sale.',
      schema: { type: 'object', properties },
      key: ['id'],
      time: '/at',
      identity: null,
      expectations: [],
    },
  ],
});

export function openTestLake() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-tables-'));
  const landed = new Map<string, Uint8Array>();
  const landing: LandingStore = {
    put: async () => 'exists',
    list: async function* () {},
    read: async path => landed.get(path) ?? new Uint8Array(),
    delete: async () => {},
  };
  const workbench = createWorkbenches({ folder: join(folder, 'work'), memoryMb: 512 });
  const store = (table: string) => folderStore(join(folder, 'lake', table));
  return {
    workbench,
    /** What one process of the platform has: its own view of the tables, and an appender. */
    open: (catalog: Catalog, wrap = (_name: string, at: ReturnType<typeof store>) => at) => {
      const tables = openLake(catalog, name => wrap(name, store(name)));
      return {
        tables,
        append: createLandedAppender({
          catalog,
          tables,
          landing,
          workbench,
          metrics: createMetrics(),
          now: () => noonMs,
        }),
      };
    },
    land: (tier: Tier, partitionId: string, first: number, last: number, content: Uint8Array): LandedFile => {
      const path = `${tier}/${partitionId}/${first}-${last}/${landed.size}`;
      landed.set(path, content);
      return {
        hub: 'shop',
        partitionId,
        tier,
        path,
        bucket: '',
        size: content.byteLength,
        first,
        last,
        metadata: {},
      };
    },
    /** The rows of a table by DuckDB, as the log says they are. */
    rows: (table: DeltaTable | undefined, select: string): Promise<Record<string, unknown>[]> =>
      workbench(async bench => {
        const snapshot = await table?.snapshot();
        if (!table || !snapshot) return [];
        const parts: string[] = [];
        for (const [i, file] of [...snapshot.files.values()].entries()) {
          const path = await bench.write(
            `${i}.parquet`,
            (await table.store.read(dataFilePath(file))) ?? new Uint8Array(),
          );
          parts.push(readFilesSql([path], snapshot.schema, file.partitionValues));
        }
        if (parts.length === 0) return [];
        return bench.rows(select.replace('$table', `(${parts.join(' UNION ALL ')})`));
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

export function bronze(partitionId: string, first: number, last: number, enqueuedMs = noonMs): Uint8Array {
  const [head, ...tail] = numbers(first, last).map(
    (sequenceNumber): RawEvent => ({
      sequenceNumber,
      offset: String(sequenceNumber * 100),
      enqueuedTimeMs: enqueuedMs + sequenceNumber,
      partitionKey: sequenceNumber % 2 ? 'odd' : null,
      contentType: null,
      properties: { n: sequenceNumber },
      systemProperties: {},
      body: Buffer.from([0xff, 0x00, sequenceNumber % 256]),
    }),
  );
  if (!head) throw new Error('no events');
  return encodeBronzeFile({ hub: 'shop', partitionId, events: [head, ...tail] }, enqueuedMs);
}

export function segment(partitionId: string, outcomes: readonly Outcome[]): Uint8Array {
  return encodeSegmentFile({ hub: 'shop', partitionId }, outcomes);
}
