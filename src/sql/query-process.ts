// A process that answers queries, one at a time, for the process that started it. A query can crash it or fill it up, and
// harms nobody else; it is started without settings or keys, and ends when it grows too large or its parent is gone.

import { writeFileSync } from 'node:fs';
import { quoteName } from '../tables/duckdb-type.ts';
import { offsetInQuery, readDatabaseError, readSerializeError } from './database-error.ts';
import { type FencedDatabase, openFencedDatabase } from './fenced-database.ts';
import type { ProcessReply, ProcessRequest, ReplyOf } from './protocol.ts';
import { beforeQuery, writeAnswer } from './write-answer.ts';

/** What Node and DuckDB take beside the memory that DuckDB counts, MB. */
const overheadMb = 256;

let database: FencedDatabase | null = null;
let watch: NodeJS.Timeout | undefined;

async function reply(request: ProcessRequest): Promise<ProcessReply> {
  if (request.kind === 'open') return open(request);
  if (request.kind === 'close') {
    database?.close();
    database = null;
    clearInterval(watch);
    return { kind: 'closed', tired: process.memoryUsage.rss() > overheadMb * 1024 * 1024 };
  }
  if (!database) throw new Error('there is no open query');
  return request.kind === 'evaluate' ? evaluate(database, request.statement) : answer(database, request);
}

async function open({
  sql,
  folder,
  ...limits
}: Extract<ProcessRequest, { kind: 'open' }>): Promise<ProcessReply> {
  database?.close();
  database = await openFencedDatabase(folder, limits);
  watchMemory(limits.memoryMb + overheadMb);
  const statement = await serialize(database, sql);
  return readSerializeError(statement, sql) ?? { kind: 'parsed', statement };
}

async function serialize({ setup }: FencedDatabase, sql: string): Promise<string> {
  const result = await setup.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  return String(result.getRows()[0]?.[0]);
}

/** The statement as SQL, written by DuckDB itself: what runs is what was checked. */
async function deserialize({ setup }: FencedDatabase, statement: string): Promise<string> {
  const result = await setup.runAndReadAll('SELECT json_deserialize_sql($1::JSON)', [statement]);
  return String(result.getRows()[0]?.[0]).trim().replace(/;$/, '');
}

async function evaluate(open: FencedDatabase, statement: string): Promise<ProcessReply> {
  const sql = await deserialize(open, statement);
  try {
    const result = await open.query.runAndReadAll(
      `SELECT typeof(COLUMNS(*)), CAST(COLUMNS(*) AS VARCHAR) FROM (${sql}) AS query`,
    );
    const row = result.getRows()[0] ?? [];
    const half = row.length / 2;
    const values = row.slice(0, half).map((type, i) => {
      const text = row[half + i];
      return { type: String(type), text: typeof text === 'string' ? text : null };
    });
    return { kind: 'evaluated', values };
  } catch (error) {
    // A transaction with an error in it answers nothing more.
    await open.query.run('ROLLBACK');
    await open.query.run('BEGIN TRANSACTION');
    return { ...readDatabaseError(error), offset: null };
  }
}

async function answer(
  open: FencedDatabase,
  { statement, scans, ...wanted }: Extract<ProcessRequest, { kind: 'answer' }>,
): Promise<ProcessReply> {
  for (const { catalog, schema, name, select } of scans) {
    await open.setup.run(`ATTACH ':memory:' AS ${quoteName(catalog)}`);
    const within = `${quoteName(catalog)}.${quoteName(schema)}`;
    await open.setup.run(`CREATE SCHEMA IF NOT EXISTS ${within}`);
    await open.setup.run(`CREATE VIEW ${within}.${quoteName(name)} AS ${select}`);
  }
  const sql = await deserialize(open, statement);
  try {
    return await writeAnswer(open.query, { ...wanted, sql });
  } catch (error) {
    return locate(open, readDatabaseError(error), sql, statement);
  }
}

/** The failure with its place in the query as it was sent. */
async function locate(
  open: FencedDatabase,
  failed: ReplyOf<'failed'>,
  sql: string,
  statement: string,
): Promise<ProcessReply> {
  if (failed.offset === null) return failed;
  const ran = await serialize(open, sql);
  return { ...failed, offset: offsetInQuery(failed.offset - Buffer.byteLength(beforeQuery), ran, statement) };
}

/** Some of what DuckDB allocates, such as long texts and lists, it does not count: the whole process is watched too. */
function watchMemory(limitMb: number): void {
  clearInterval(watch);
  watch = setInterval(() => {
    if (process.memoryUsage.rss() < limitMb * 1024 * 1024) return;
    clearInterval(watch);
    send(
      { kind: 'failed', type: 'Out of Memory', message: 'the query needs too much memory', offset: null },
      end,
    );
  }, 25);
}

function send(message: ProcessReply, sent: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, sent);
}

/** At once: an orderly end would wait for a query that runs. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Where a system that runs out of memory lets it be said: this process is the first to go. */
function offerToEnd(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not Linux, or not allowed: the watch above is what there is.
  }
}

process.on('disconnect', end);
process.on('message', (request: ProcessRequest) => {
  reply(request).then(send, error => send({ ...readDatabaseError(error), offset: null }));
});
offerToEnd();
send({ kind: 'ready' });
