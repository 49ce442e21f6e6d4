// The batch run: DuckDB with silver tables filled as the committer fills them, and models' own SQL over those.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Catalog, Source } from '../../../src/catalog/catalog.ts';
import type { TableDefinition } from '../../../src/delta/create-table.ts';
import type { SilverEvent } from '../../../src/events/silver-event.ts';
import type { Json } from '../../../src/json.ts';
import { encodeSegmentFile } from '../../../src/silver/segment-file.ts';
import { currentRowsSql } from '../../../src/tables/current-rows.ts';
import { duckdbType, quoteName } from '../../../src/tables/duckdb-type.ts';
import { type AdmittedFile, landedSql, silverRowsSql } from '../../../src/tables/landed-rows.ts';
import { sourceTables } from '../../../src/tables/table-definitions.ts';

export const enqueuedTimeMs = Date.UTC(2026, 0, 7);

/** A column's name in DuckDB, its type, and its values as JSON would show them. */
export type BatchColumn = { name: string; type: string };
export type BatchResult = { columns: BatchColumn[]; rows: Record<string, Json>[] };

export type Batch = {
  /** Fills the silver tables of a source anew with the events of its lanes. */
  fill(source: string, lanes: readonly (readonly SilverEvent[])[]): Promise<void>;
  /** Throws what DuckDB raises. */
  run(sql: string): Promise<BatchResult>;
  close(): void;
};

export async function openBatch({ sources }: Catalog): Promise<Batch> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-equality-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; PRAGMA disable_optimizer; CREATE SCHEMA silver");
  let fills = 0;
  return {
    fill: async (name, lanes) => {
      const source = sources.find(found => found.name === name);
      if (!source) throw new Error(`there is no source ${name}`);
      // DuckDB keeps what it has read of a file under its name.
      fills += 1;
      const files = landLanes(join(folder, `${fills}-${name}`), source, lanes);
      for (const statement of silverSql(source, files)) await connection.run(statement);
    },
    run: async sql => {
      const reader = await connection.runAndReadAll(sql);
      const columns = reader.columnNames().map((name, i) => ({ name, type: String(reader.columnType(i)) }));
      const rows = reader
        .getRows()
        .map(values => Object.fromEntries(columns.map(({ name }, i) => [name, shown(values[i] ?? null)])));
      return { columns, rows };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A segment for each lane that has events, as a refining host lands them. */
function landLanes(
  path: string,
  { hub }: Source,
  lanes: readonly (readonly SilverEvent[])[],
): AdmittedFile[] {
  return lanes.flatMap((events, lane) => {
    if (events.length === 0) return [];
    const outcomes = events.map((event, sequenceNumber) => ({
      sequenceNumber,
      enqueuedTimeMs,
      verdict: 'silver' as const,
      event,
    }));
    const file = `${path}-${lane}.parquet`;
    writeFileSync(file, encodeSegmentFile({ hub, partitionId: String(lane) }, outcomes));
    return [{ path: file, first: 0, last: events.length }];
  });
}

function silverSql(source: Source, files: readonly AdmittedFile[]): string[] {
  return sourceTables(source).silver.flatMap(({ type, table: { definition } }) => {
    const rows = files.length > 0 ? silverRowsSql(source, type, landedSql(files)) : null;
    const present = currentRowsSql(`SELECT * FROM ${definition.name}`, definition.schema);
    const view = `CREATE OR REPLACE VIEW silver.${type.table} AS ${present}`;
    return [tableSql(definition, rows), ...(source.encoding === 'debezium' ? [view] : [])];
  });
}

function tableSql({ name, schema }: TableDefinition, rows: string | null): string {
  const columns = schema.fields.map(field => `${quoteName(field.name)} ${duckdbType(field.type)}`);
  const created = `CREATE OR REPLACE TABLE ${name} (${columns.join(', ')})`;
  return rows === null ? created : `${created}; INSERT INTO ${name} BY NAME ${rows}`;
}

/** What an API shows of a value: numbers where they are exact, times by ISO 8601. */
function shown(value: DuckDBValue): Json {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBDecimalValue) {
    const text = String(value);
    return text.replace(/\D/g, '').length <= 15 ? Number(text) : text;
  }
  if (value instanceof DuckDBTimestampTZValue) {
    const iso = new Date(Number(value.micros / 1_000n)).toISOString();
    const beyond = value.micros % 1_000n;
    return beyond === 0n ? iso : iso.replace('Z', `${String(beyond).padStart(3, '0')}Z`);
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Json;
  return String(value);
}
