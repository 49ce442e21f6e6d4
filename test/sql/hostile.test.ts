import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../src/problem.ts';
import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

let lake: TestLake;
let sql: TestEngine;
let secret: string;

beforeAll(async () => {
  lake = await createTestLake();
  await lake.define('silver.pos_sale', { basket: 'string', units: 'long' });
  await lake.append('silver.pos_sale', "SELECT 'b' || i AS basket, i AS units FROM range(1000) r(i)");
  secret = join(lake.folder, 'secret.csv');
  await writeFile(secret, 'word\nxyzzy\n');
  sql = createTestEngine(lake);
});

afterAll(async () => {
  await sql.close();
  lake.remove();
});

/** The problem that the query ends in; fails when it is answered. */
async function problemOf(query: string, timeoutSeconds = 3): Promise<Problem> {
  const outcome = await sql
    .ask({ sql: query.replaceAll('SECRET', secret), timeoutSeconds })
    .catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome;
  throw new Error(`"${query}" gave ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
}

test.each([
  "SELECT * FROM read_csv('SECRET')",
  "SELECT * FROM read_text('SECRET')",
  "SELECT * FROM read_blob('/etc/passwd')",
  "SELECT * FROM parquet_scan('SECRET')",
  "SELECT * FROM glob('/**')",
  "SELECT * FROM sniff_csv('SECRET')",
  "SELECT * FROM read_json_auto('https://example.com/x.json')",
  "SELECT * FROM parquet_metadata('SECRET')",
  "SELECT * FROM 'SECRET'",
  'SELECT * FROM "SECRET"',
  "FROM 's3://bucket/x.parquet'",
  "FROM 'SECRET' AT (VERSION => 1)",
  "SELECT (SELECT word FROM 'SECRET')",
  "SELECT * FROM silver.pos_sale WHERE basket IN (SELECT word FROM 'SECRET')",
  "WITH x AS (SELECT * FROM read_text('SECRET')) SELECT * FROM x",
  "SELECT * FROM (VALUES ((SELECT content FROM read_text('SECRET'))))",
  "SELECT * FROM silver.pos_sale ORDER BY (SELECT content FROM read_text('SECRET'))",
  "SELECT * FROM range(10) LIMIT (SELECT length(content) FROM read_text('SECRET'))",
  "SELECT units FROM silver.pos_sale AT (VERSION => (SELECT 1 FROM read_text('SECRET')))",
  "DESCRIBE SELECT * FROM read_csv('SECRET')",
  "SUMMARIZE 'SECRET'",
  "SELECT * FROM silver.pos_sale, LATERAL (SELECT * FROM read_text('SECRET'))",
  "SELECT * FROM silver.pos_sale ASOF JOIN 'SECRET' s ON basket >= s.word",
  "SELECT * FROM (FROM 'SECRET') PIVOT (count(*) FOR word IN ('xyzzy'))",
  "SELECT count(*) FILTER (WHERE (SELECT true FROM read_text('SECRET'))) FROM silver.pos_sale",
  "SELECT sum(units) OVER (ORDER BY (SELECT content FROM read_text('SECRET'))) FROM silver.pos_sale",
])('files stay closed: %s', async query => {
  const { status, message } = await problemOf(query);
  expect(status).toBe(400);
  expect(message).toMatch(/may not be called here|there is no table|takes a constant/);
  expect(message).not.toContain('xyzzy');
});

test.each([
  "COPY silver.pos_sale TO '/tmp/stolen.csv'",
  "COPY (SELECT 1) TO 'SECRET'",
  "ATTACH 'SECRET' AS x",
  'INSTALL httpfs',
  'LOAD httpfs',
  'PRAGMA database_list',
  "SET memory_limit = '1TB'",
  'RESET lock_configuration',
  "EXPORT DATABASE '/tmp/stolen'",
  "IMPORT DATABASE '/tmp/stolen'",
  'CREATE TABLE x (a INT)',
  'CREATE MACRO m() AS 1',
  "CREATE SECRET (TYPE s3, KEY_ID 'x')",
  "INSERT INTO silver.pos_sale VALUES ('x', 1)",
  'UPDATE silver.pos_sale SET units = 0',
  'DELETE FROM silver.pos_sale',
  'TRUNCATE silver.pos_sale',
  'DROP TABLE silver.pos_sale',
  'ALTER TABLE silver.pos_sale ADD COLUMN x INT',
  'MERGE INTO silver.pos_sale USING (SELECT 1) ON true WHEN MATCHED THEN DELETE',
  'CALL pragma_version()',
  'EXPLAIN ANALYZE SELECT 1',
  'PREPARE p AS SELECT 1',
  'EXECUTE p',
  'BEGIN',
  'CHECKPOINT',
  'VACUUM',
  'USE main',
  'SET VARIABLE x = 1',
  'WITH x AS (INSERT INTO silver.pos_sale VALUES (1)) SELECT * FROM x',
  'WITH x AS (DELETE FROM silver.pos_sale RETURNING *) SELECT * FROM x',
  'SELECT * INTO x FROM silver.pos_sale',
  'SELECT * FROM silver.pos_sale FOR UPDATE',
])('nothing is changed, attached, set or loaded: %s', async query => {
  const { status, title } = await problemOf(query);
  expect([status, title]).toEqual([400, 'The query cannot be answered']);
});

test.each([
  'SELECT 1; SELECT 2',
  "SELECT 1; COPY (SELECT 1) TO 'SECRET'",
  'SELECT 1 /* ; */ ; DROP TABLE x -- ;',
  '-- only a comment',
  ';',
  "SELECT 1;;ATTACH 'SECRET'",
])('one SELECT, and nothing beside it: %s', async query => {
  expect(await problemOf(query)).toMatchObject({ status: 400 });
});

test('comments and a last semicolon are no second statement', async () => {
  expect(await sql.rows('/* ; */ SELECT 1 AS a -- ; DROP\n;')).toEqual([{ a: 1 }]);
});

test.each([
  'SELECT * FROM duckdb_settings()',
  'SELECT * FROM duckdb_secrets()',
  'SELECT * FROM duckdb_views()',
  'SELECT * FROM duckdb_functions()',
  'SELECT * FROM information_schema.tables',
  'SELECT * FROM pg_catalog.pg_class',
  'SELECT * FROM sqlite_master',
  "SELECT * FROM pragma_table_info('silver.pos_sale')",
  'SHOW TABLES',
  'SHOW ALL TABLES',
  'SHOW DATABASES',
  "SELECT current_setting('allowed_directories')",
  "SELECT getvariable('x')",
  "SELECT nextval('s')",
  "SELECT * FROM query('SELECT 1')",
  "SELECT * FROM query_table('silver.pos_sale')",
  "SELECT * FROM query_table(['silver.pos_sale'])",
  "SELECT * FROM json_execute_serialized_sql('{}')",
  "SELECT json_serialize_sql('SELECT 1')",
  "SELECT json_serialize_plan('SELECT 1')",
  "SELECT * FROM which_secret('s3://x', 's3')",
  'SELECT * FROM test_all_types()',
  'SELECT * FROM arrow_scan(1, 2, 3)',
  "SELECT * FROM seq_scan('x')",
  "SELECT write_log('x')",
  'SELECT * FROM enable_logging()',
  'SELECT * FROM checkpoint()',
  'SELECT pg_sleep(100)',
  'SELECT sleep_ms(100000)',
  "SELECT 'SECRET'.read_text()",
  "SELECT list_transform(['SECRET'], lambda x: getvariable(x))",
  'SELECT COLUMNS(c -> getvariable(c) IS NULL) FROM silver.pos_sale',
  "SELECT * FROM histogram('silver.pos_sale', 'basket')",
  'SELECT * FROM system.main.duckdb_settings()',
  "SELECT system.main.current_setting('threads')",
  'SELECT ? + $1',
  'SELECT * FROM memory.silver.pos_sale',
  'SELECT * FROM t0.silver.pos_sale',
  'SELECT * FROM temp.answer',
  'SELECT * FROM answer',
])('the catalog, settings, variables and SQL in text are out of reach: %s', async query => {
  expect(await problemOf(query)).toMatchObject({ status: 400, title: 'The query cannot be answered' });
});

test('a common table expression hides no table of a schema, and stands in for no file', async () => {
  expect(
    await sql.rows('WITH pos_sale AS (SELECT 1 AS units) SELECT max(units) AS m FROM silver.pos_sale'),
  ).toEqual([{ m: 999 }]);
  expect(await sql.rows(`WITH "${secret}" AS (SELECT 1 AS word) SELECT * FROM "${secret}"`)).toEqual([
    { word: 1 },
  ]);
  expect(await problemOf('SELECT * FROM (WITH x AS (SELECT 1) FROM x), x')).toMatchObject({ status: 400 });
});

test.each([
  [
    'a huge join',
    'SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c WHERE a.range + b.range = c.range + 1',
  ],
  [
    'endless recursion',
    'WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r',
  ],
  [
    'recursion that doubles',
    'WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i FROM r, range(2)) SELECT count(*) FROM r',
  ],
  ['a text of four gigabytes', "SELECT length(repeat('x', 4000000000))"],
  ['texts of texts', "SELECT sum(length(repeat('x', 100000000 + i::INT))) FROM range(100000) r(i)"],
  ['a list of a billion', 'SELECT len(range(1000000000))'],
  ['lists of lists', 'SELECT list_transform(range(100000), lambda x: range(x + 100000))'],
  [
    'a sort larger than memory',
    'SELECT repeat(i::VARCHAR, 50) AS s FROM range(100000000) r(i) ORDER BY hash(i), s',
  ],
  ['a group for every row', 'SELECT i, count(*) FROM range(1000000000) r(i) GROUP BY i'],
  ['a string built up', "SELECT string_agg(repeat('x', 1000), '') FROM range(100000000)"],
  [
    'a pattern that explodes',
    `SELECT count(*) FROM range(1000000000) r(i) WHERE regexp_matches(repeat('a', 5000) || i, '(a?){500}(a*)*b')`,
  ],
  [
    'a factorial number of rows',
    'SELECT count(*) FROM range(100000) a JOIN range(100000) b ON a.range <> b.range JOIN range(100000) c ON c.range <> b.range',
  ],
])('%s is stopped, and another query is answered meanwhile', async (_name, query) => {
  const stopped = problemOf(query, 2);
  expect(await sql.rows('SELECT count(*) AS n FROM silver.pos_sale')).toEqual([{ n: 1000 }]);
  const { status, message } = await stopped;
  expect(status, message).toBeOneOf([400, 422]);
  expect(await sql.rows('SELECT 1 AS a')).toEqual([{ a: 1 }]);
});

test.each([
  ['parentheses', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
  ['a long sum', `SELECT ${Array(20_000).fill('1').join('+')}`],
  ['a long AND', `SELECT * FROM silver.pos_sale WHERE ${Array(2_500).fill('units = 1').join(' AND ')} AND`],
  ['subqueries', `SELECT * FROM ${'(SELECT * FROM '.repeat(1_500)}silver.pos_sale${')'.repeat(1_500)}`],
  ['a long UNION', Array(4_000).fill('SELECT 1').join(' UNION ')],
  ['lists', `SELECT ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['cases', `SELECT ${'CASE WHEN true THEN '.repeat(1_500)}1${' END'.repeat(1_500)}`],
  ['NOT', `SELECT ${'NOT '.repeat(10_000)} true`],
])('%s without end are refused or end their own process only', async (_name, query) => {
  const outcome = await sql.ask({ sql: query, timeoutSeconds: 5 }).catch((error: unknown) => error);
  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Problem);
  expect(await sql.rows('SELECT count(*) AS n FROM silver.pos_sale')).toEqual([{ n: 1000 }]);
});

test('a refusal says where the trouble is, and what to use instead', async () => {
  expect(await problemOf("SELECT 'ä',\n  nosuch FROM silver.pos_sale")).toMatchObject({
    message: expect.stringContaining('"nosuch"'),
    extras: { members: { line: 2, column: 3 } },
  });
  expect(await problemOf('SELECT basket FROM silver.pos_sales')).toMatchObject({
    message: 'there is no table "silver.pos_sales": did you mean silver.pos_sale? (line 1, column 20)',
  });
  expect((await problemOf('SELECT 1 FROM pos_sale')).message).toContain('did you mean silver.pos_sale?');
  expect((await problemOf("SELECT * FROM read_parquet('x')")).message).toContain('name the table');
  expect(await problemOf("SELECT 'ä',\n 'ä' +")).toMatchObject({
    message: 'syntax error at end of input (line 2, column 7)',
  });
});

test('nothing was written where queries pointed to', async () => {
  await expect(access('/tmp/stolen.csv')).rejects.toThrow('ENOENT');
  expect(await sql.rows('SELECT sum(units)::BIGINT AS s FROM silver.pos_sale')).toEqual([{ s: 499_500 }]);
});
