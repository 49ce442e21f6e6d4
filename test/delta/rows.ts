// Tables for tests. Their data files are lists of row names, as the log does not look into data files.

import { randomUUID } from 'node:crypto';
import type { Action, AddFile } from '../../src/delta/actions.ts';
import { commit } from '../../src/delta/commit.ts';
import type { Rewrite } from '../../src/delta/compaction.ts';
import type { TableDefinition } from '../../src/delta/create-table.ts';
import type { PrimitiveType, StructType } from '../../src/delta/schema.ts';
import type { TableStore } from '../../src/delta/store.ts';
import type { DeltaTable } from '../../src/delta/table.ts';

export function structOf(columns: Record<string, PrimitiveType>): StructType {
  return {
    type: 'struct',
    fields: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
  };
}

export function definitionOf(
  columns: Record<string, PrimitiveType> = { day: 'date', row: 'string' },
  configuration: Record<string, string> = {},
): TableDefinition {
  return {
    name: 'rows',
    description: 'Rows of a test.',
    schema: structOf(columns),
    partitionColumns: ['day'],
    configuration,
  };
}

const bytesPerRow = 10;

export async function writeRows(
  { store, clock }: DeltaTable,
  day: string,
  rows: readonly string[],
): Promise<AddFile> {
  const path = `day=${day}/part-${randomUUID()}`;
  await store.put(path, new TextEncoder().encode(JSON.stringify(rows)));
  return {
    path,
    partitionValues: { day },
    size: rows.length * bytesPerRow,
    modificationTime: clock.now(),
    dataChange: true,
  };
}

export async function readRows(store: TableStore, { path }: Pick<AddFile, 'path'>): Promise<string[]> {
  const content = await store.read(path);
  if (!content) throw new Error(`the data file ${path} is gone`);
  return JSON.parse(new TextDecoder().decode(content));
}

export const rewriteRows: Rewrite = async (table, files) => {
  const rows: string[] = [];
  for (const file of files) rows.push(...(await readRows(table.store, file)));
  return writeRows(table, files[0]?.partitionValues.day ?? '', rows);
};

/** Appends one row once, however often it is called: `sequence` counts the rows of a writer from 1. False: no table yet. */
export async function appendOnce(table: DeltaTable, writer: string, sequence: number): Promise<boolean> {
  let exists = false;
  await commit(table, {
    operation: 'WRITE',
    build: async snapshot => {
      exists = snapshot !== null;
      if (!snapshot || (snapshot.transactions.get(writer) ?? 0) >= sequence) return null;
      const add = await writeRows(table, `2026-11-0${1 + (sequence % 2)}`, [`${writer}/${sequence}`]);
      return [{ txn: { appId: writer, version: sequence } }, { add }] satisfies Action[];
    },
  });
  return exists;
}
