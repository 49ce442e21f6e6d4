import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestEngine, createTestLake, type TestEngine, type TestLake } from './lake.ts';

let lake: TestLake;
let sql: TestEngine;

beforeAll(async () => {
  lake = await createTestLake();
  await lake.define('silver.sale', { k: 'long' });
  await lake.append('silver.sale', 'SELECT range AS k FROM range(1000)');
  sql = createTestEngine(lake, { processes: 1, waiting: 2 });
});

afterAll(async () => {
  await sql.close();
  lake.remove();
});

const endless = { sql: 'SELECT count(*) FROM range(10000000000) a, range(1000000) b', timeoutSeconds: 100 };
const short = 'SELECT count(*) AS n FROM silver.sale';

const workspaces = () => readdir(join(lake.folder, 'sql'));

test('a query that nobody waits for any more stops, running or waiting', async () => {
  const running = new AbortController();
  const waiting = new AbortController();
  const first = sql.ask(endless, running.signal);
  const second = sql.ask(endless, waiting.signal);
  const third = sql.rows(short);
  waiting.abort(new Error('the second has left'));
  await expect(second).rejects.toThrow('the second has left');
  running.abort(new Error('the first has left'));
  await expect(first).rejects.toThrow('the first has left');
  expect(await third).toEqual([{ n: 1000 }]);
});

test('a query ends when its time is up, and so does one that has only waited', async () => {
  const [running, waiting] = await Promise.all(
    [1, 1].map(timeoutSeconds => sql.ask({ ...endless, timeoutSeconds }).catch((error: unknown) => error)),
  );
  expect(running).toMatchObject({ status: 422, parameter: 'timeoutSeconds' });
  expect(waiting).toMatchObject({ status: 422, parameter: 'timeoutSeconds' });
  expect(await sql.rows(short)).toEqual([{ n: 1000 }]);
});

test('one more than may wait is told to come again', async () => {
  const all = [1, 2, 3, 4].map(() => sql.rows(short).catch((error: unknown) => error));
  const outcomes = await Promise.all(all);
  expect(outcomes.slice(0, 3)).toEqual([[{ n: 1000 }], [{ n: 1000 }], [{ n: 1000 }]]);
  expect(outcomes[3]).toMatchObject({ status: 503, extras: { headers: { 'retry-after': '5' } } });
});

test('an answer that is too large is refused', async () => {
  const small = createTestEngine(lake, { maxAnswerBytes: 1_000 });
  await expect(small.ask(short)).resolves.toMatchObject({ rowCount: 1 });
  await expect(small.ask({ sql: 'SELECT * FROM silver.sale', limit: 1000 })).rejects.toMatchObject({
    status: 422,
  });
  await small.close();
});

test('a closed engine leaves nothing on disk, and answers no more', async () => {
  const closing = createTestEngine(lake);
  await closing.rows(short);
  const before = await workspaces();
  const running = closing.ask(endless).catch((error: unknown) => error);
  await closing.close();
  expect(await running).toBeInstanceOf(Error);
  await expect.poll(workspaces).toHaveLength(before.length - 1);
  await expect(closing.ask(short)).rejects.toMatchObject({ status: 503 });
});
