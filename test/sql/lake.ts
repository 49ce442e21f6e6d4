// A small lake in a local folder, written as the platform writes its own, and an engine over it.

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commit } from '../../src/delta/commit.ts';
import { ensureTable } from '../../src/delta/create-table.ts';
import type { DataType, StructType } from '../../src/delta/schema.ts';
import { type DeltaTable, openTable } from '../../src/delta/table.ts';
import { createSqlEngine, type SqlEngine } from '../../src/sql/engine.ts';
import type { GoldParts } from '../../src/sql/gold-tables.ts';
import { fixedLimits, type SqlLimits } from '../../src/sql/limits.ts';
import { parseSqlRequest } from '../../src/sql/sql-request.ts';
import { writeDataFile } from '../../src/tables/data-file.ts';
import { createWorkbenches } from '../../src/tables/workbench.ts';
import { folderStore } from '../delta/folder-store.ts';

export const limits: SqlLimits = {
  ...fixedLimits,
  processes: 2,
  memoryMb: 256,
  cacheBytes: 64 * 1024 * 1024,
};

export type TestLake = {
  folder: string;
  tables: Map<string, DeltaTable>;
  /** Makes a table, or gives it new columns. */
  define(name: string, columns: Record<string, DataType>, partitionColumn?: string): Promise<DeltaTable>;
  /** Commits the rows of a SELECT as one file; the partition column has one value in all of them. */
  append(name: string, rows: string, partition?: string | null): Promise<void>;
  remove(): void;
};

export async function createTestLake(): Promise<TestLake> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-sql-test-'));
  const workbench = createWorkbenches({ folder: join(folder, 'work'), memoryMb: 256 });
  const tables = new Map<string, DeltaTable>();
  const pathOf = (name: string) => join(folder, 'lake', ...name.split('.'));
  return {
    folder,
    tables,
    define: async (name, columns, partitionColumn) => {
      const table = tables.get(name) ?? openTable(folderStore(pathOf(name)), name);
      tables.set(name, table);
      const wanted = {
        name,
        description: `Rows of ${name}.`,
        schema: structOf(columns),
        partitionColumns: partitionColumn === undefined ? [] : [partitionColumn],
        configuration: {},
      };
      await ensureTable(table, wanted, Date.now());
      return table;
    },
    append: async (name, rows, partition) => {
      const table = tables.get(name);
      const snapshot = await table?.snapshot();
      if (!table || !snapshot) throw new Error(`there is no table ${name}`);
      const [column] = snapshot.metadata.partitionColumns;
      const values = column === undefined ? {} : { [column]: partition ?? null };
      const add = await workbench(bench =>
        writeDataFile(bench, { table, schema: snapshot.schema }, `(${rows})`, values, Date.now()),
      );
      await commit(table, { operation: 'WRITE', build: () => [{ add }] });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function structOf(columns: Record<string, DataType>): StructType {
  return {
    type: 'struct',
    fields: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
  };
}

export const noGold: GoldParts = { models: async () => [], read: async () => [] };

export type Body = { sql: string } & Record<string, unknown>;

export type TestEngine = {
  engine: SqlEngine;
  /** The answer with its content as text. */
  ask(body: string | Body, signal?: AbortSignal): Promise<Asked>;
  rows(body: string | Body): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

export type Asked = Awaited<ReturnType<SqlEngine['query']>> & { bytes: Buffer; text: string };

export function createTestEngine(
  { tables, folder }: Pick<TestLake, 'tables' | 'folder'>,
  {
    gold = noGold,
    current,
    ...changed
  }: Partial<SqlLimits> & { gold?: GoldParts; current?: ReadonlyMap<string, string> } = {},
): TestEngine {
  const engine = createSqlEngine({
    tables,
    current,
    gold,
    folder: join(folder, 'sql'),
    limits: { ...limits, ...changed },
  });
  const ask: TestEngine['ask'] = async (body, signal = new AbortController().signal) => {
    const request = parseSqlRequest(
      JSON.stringify(typeof body === 'string' ? { sql: body } : body),
      null,
      engine.limits,
    );
    const answer = await engine.query(request, signal);
    const content: Uint8Array[] = [];
    for await (const chunk of answer.content) content.push(chunk);
    return { ...answer, bytes: Buffer.concat(content), text: Buffer.concat(content).toString() };
  };
  return {
    engine,
    ask,
    rows: async body => JSON.parse((await ask(body)).text),
    close: () => engine.close(),
  };
}
