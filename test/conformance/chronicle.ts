// A table, and what each of its versions must hold.

import { join } from 'node:path';
import type { Action, AddFile } from '../../src/delta/actions.ts';
import { commit } from '../../src/delta/commit.ts';
import { ensureTable, type TableDefinition } from '../../src/delta/create-table.ts';
import { type DeltaTable, openTable } from '../../src/delta/table.ts';
import { complete, type Row, sameRows } from './canonical.ts';
import { type Context, snapshotOf } from './context.ts';
import { readRows, writeRows } from './data-file.ts';
import type { Engine } from './engine.ts';
import { storeAt } from './place.ts';

export type Chronicle = {
  context: Context;
  /** What other engines call it. */
  address: string;
  table: DeltaTable;
  /** Version → the rows that it must hold. */
  versions: Map<number, Row[]>;
  /** What the newest version must hold. */
  newest(): Row[];
};

/** By default the table is a folder of this run. */
export function openChronicle(
  context: Context,
  name: string,
  address: string = join(context.folder, name),
): Chronicle {
  const versions = new Map<number, Row[]>();
  return {
    context,
    address,
    table: openTable(storeAt(address, context.lake), name),
    versions,
    newest: () => versions.get(Math.max(...versions.keys())) ?? [],
  };
}

/** Makes or evolves the table. */
export async function define(chronicle: Chronicle, definition: TableDefinition): Promise<void> {
  const rows = chronicle.newest();
  await ensureTable(chronicle.table, definition, Date.now());
  await record(chronicle, rows);
}

/** One commit: a data file for each partition that the rows lie in. */
export async function append(
  chronicle: Chronicle,
  rows: readonly Row[],
  also: readonly Action[] = [],
): Promise<void> {
  const { context, table } = chronicle;
  const { schema, metadata } = await snapshotOf(table);
  const valuesOf = (row: Row) => metadata.partitionColumns.map(name => [name, row[name] ?? null]);
  const adds: Action[] = [];
  for (const [values, group] of Map.groupBy(rows, row => JSON.stringify(valuesOf(row)))) {
    const partitionValues: AddFile['partitionValues'] = Object.fromEntries(JSON.parse(values));
    const write = context.withBench(bench => writeRows(bench, table, schema, group, partitionValues));
    adds.push({ add: await write });
  }
  await commit(table, {
    operation: 'WRITE',
    parameters: { mode: 'Append' },
    build: () => [...also, ...adds],
  });
  await record(chronicle, [...chronicle.newest(), ...rows]);
}

/** Says what the newest version must hold, whoever committed it. */
export async function record(chronicle: Chronicle, rows: readonly Row[]): Promise<void> {
  const { version } = await snapshotOf(chronicle.table);
  chronicle.versions.set(version, [...rows]);
}

/** Throws when the engine reads other rows than the version must hold. */
export async function readsVersion(chronicle: Chronicle, engine: Engine, version: number): Promise<void> {
  const { schema } = await snapshotOf(chronicle.table, version);
  const rows = await engine.ask('query', { table: chronicle.address, version, sql: 'SELECT * FROM t' });
  sameRows(
    rows.map(row => inOrder(row, schema.fields)),
    (chronicle.versions.get(version) ?? []).map(row => complete(row, schema)),
  );
}

/** As above, for this code: by a reader that has kept nothing. */
export async function weReadVersion(chronicle: Chronicle, version: number): Promise<void> {
  const { context, address } = chronicle;
  const table = openTable(storeAt(address, context.lake), 'read anew');
  const snapshot = await snapshotOf(table, version);
  const rows = await context.withBench(bench => readRows(bench, table, snapshot));
  const expected = chronicle.versions.get(version) ?? [];
  sameRows(
    rows,
    expected.map(row => complete(row, snapshot.schema)),
  );
}

/** Checks that we and both engines read every version. */
export async function checkVersions(chronicle: Chronicle, what: string): Promise<void> {
  const { context, versions } = chronicle;
  const all = [...versions.keys()];
  const which = all.length === 1 ? what : `all ${all.length} versions of ${what}`;
  const readAll = async (read: (version: number) => Promise<void>) => {
    for (const version of all) await at(version, read(version));
  };
  await Promise.all([
    context.check(`we read ${which}`, () => readAll(version => weReadVersion(chronicle, version))),
    ...context.engines.map(engine =>
      context.check(`${engine.name} reads ${which}`, () =>
        readAll(version => readsVersion(chronicle, engine, version)),
      ),
    ),
  ]);
}

async function at(version: number, reading: Promise<void>): Promise<void> {
  await reading.catch(error => {
    throw new Error(`version ${version}: ${error instanceof Error ? error.message : error}`);
  });
}

/** Columns come in the order of the schema, whatever the engine does with partition columns. */
function inOrder(row: Row, fields: readonly { name: string }[]): Row {
  return Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null]));
}
