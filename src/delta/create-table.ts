// What a table is: made when it is not there, and its schema and properties kept up with what is wanted.

import { randomUUID } from 'node:crypto';
import type { Action, Metadata } from './actions.ts';
import { commit } from './commit.ts';
import { DeltaError } from './errors.ts';
import { emptySchema, evolveSchema } from './evolve-schema.ts';
import type { StructType } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import type { DeltaTable } from './table.ts';

export type TableDefinition = {
  name: string;
  description: string;
  schema: StructType;
  partitionColumns: string[];
  /** Table properties, such as `delta.appendOnly`. */
  configuration: Record<string, string>;
};

/**
 * Creates the table, or evolves it: new columns are added, comments, properties and description set. Commits nothing when
 * all is as wanted. Throws a DeltaError when a column has changed its type, or the partition columns have changed.
 */
export async function ensureTable(table: DeltaTable, wanted: TableDefinition, nowMs: number): Promise<void> {
  await commit(table, {
    operation: (await table.snapshot()) ? 'CHANGE TABLE' : 'CREATE TABLE',
    build: snapshot => (snapshot ? evolveActions(snapshot, wanted) : createActions(wanted, nowMs)),
  });
}

/** Reader 1 and writer 2: every engine reads and writes such a table. */
function createActions(wanted: TableDefinition, nowMs: number): Action[] {
  const missing = wanted.partitionColumns.find(name =>
    wanted.schema.fields.every(field => field.name !== name),
  );
  if (missing !== undefined)
    throw new DeltaError('mismatch', `the partition column ${missing} is not a column of the table`);
  return [
    { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
    {
      metaData: {
        id: randomUUID(),
        name: wanted.name,
        description: wanted.description,
        format: { provider: 'parquet', options: {} },
        schemaString: JSON.stringify(evolveSchema(emptySchema, wanted.schema)),
        partitionColumns: wanted.partitionColumns,
        configuration: wanted.configuration,
        createdTime: nowMs,
      },
    },
  ];
}

/** Null when all is as wanted. */
function evolveActions({ metadata, schema: current }: Snapshot, wanted: TableDefinition): Action[] | null {
  if (metadata.partitionColumns.join() !== wanted.partitionColumns.join())
    throw new DeltaError(
      'mismatch',
      `the table is partitioned by (${metadata.partitionColumns}) and not by (${wanted.partitionColumns}), which cannot change`,
    );
  const schema = evolveSchema(current, wanted.schema);
  const news = Object.entries(wanted.configuration).filter(
    ([key, value]) => metadata.configuration[key] !== value,
  );
  if (schema === current && metadata.description === wanted.description && news.length === 0) return null;
  const next: Metadata = {
    ...metadata,
    description: wanted.description,
    configuration: { ...metadata.configuration, ...Object.fromEntries(news) },
    schemaString: schema === current ? metadata.schemaString : JSON.stringify(schema),
  };
  return [{ metaData: next }];
}
