import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileCache, type RemoteFile } from '../../src/sql/file-cache.ts';
import { createTestEngine, createTestLake } from './lake.ts';

let folder: string;
let reads: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-file-cache-'));
  reads = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (key: string, size = 10): RemoteFile => ({
  key,
  size,
  read: async () => {
    reads.push(key);
    return Buffer.alloc(size, key);
  },
});

test('a file is read once, by however many queries at once', async () => {
  const cache = createFileCache(folder, 100);
  const held = await Promise.all([cache.hold([file('a'), file('b')]), cache.hold([file('b'), file('b')])]);
  expect(reads).toEqual(['a', 'b']);
  expect(String(await readFile(held[1].paths.get('b') ?? ''))).toBe('bbbbbbbbbb');
});

test('the longest unused goes first, and never one that is held', async () => {
  const cache = createFileCache(folder, 30);
  const held = await cache.hold([file('a')]);
  for (const key of ['b', 'c', 'b', 'd']) (await cache.hold([file(key)])).release();
  expect(reads).toEqual(['a', 'b', 'c', 'd']);
  await expect.poll(() => readdir(folder)).toHaveLength(3);
  expect(String(await readFile(held.paths.get('a') ?? ''))).toBe('aaaaaaaaaa');
  (await cache.hold([file('c')])).release();
  expect(reads.at(-1)).toBe('c');
});

test('what cannot fit is refused: at once when it never will, for now when others hold the room', async () => {
  const cache = createFileCache(folder, 30);
  await expect(cache.hold([file('a', 40)])).rejects.toMatchObject({ status: 422 });
  const held = await cache.hold([file('a', 20)]);
  await expect(cache.hold([file('b', 20)])).rejects.toMatchObject({
    status: 503,
    extras: { headers: { 'retry-after': '5' } },
  });
  held.release();
  (await cache.hold([file('b', 20)])).release();
});

test('a read that failed is tried again by the next query', async () => {
  const cache = createFileCache(folder, 100);
  const broken = { ...file('a'), read: () => Promise.reject(new Error('no such file')) };
  await expect(cache.hold([broken, file('b')])).rejects.toThrow('no such file');
  (await cache.hold([file('a'), file('b')])).release();
  expect(reads).toEqual(['b', 'a']);
});

test('a data file that was cut, changed or deleted is an error that names it, never a part of an answer', async () => {
  const lake = await createTestLake();
  await lake.define('silver.sale', { k: 'long' });
  await lake.append('silver.sale', 'SELECT range AS k FROM range(1000)');
  const sql = createTestEngine(lake);
  const [add] = (await lake.tables.get('silver.sale')?.snapshot())?.files.values() ?? [];
  const path = join(lake.folder, 'lake', 'silver', 'sale', add?.path ?? '');
  const whole = await readFile(path);
  const failure = () => sql.ask('SELECT sum(k) FROM silver.sale').catch((error: unknown) => error);

  await truncate(path, 100);
  expect(await failure()).toMatchObject({
    status: 500,
    message: expect.stringMatching(/silver\.sale: part-.* has 100 bytes and not/),
  });
  await writeFile(path, Buffer.alloc(whole.length, 'x'));
  expect(await failure()).toMatchObject({
    status: 500,
    message: expect.stringMatching(/silver\.sale: part-.* cannot be read/),
  });
  await rm(path);
  expect(await failure()).toMatchObject({
    status: 500,
    message: expect.stringMatching(/silver\.sale: part-.* is missing/),
  });
  await writeFile(path, whole);
  expect(await sql.rows('SELECT sum(k)::BIGINT AS s FROM silver.sale')).toEqual([{ s: 499_500 }]);
  await sql.close();
  lake.remove();
});
