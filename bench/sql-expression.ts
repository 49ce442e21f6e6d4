// SQL expressions beside the catalog's JSON expressions over the same rows: evaluations a second. Rounds alternate, so
// that the machine's drift meets both. `node bench/sql-expression.ts`

import { DuckDBInstance } from '@duckdb/node-api';
import type { DataType } from '../src/delta/schema.ts';
import { compileExpression, type Expression } from '../src/expression/expression.ts';
import type { Json } from '../src/json.ts';
import { documentColumn } from '../src/sql-expression/columns.ts';
import { compileSql, parseSyntax, type Scope } from '../src/sql-expression/compile.ts';
import { nodeAt, nodesAt } from '../src/sql-expression/syntax.ts';

const rowCount = 10_000;
const rounds = 9;

type Sale = {
  sku: string;
  store: string;
  quantity: number;
  unitPriceMinor: number;
  channel: string | null;
  soldAt: string;
};

const rows = Array.from(
  { length: rowCount },
  (_, i): Sale => ({
    sku: `SKU-${i % 500}`,
    store: `store-${i % 40}`,
    quantity: (i % 9) + 1,
    unitPriceMinor: 99 + ((i * 37) % 5000),
    channel: i % 3 === 0 ? null : 'web',
    soldAt: new Date(1_750_000_000_000 + i * 1000).toISOString(),
  }),
);

const types: Record<keyof Sale, DataType> = {
  sku: 'string',
  store: 'string',
  quantity: 'long',
  unitPriceMinor: 'long',
  channel: 'string',
  soldAt: 'timestamp',
};

const scope: Scope<Sale> = {
  column: ([name = '']) => {
    if (!Object.hasOwn(types, name)) return null;
    const { type, read } = documentColumn(types[name as keyof Sale]);
    return { type, read: row => read(row[name as keyof Sale]) };
  },
};

const compared: { name: string; sql: string; json: Expression | null }[] = [
  { name: 'a column', sql: 'quantity', json: '/quantity' },
  { name: 'a product', sql: 'quantity * unitPriceMinor', json: ['*', '/quantity', '/unitPriceMinor'] },
  {
    name: 'a condition',
    sql: "quantity > 2 AND channel = 'web'",
    json: ['and', ['>', '/quantity', 2], ['=', '/channel', { text: 'web' }]],
  },
  {
    name: 'a choice',
    sql: "CASE WHEN channel IS NULL THEN 'store' ELSE channel END",
    json: ['case', ['is null', '/channel'], { text: 'store' }, '/channel'],
  },
  { name: 'a decimal', sql: 'CAST(quantity * unitPriceMinor AS DECIMAL(18,2)) / 100', json: null },
  { name: 'a time', sql: 'soldAt', json: ['time', '/soldAt'] },
  { name: 'a window', sql: "time_bucket(INTERVAL '15 minutes', soldAt)", json: null },
  { name: 'a local hour', sql: "hour(soldAt AT TIME ZONE 'Europe/London')", json: null },
  { name: 'text', sql: "lower(split_part(sku, '-', 1)) || '/' || store", json: null },
];

const connection = await (await DuckDBInstance.create(':memory:')).connect();

async function compile(sql: string): Promise<(row: Sale) => unknown> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [`SELECT ${sql}`]);
  const [statement = {}] = nodesAt(parseSyntax(String(reader.getRows()[0]?.[0])), 'statements');
  const [node = {}] = nodesAt(nodeAt(statement, 'node'), 'select_list');
  const compiled = compileSql(node, scope);
  if (!compiled.ok) throw new Error(`${sql}: ${compiled.reason}`);
  return compiled.evaluate;
}

function compileJson(expression: Expression): (row: Sale) => unknown {
  const evaluate = compileExpression(expression);
  return row => evaluate(row as unknown as Json, { enqueuedTimeMs: 0 });
}

function perSecond(evaluate: (row: Sale) => unknown): number {
  const started = performance.now();
  for (let i = 0; i < 10; i++) for (const row of rows) evaluate(row);
  return (rowCount * 10 * 1000) / (performance.now() - started);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

for (const { name, sql, json } of compared) {
  const contenders = [await compile(sql), ...(json === null ? [] : [compileJson(json)])];
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, evaluate] of contenders.entries()) rates[i]?.push(perSecond(evaluate));
  const [ours = 0, theirs] = rates.map(median);
  const millions = (rate: number | undefined) =>
    rate === undefined ? '     –' : (rate / 1e6).toFixed(2).padStart(6);
  console.log(`${name.padEnd(14)} SQL ${millions(ours)} M/s   JSON ${millions(theirs)} M/s   ${sql}`);
}
connection.closeSync();
