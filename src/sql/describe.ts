// What tables there are, for those who write queries.

import { DeltaError } from '../delta/errors.ts';
import type { StructType } from '../delta/schema.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { Model } from '../gold/model.ts';
import { duckdbType } from '../tables/duckdb-type.ts';
import { goldColumns } from './gold-tables.ts';

export type TableColumn = { name: string; type: string; comment: string | null };

export type TableDescription = {
  name: string;
  description: string | null;
  /** The newest; null for gold, which has none, and for a table that has no commit yet. */
  version: number | null;
  partitionColumns: string[];
  columns: TableColumn[];
  /** Why nothing more is known of the table, such as a log that cannot be read. */
  error?: string;
};

export function describeTables(
  tables: ReadonlyMap<string, DeltaTable>,
  models: readonly Model[],
): Promise<TableDescription[]> {
  const gold = models.map(async model => ({
    name: `gold.${model.name}`,
    description: model.description,
    version: null,
    partitionColumns: [],
    columns: goldColumns(model),
  }));
  const lake = [...tables].map(([name, table]) =>
    describeTable(name, table).catch((error: unknown) => {
      if (!(error instanceof DeltaError)) throw error;
      return {
        name,
        description: null,
        version: null,
        partitionColumns: [],
        columns: [],
        error: error.message,
      };
    }),
  );
  return Promise.all([...lake, ...gold]);
}

async function describeTable(name: string, table: DeltaTable): Promise<TableDescription> {
  const snapshot = await table.snapshot();
  return {
    name,
    description: snapshot?.metadata.description ?? null,
    version: snapshot?.version ?? null,
    partitionColumns: snapshot?.metadata.partitionColumns ?? [],
    columns: snapshot ? deltaColumns(snapshot.schema) : [],
  };
}

function deltaColumns({ fields }: StructType): TableColumn[] {
  return fields.map(({ name, type, metadata }) => ({
    name,
    type: duckdbType(type),
    comment: typeof metadata.comment === 'string' ? metadata.comment : null,
  }));
}
