// The answer of a query as a file. The rows are kept in memory first, so that an answer is whole or is an error.

import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import { jsonValue } from './json-column.ts';
import type { AnswerFormat, Column, ReplyOf } from './protocol.ts';

/** What stands before the query's own text in the statement that runs. */
export const beforeQuery = 'CREATE TEMP TABLE answer AS SELECT * FROM (';

/** Runs the query and writes at most `maxRows` of its rows. Throws what DuckDB says. */
export async function writeAnswer(
  connection: DuckDBConnection,
  { sql, maxRows, format, file }: { sql: string; maxRows: number; format: AnswerFormat; file: string },
): Promise<ReplyOf<'answered'>> {
  await connection.run(`${beforeQuery}${sql}) AS query LIMIT ${maxRows + 1}`);
  const counted = await connection.runAndReadAll('SELECT count(*) FROM answer');
  const rows = Number(counted.getRows()[0]?.[0] ?? 0);
  const shape = await connection.runAndReadAll('SELECT * FROM answer LIMIT 0');
  const types = shape.columnTypes();
  const selected = shape.columnNames().map((name, i) => {
    const type = types[i];
    const column = quoteName(name);
    return format === 'json' && type ? `${jsonValue(column, type)} AS ${column}` : column;
  });
  await connection.run(
    `COPY (SELECT ${selected.join(', ')} FROM answer LIMIT ${maxRows}) TO ${quoteText(file)} (${options[format]})`,
  );
  return {
    kind: 'answered',
    columns: await describeColumns(connection),
    rowCount: Math.min(rows, maxRows),
    truncated: rows > maxRows,
  };
}

async function describeColumns(connection: DuckDBConnection): Promise<Column[]> {
  const described = await connection.runAndReadAll('SELECT column_name, column_type FROM (DESCRIBE answer)');
  return described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

const options: Record<AnswerFormat, string> = {
  json: 'FORMAT json, ARRAY true',
  csv: 'FORMAT csv, HEADER true',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
};
