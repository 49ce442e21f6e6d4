import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostProcess, startHost } from '../local/functions-host/host-process.ts';

// The platform's own function app, with nothing behind it: these queries read no table.
const storage =
  'DefaultEndpointsProtocol=http;AccountName=x;AccountKey=eA==;BlobEndpoint=http://127.0.0.1:1/x;QueueEndpoint=http://127.0.0.1:1/x;TableEndpoint=http://127.0.0.1:1/x;';
const root = join(import.meta.dirname, '..', '..');

let folder: string;
let host: HostProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-sql-http-'));
  const keys = join(folder, 'keys.json');
  await writeFile(keys, JSON.stringify({ master: 'master-key', functionKeys: { default: 'key' } }));
  host = await startHost({
    main: 'functions/sql.ts',
    app: root,
    flags: ['--keys-file', keys],
    env: {
      AzureWebJobsStorage: storage,
      Lake: storage,
      Tables: storage,
      Queues: storage,
      EventHubs:
        'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true;',
      Cosmos: 'AccountEndpoint=http://127.0.0.1:1/;AccountKey=eA==;',
      ASSAY_CACHE_FOLDER: folder,
      ASSAY_SQL_PROCESSES: '1',
    },
  });
});

afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${host.url}/api/sql`, {
    method: 'POST',
    headers: { 'x-functions-key': 'key', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('a key is needed', async () => {
  expect((await post({ sql: 'SELECT 1' }, { 'x-functions-key': 'other' })).status).toBe(401);
});

test('JSON says what the columns are, what was read and how long it took', async () => {
  const response = await post({ sql: "SELECT 1 AS a, 'x' AS b" });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  expect(await response.json()).toEqual({
    columns: [
      { name: 'a', type: 'INTEGER' },
      { name: 'b', type: 'VARCHAR' },
    ],
    rows: [{ a: 1, b: 'x' }],
    rowCount: 1,
    truncated: false,
    tables: {},
    filesRead: 0,
    filesPruned: 0,
    elapsedMs: expect.any(Number),
  });
});

test('CSV and Parquet are asked for by the body or by Accept', async () => {
  const csv = await post({ sql: 'SELECT 1 AS a' }, { accept: 'text/csv, */*' });
  expect([csv.headers.get('content-type'), await csv.text()]).toEqual(['text/csv; charset=utf-8', 'a\n1\n']);
  const parquet = await post({ sql: 'SELECT i FROM range(20000) r(i)', format: 'parquet', limit: 15_000 });
  expect(Object.fromEntries(parquet.headers)).toMatchObject({
    'content-type': 'application/vnd.apache.parquet',
    'assay-row-count': '15000',
    'assay-truncated': 'true',
    'assay-tables': '{}',
  });
  const file = await parquet.arrayBuffer();
  expect(Number(parquet.headers.get('content-length'))).toBe(file.byteLength);
});

test('a large answer streams through whole', async () => {
  const response = await post({
    sql: "SELECT i, repeat('x', 200) AS x FROM range(100000) r(i)",
    limit: 100_000,
  });
  const { rows } = (await response.json()) as { rows: { i: number }[] };
  expect([rows.length, rows.at(-1)?.i]).toEqual([100_000, 99_999]);
});

test.each([
  ['a body that is no JSON', '{', undefined],
  ['a body that is no object', [], undefined],
  ['no query', {}, 'sql'],
  ['an unknown field', { sql: 'SELECT 1', colour: 'red' }, 'colour'],
  ['an unknown format', { sql: 'SELECT 1', format: 'xml' }, 'format'],
  ['Arrow', { sql: 'SELECT 1', format: 'arrow' }, 'format'],
  ['no rows', { sql: 'SELECT 1', limit: 0 }, 'limit'],
  ['too many rows', { sql: 'SELECT 1', limit: 10_000_000 }, 'limit'],
  ['too much time', { sql: 'SELECT 1', timeoutSeconds: 3_600 }, 'timeoutSeconds'],
  ['a version below zero', { sql: 'SELECT 1', versions: { 'silver.pos_sale': -1 } }, 'versions'],
  ['a version of no table', { sql: 'SELECT 1', versions: { 'silver.nosuch': 1 } }, 'versions'],
  ['what is no SELECT', { sql: 'DROP TABLE x' }, 'sql'],
  ['a query that is too long', { sql: `SELECT '${'x'.repeat(60_000)}'` }, 'sql'],
])('%s is refused, naming the field', async (_case, body, parameter) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({ title: expect.any(String), detail: expect.any(String) });
  expect(problem.parameter).toBe(parameter);
});

test('npm run sql prints a table, or writes a file, or says what is wrong', async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(root, 'scripts', 'sql.ts'), ...args], {
      env: { ...process.env, ASSAY_URL: host.url, ASSAY_KEY: 'key' },
    });
  const { stdout, stderr } = await run("SELECT 'ä' AS name, 12 AS n, NULL AS nothing");
  expect(stdout).toBe('name   n  nothing\n────  ──  ───────\nä     12        ·\n');
  expect(stderr).toMatch(/^1 rows; 0 files read, 0 left out; \d+ ms\n$/);
  const file = join(folder, 'out.csv');
  await run('SELECT 1 AS a', '--format', 'csv', '--out', file);
  expect(await readFile(file, 'utf8')).toBe('a\n1\n');
  await expect(run('SELECT 1 +')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('line 1, column 11'),
  });
});

test('a query stops when its client leaves, and the next one is answered', async () => {
  const body = JSON.stringify({
    sql: 'SELECT count(*) FROM range(10000000000) a, range(1000000) b',
    timeoutSeconds: 100,
  });
  const call = request(`${host.url}/api/sql`, { method: 'POST', headers: { 'x-functions-key': 'key' } });
  call.on('error', () => {});
  call.end(body);
  await expect
    .poll(async () => (await workspaceFolders()).filter(name => name.startsWith('query-')))
    .toHaveLength(1);
  call.destroy();
  // The one process is free again long before the query's own time is up.
  expect(await (await post({ sql: 'SELECT 1 AS a', timeoutSeconds: 30 })).json()).toMatchObject({
    rows: [{ a: 1 }],
  });
  await expect
    .poll(async () => (await workspaceFolders()).filter(name => name.startsWith('query-')))
    .toEqual([]);
});

async function workspaceFolders(): Promise<string[]> {
  const roots = (await readdir(folder)).filter(name => name.startsWith('sql-'));
  return (await Promise.all(roots.map(name => readdir(join(folder, name))))).flat();
}
