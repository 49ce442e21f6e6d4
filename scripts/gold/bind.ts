// Holds fold plans to DuckDB: each model's query is bound over silver tables without rows, and its columns are compared
// with the plan's, by name and by type.

import { DuckDBInstance } from '@duckdb/node-api';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { namedViewsSql } from '../../src/gold/kept-models.ts';
import type { CompiledModelFile } from '../../src/gold/load-models.ts';
import type { Model } from '../../src/gold/model.ts';
import { typeName } from '../../src/sql-expression/types.ts';
import { currentRowsSql } from '../../src/tables/current-rows.ts';
import { duckdbType, quoteName } from '../../src/tables/duckdb-type.ts';
import { sourceTables } from '../../src/tables/table-definitions.ts';

/** What DuckDB says against each model, by the models' names; those that it agrees with are not there. */
export async function bindModels(
  models: readonly Model[],
  compiled: Record<string, Pick<CompiledModelFile, 'sql'>>,
  catalog: Catalog,
): Promise<Map<string, string>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const said = new Map<string, string>();
  try {
    await connection.run(emptySilverSql(catalog));
    for (const model of models) {
      const { sql = '' } = compiled[model.name] ?? {};
      for (const view of namedViewsSql(model)) await connection.run(view);
      const found = await connection.runAndReadAll(sql).then(
        reader => differenceOf(model, reader.columnNames(), reader.columnTypes().map(String)),
        (error: Error) => error.message.split('\n')[0] ?? '',
      );
      if (found !== null) said.set(model.name, found);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return said;
}

/** The schema `silver` as the lake has it, with no rows. */
function emptySilverSql({ sources }: Catalog): string {
  const statements = ["SET TimeZone = 'UTC'", 'CREATE SCHEMA silver'];
  for (const source of sources)
    for (const { type, table } of sourceTables(source).silver) {
      const { name, schema } = table.definition;
      const columns = schema.fields.map(field => `${quoteName(field.name)} ${duckdbType(field.type)}`);
      statements.push(`CREATE TABLE ${name} (${columns.join(', ')})`);
      if (source.encoding === 'debezium')
        statements.push(
          `CREATE VIEW silver.${type.table} AS ${currentRowsSql(`SELECT * FROM ${name}`, schema)}`,
        );
    }
  return statements.join(';\n');
}

function differenceOf({ plan }: Model, names: readonly string[], types: readonly string[]): string | null {
  const window = plan.window ? [{ name: plan.window.name, type: 'TIMESTAMP WITH TIME ZONE' }] : [];
  const named = [...plan.key, ...plan.columns].map(({ name, type }) => ({ name, type: typeName(type) }));
  const planned = new Map([...named, ...window].map(({ name, type }) => [name, type]));
  for (const [i, name] of names.entries()) {
    const type = planned.get(name);
    if (type === undefined) return `DuckDB has a column ${name}, and the plan has none`;
    if (type !== types[i]) return `${name} is ${types[i]} in DuckDB, and ${type} in the plan`;
  }
  return names.length === planned.size
    ? null
    : `DuckDB has ${names.length} columns, and the plan ${planned.size}`;
}
