// npm run sql -- "select …": see docs/sql.md.
// Asks the platform at ASSAY_URL (http://127.0.0.1:7071) with the function key ASSAY_KEY. Without a query it lists the tables.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readArguments } from './read-arguments.ts';
import { askSql, type SqlAnswer } from './sql-client.ts';
import { formatTable } from './text-table.ts';

type Tables = { tables: { name: string; version: number | null; description: string | null }[] };

const help = `SQL over the lake, at ASSAY_URL (this machine's platform unless it is set):

  sql                      what tables there are
  sql "select …"           one SELECT, in DuckDB's SQL

  --format NAME            json, csv or parquet; default: a table to read
  --out FILE               writes the answer there
  --limit ROWS             default: 1000
  --timeout SECONDS        default: 30

See docs/sql.md.`;

const { positionals, values: flags } = readArguments(help, {
  format: { type: 'string' },
  out: { type: 'string' },
  limit: { type: 'string' },
  timeout: { type: 'string' },
});

async function listTables(): Promise<void> {
  const { tables } = (await (await askSql({ method: 'GET' })).json()) as Tables;
  const columns = [
    { name: 'table', type: 'VARCHAR' },
    { name: 'version', type: 'BIGINT' },
    { name: 'description', type: 'VARCHAR' },
  ];
  const rows = tables.map(({ name, version, description }) => ({ table: name, version, description }));
  process.stdout.write(formatTable(columns, rows));
}

async function query(sql: string): Promise<void> {
  const body = JSON.stringify({
    sql,
    ...(flags.format === undefined ? {} : { format: flags.format }),
    ...(flags.limit === undefined ? {} : { limit: Number(flags.limit) }),
    ...(flags.timeout === undefined ? {} : { timeoutSeconds: Number(flags.timeout) }),
  });
  const response = await askSql({ method: 'POST', body });
  if (flags.format === undefined && flags.out === undefined) {
    printAnswer((await response.json()) as SqlAnswer);
  } else if (response.body) {
    const target = flags.out === undefined ? process.stdout : createWriteStream(flags.out);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), target);
  }
}

function printAnswer({ columns, rows, ...about }: SqlAnswer): void {
  process.stdout.write(formatTable(columns, rows));
  const more = about.truncated ? ', and there are more (--limit)' : '';
  const files = `${about.filesRead} files read, ${about.filesPruned} left out`;
  process.stderr.write(`${about.rowCount} rows${more}; ${files}; ${about.elapsedMs} ms\n`);
}

try {
  const [sql, ...others] = positionals;
  if (others.length > 0) throw new Error('put the query into one pair of quotes');
  if (flags.format === 'parquet' && flags.out === undefined) throw new Error('Parquet needs --out <file>');
  await (sql === undefined ? listTables() : query(sql));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
