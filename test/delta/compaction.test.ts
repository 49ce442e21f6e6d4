import { expect, test } from 'vitest';
import type { Action, AddFile } from '../../src/delta/actions.ts';
import { commit } from '../../src/delta/commit.ts';
import { parseCommit } from '../../src/delta/commit-file.ts';
import { compact, planCompaction } from '../../src/delta/compaction.ts';
import { ensureTable } from '../../src/delta/create-table.ts';
import { commitFile } from '../../src/delta/log-files.ts';
import { openTable } from '../../src/delta/table.ts';
import { steadyClock } from './history.ts';
import { memoryStore } from './memory-store.ts';
import { appendOnce, definitionOf, readRows, rewriteRows } from './rows.ts';

const removeOf = (file?: AddFile): Action => ({ remove: { path: file?.path ?? '', dataChange: true } });

const fileOf = (path: string, size: number, day: string): AddFile => ({
  path,
  size,
  partitionValues: { day },
  modificationTime: Number(path),
  dataChange: true,
});

test('groups the small files of a partition by age, up to the target size', () => {
  const files = [
    fileOf('3', 40, 'a'),
    fileOf('1', 40, 'a'),
    fileOf('2', 30, 'a'),
    fileOf('4', 50, 'a'),
    fileOf('5', 10, 'b'),
    fileOf('6', 10, 'c'),
    fileOf('7', 10, 'c'),
  ];
  const plan = (minFiles: number, targetBytes = 100) =>
    planCompaction(files, { targetBytes, minFiles }).map(group => group.map(({ path }) => path));
  expect(plan(2)).toEqual([
    ['1', '2'],
    ['6', '7'],
  ]);
  expect(plan(1)).toEqual([
    ['1', '2'],
    ['6', '7'],
  ]);
  expect(plan(3, 1_000)).toEqual([['1', '2', '3', '4']]);
});

test('moves rows, changes none, and leaves a group of which a file went meanwhile', async () => {
  const clock = steadyClock();
  const store = memoryStore(clock.now);
  const table = openTable(store, 'rows', clock);
  await ensureTable(table, definitionOf(), clock.now());
  for (let i = 1; i <= 4; i += 1) await appendOnce(table, 'a', i);
  const options = { targetBytes: 1_000, minFiles: 2 };
  const disturbed = await compact(table, options, async (to, files) => {
    const other = openTable(store, 'other', clock);
    await commit(other, { operation: 'DELETE', build: () => [removeOf(files[0])] });
    return rewriteRows(to, files);
  });
  expect(disturbed).toEqual({ version: null, removed: 0, added: 0 });
  await appendOnce(table, 'b', 2);
  await appendOnce(table, 'b', 3);
  expect(await compact(table, options, rewriteRows, clock.now)).toEqual({
    version: 10,
    removed: 4,
    added: 2,
  });
  const files = [...((await table.snapshot())?.files.values() ?? [])];
  const rows = await Promise.all(files.map(file => readRows(store, file)));
  expect(rows.map(some => some.sort()).sort()).toEqual([
    ['a/3', 'b/3'],
    ['a/4', 'b/2'],
  ]);
  const [, ...actions] = parseCommit((await store.read(commitFile(10))) ?? new Uint8Array(), '10');
  const moved = {
    dataChange: false,
    partitionValues: { day: expect.any(String) },
    size: expect.any(Number),
  };
  const removed = { ...moved, deletionTimestamp: expect.any(Number), extendedFileMetadata: true };
  expect(actions).toMatchObject([{ remove: removed }, { remove: removed }, { add: moved }]);
});
