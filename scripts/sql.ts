// npm run sql -- "select …" [--format csv|json|parquet] [--out file] [--limit rows] [--timeout seconds]
// Asks the platform at ASSAY_URL (http://127.0.0.1:7071) with the function key ASSAY_KEY. Without a query it lists the tables.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { formatTable } from './text-table.ts';

type Answer = {
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
  truncated: boolean;
  rowCount: number;
  elapsedMs: number;
  filesRead: number;
  filesPruned: number;
};

type Tables = { tables: { name: string; version: number | null; description: string | null }[] };

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    limit: { type: 'string' },
    timeout: { type: 'string' },
  },
});

const address = new URL('/api/sql', process.env.ASSAY_URL || 'http://127.0.0.1:7071');

function functionKey(): string {
  if (process.env.ASSAY_KEY) return process.env.ASSAY_KEY;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)) return 'local-function-key';
  throw new Error(`set ASSAY_KEY to a function key of ${address.host}`);
}

async function ask(init: RequestInit): Promise<Response> {
  const headers = { 'x-functions-key': functionKey(), 'content-type': 'application/json' };
  const response = await fetch(address, { ...init, headers }).catch((error: Error) => {
    throw new Error(`${address.host} does not answer: ${error.cause ?? error.message}`);
  });
  if (response.ok) return response;
  const text = await response.text();
  throw new Error(detailOf(text) ?? `${address.host} answered ${response.status} ${text}`);
}

function detailOf(text: string): string | null {
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return detail === undefined ? null : `${title}: ${detail}`;
  } catch {
    return null;
  }
}

async function listTables(): Promise<void> {
  const { tables } = (await (await ask({ method: 'GET' })).json()) as Tables;
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
  const response = await ask({ method: 'POST', body });
  if (flags.format === undefined && flags.out === undefined) {
    printAnswer((await response.json()) as Answer);
  } else if (response.body) {
    const target = flags.out === undefined ? process.stdout : createWriteStream(flags.out);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), target);
  }
}

function printAnswer({ columns, rows, ...about }: Answer): void {
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
