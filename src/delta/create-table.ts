// What a table is: made when it is not there, and its schema and properties kept up with what is wanted.

import { randomUUID } from 'node:crypto';
import type { Action, Metadata } from './actions.ts';
import { commit } from './commit.ts';
import { evolveSchema, type StructType } from './schema.ts';
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
 * Creates the table, or evolves it: new columns are added, properties and description set. Commits nothing when all is
 * as wanted. Throws a DeltaError when a column has changed its type.
 */
export async function ensureTable(table: DeltaTable, wanted: TableDefinition, nowMs: number): Promise<void> {
  await commit(table, {
    operation: (await table.snapshot()) ? 'CHANGE TABLE' : 'CREATE TABLE',
    build: snapshot => {
      if (!snapshot) return createActions(wanted, nowMs);
      const schema = evolveSchema(snapshot.schema, wanted.schema);
      const { metadata } = snapshot;
      const configuration = { ...metadata.configuration, ...wanted.configuration };
      const next: Metadata = {
        ...metadata,
        description: wanted.description,
        configuration,
        schemaString: schema === snapshot.schema ? metadata.schemaString : JSON.stringify(schema),
      };
      const same =
        schema === snapshot.schema &&
        metadata.description === next.description &&
        Object.entries(configuration).every(([key, value]) => metadata.configuration[key] === value);
      return same ? null : [{ metaData: next }];
    },
  });
}

/** Reader 1 and writer 2: every engine reads and writes such a table. */
function createActions(wanted: TableDefinition, nowMs: number): Action[] {
  return [
    { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
    {
      metaData: {
        id: randomUUID(),
        name: wanted.name,
        description: wanted.description,
        format: { provider: 'parquet', options: {} },
        schemaString: JSON.stringify(wanted.schema),
        partitionColumns: wanted.partitionColumns,
        configuration: wanted.configuration,
        createdTime: nowMs,
      },
    },
  ];
}
