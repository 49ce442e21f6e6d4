// What tables there are, for those who write queries.

import { DeltaError } from '../delta/errors.ts';
import type { StructType } from '../delta/schema.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { Model } from '../gold/model.ts';
import { currentSchema } from '../tables/current-rows.ts';
import { duckdbType } from '../tables/duckdb-type.ts';
import { goldColumns } from './gold-tables.ts';
import type { TableColumn } from './table-column.ts';

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
  current: ReadonlySet<string>,
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
    describeTable(name, table, current.has(name)).catch((error: unknown) => {
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

async function describeTable(name: string, table: DeltaTable, current: boolean): Promise<TableDescription> {
  const snapshot = await table.snapshot();
  const schema = current && snapshot ? currentSchema(snapshot.schema) : snapshot?.schema;
  const description = snapshot?.metadata.description ?? null;
  return {
    name,
    description: current && description ? `The present rows of ${table.name}. ${description}` : description,
    version: snapshot?.version ?? null,
    partitionColumns: current ? [] : (snapshot?.metadata.partitionColumns ?? []),
    columns: schema ? deltaColumns(schema) : [],
  };
}

function deltaColumns({ fields }: StructType): TableColumn[] {
  return fields.map(({ name, type, metadata }) => ({
    name,
    type: duckdbType(type),
    comment: typeof metadata.comment === 'string' ? metadata.comment : null,
  }));
}
