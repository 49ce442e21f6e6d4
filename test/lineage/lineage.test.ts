import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ColumnOrigins, lineageOf } from '../../src/lineage/lineage.ts';
import { createLineage } from '../../src/lineage/model-lineage.ts';
import { compiledModelsFile, readCatalog, readModels } from '../../src/package-files.ts';
import { nodeAt, nodesAt, parseSyntax } from '../../src/sql-expression/syntax.ts';

const tables: Record<string, string[]> = {
  'silver.sale': ['id', 'total', 'lines', 'at'],
  'silver.refund': ['id', 'total', 'at'],
};

function columnsOf(name: string): ColumnOrigins | null {
  const columns = tables[name];
  return columns ? new Map(columns.map(column => [column, [{ table: name, column }]])) : null;
}

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
});
afterAll(() => instance.closeSync());

async function lineage(sql: string): Promise<Record<string, string>> {
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  connection.closeSync();
  const [statement] = nodesAt(parseSyntax(String(reader.getRows()[0]?.[0])), 'statements');
  const columns = lineageOf(nodeAt(statement ?? {}, 'node'), columnsOf);
  return Object.fromEntries(
    [...columns].map(([name, origins]) => [
      name,
      origins.map(({ table, column }) => `${table.replace('silver.', '')}.${column}`).join(' '),
    ]),
  );
}

describe('a column is made of the columns that its expression names', () => {
  test.each([
    ['select id, total * 2 as twice from silver.sale', { id: 'sale.id', twice: 'sale.total' }],
    [
      'select count(*) as n, sum(total) filter (where id > 1) as t from silver.sale',
      { n: '', t: 'sale.total sale.id' },
    ],
    ['select * from silver.refund', { id: 'refund.id', total: 'refund.total', at: 'refund.at' }],
    ['select s.* exclude (lines, "at") from silver.sale s', { id: 'sale.id', total: 'sale.total' }],
    ['select ID from silver.sale', { ID: 'sale.id' }],
    ['select total as a, a / 2 as half from silver.sale', { a: 'sale.total', half: 'sale.total' }],
    ['select line.sku as sku from silver.sale, unnest(lines) as basket(line)', { sku: 'sale.lines[].sku' }],
    ['select sale.lines[1].price.amount as first from silver.sale', { first: 'sale.lines' }],
    [
      'select list_sum(list_transform(lines, x -> x.quantity)) as units from silver.sale',
      { units: 'sale.lines' },
    ],
    ['select (select max(total) from silver.refund) as most from silver.sale', { most: 'refund.total' }],
    ['select case when id > 1 then total else 0 end as t from silver.sale', { t: 'sale.id sale.total' }],
  ])('%s', async (sql, expected) => {
    expect(await lineage(sql)).toEqual(expected);
  });

  test('through WITH, UNION by place, joins and subqueries', async () => {
    const sql = `
      with movements(what, amount) as (
        select id, total from silver.sale union all select id, -total from silver.refund
      ), twice as (select what, amount as a from movements)
      select twice.what, sum(twice.a) as net, count(r.id) as refunds
      from twice left join (select * from silver.refund) as r on r.id = twice.what
      group by twice.what`;
    expect(await lineage(sql)).toEqual({
      what: 'sale.id refund.id',
      net: 'sale.total refund.total',
      refunds: 'refund.id',
    });
  });
});

describe("each of this project's models", () => {
  const catalog = readCatalog();
  const compiled = JSON.parse(readFileSync(compiledModelsFile(), 'utf8'));
  const of = createLineage(catalog, model => compiled[model]?.query);
  const silver = new Set(catalog.sources.flatMap(({ types }) => types.map(({ table }) => `silver.${table}`)));

  test.each(readModels().map(model => [model.name, model] as const))('%s', (name, model) => {
    const { columns } = of(name, model.tables);
    const { plan, window, trailing } = model;
    const shown = [...plan.key, ...plan.columns].map(column => column.name);
    expect(Object.keys(columns)).toEqual(expect.arrayContaining(shown));
    if (window && !trailing) expect(columns).toHaveProperty(window.name);
    for (const key of plan.key) expect(columns[key.name]).not.toEqual([]);
    for (const origin of Object.values(columns).flat()) {
      expect(silver).toContain(origin.table);
      if (!origin.column.startsWith('_')) expect(origin.description).not.toBeNull();
    }
  });
});
