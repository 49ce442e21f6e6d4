// Silver as the dbt project knows it: models/gold/sources.yml, from the catalog.

import { stringify } from 'yaml';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { StructField, StructType } from '../../src/delta/schema.ts';
import { currentSchema } from '../../src/tables/current-rows.ts';
import { duckdbType } from '../../src/tables/duckdb-type.ts';
import { currentViews, sourceTables } from '../../src/tables/table-definitions.ts';

type SourceTable = { name: string; description: string; columns: SourceColumn[] };
type SourceColumn = { name: string; data_type: string; description?: string };

const schema = 'silver';

/** Of a relational source there are two tables: its changes, and the view of its present rows. */
export function sourcesYaml(catalog: Catalog): string {
  const source = {
    name: schema,
    description: 'Valid, deduplicated events and rows of all source systems, as the platform writes them.',
    tables: silverTables(catalog),
  };
  const head = '# Written by `npm run gold -- sources` from the catalog.\n';
  return head + stringify({ version: 2, sources: [source] }, { lineWidth: 110 });
}

function silverTables(catalog: Catalog): SourceTable[] {
  const viewOf = new Map([...currentViews(catalog)].map(([view, changes]) => [changes, view]));
  const tables = catalog.sources
    .flatMap(found => sourceTables(found).silver)
    .flatMap(({ type, table: { definition } }) => {
      const table = tableOf(definition.name, definition.description, definition.schema);
      const view = viewOf.get(definition.name);
      return view ? [table, tableOf(view, type.description, currentSchema(definition.schema))] : [table];
    });
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tableOf(name: string, description: string, { fields }: StructType): SourceTable {
  return { name: name.slice(schema.length + 1), description, columns: fields.map(columnOf) };
}

function columnOf({ name, type, metadata: { comment } }: StructField): SourceColumn {
  const description = typeof comment === 'string' && comment !== '' ? { description: comment } : {};
  return { name, data_type: duckdbType(type), ...description };
}
