import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, errorOf, type Lake, startLake } from './lake.ts';

const CLIENTS = 20;
let lake: Lake;
let fs: DataLakeFileSystemClient;

beforeAll(async () => {
  lake = await startLake();
  fs = lake.dfs.getFileSystemClient('races');
  await fs.create();
});
afterAll(() => lake.stop());

const clients = Array.from({ length: CLIENTS }, (_, n) => n);
const ifNew = { ifNoneMatch: '*' };

async function write(path: string, content: string): Promise<string> {
  const file = fs.getFileClient(path);
  await file.create();
  await file.append(content, 0, content.length);
  return String((await file.flush(content.length)).etag);
}

async function outcomes(calls: Promise<unknown>[]) {
  const settled = await Promise.all(
    calls.map((call, n) =>
      call.then(
        () => ({ n }) as const,
        error => ({ n, lost: errorOf(Promise.reject(error)) }) as const,
      ),
    ),
  );
  const winners = settled.flatMap(each => ('lost' in each ? [] : [each.n]));
  const losers = await Promise.all(settled.flatMap(each => ('lost' in each ? [each.lost] : [])));
  return { winners, losers };
}

describe('twenty clients', () => {
  it('creating the same file if it is new: one wins, the others get 409', async () => {
    const { winners, losers } = await outcomes(
      clients.map(() => fs.getFileClient('new/file').create({ conditions: ifNew })),
    );
    expect(winners).toHaveLength(1);
    expect(losers.every(({ status, code }) => status === 409 && code === 'PathAlreadyExists')).toBe(true);
  });

  it('putting the same blob if it is new: one wins', async () => {
    const blob = lake.blob.getContainerClient('races').getBlockBlobClient('new/blob');
    const { winners, losers } = await outcomes(
      clients.map(n => blob.upload(`by ${n}`.padEnd(6), 6, { conditions: ifNew })),
    );
    expect(winners).toHaveLength(1);
    expect(losers.every(({ status }) => status === 409)).toBe(true);
    expect((await blob.downloadToBuffer()).toString().trim()).toBe(`by ${winners[0]}`);
  });

  it('renaming onto the same name if it is new: one wins, with its own content, round after round', async () => {
    await fs.getDirectoryClient('log').create();
    for (let version = 0; version < 5; version++) {
      await Promise.all(clients.map(n => write(`log/tmp-${n}`, `by ${n}`)));
      const commit = `log/${String(version).padStart(20, '0')}.json`;
      const { winners, losers } = await outcomes(
        clients.map(n => fs.getFileClient(`log/tmp-${n}`).move(commit, { destinationConditions: ifNew })),
      );
      expect(winners).toHaveLength(1);
      expect(losers.every(({ status, code }) => status === 409 && code === 'PathAlreadyExists')).toBe(true);
      expect((await fs.getFileClient(commit).readToBuffer()).toString()).toBe(`by ${winners[0]}`);
      expect(await fs.getFileClient(`log/tmp-${winners[0]}`).exists()).toBe(false);
    }
  });

  it('renaming the same source away: one wins, the others find no source', async () => {
    await write('source', 'x');
    const { winners, losers } = await outcomes(
      clients.map(n => fs.getFileClient('source').move(`target-${n}`)),
    );
    expect(winners).toHaveLength(1);
    expect(losers.every(({ status, code }) => status === 404 && code === 'SourcePathNotFound')).toBe(true);
  });

  it('see a file or its new name, never both and never neither, while it is renamed', async () => {
    await fs.getDirectoryClient('flip').create();
    await write('flip/a', 'x');
    let done = false;
    const wrong: string[][] = [];
    const watch = async () => {
      while (!done) {
        const names = (await all(fs.listPaths({ path: 'flip' }))).map(path => String(path.name));
        if (names.length !== 1) wrong.push(names);
      }
    };
    const watchers = [watch(), watch(), watch()];
    for (let n = 0; n < 30; n++)
      await fs.getFileClient(n % 2 ? 'flip/b' : 'flip/a').move(n % 2 ? 'flip/a' : 'flip/b');
    done = true;
    await Promise.all(watchers);
    expect(wrong).toEqual([]);
  });
});

describe('a rename', () => {
  it('takes a directory with everything in it', async () => {
    for (const name of ['from/1', 'from/sub/2', 'from2']) await write(name, name);
    await fs.getDirectoryClient('from').move('to');
    expect(await fs.getDirectoryClient('from').exists()).toBe(false);
    expect((await fs.getFileClient('to/sub/2').readToBuffer()).toString()).toBe('from/sub/2');
    expect(await fs.getFileClient('from2').exists()).toBe(true);
    expect((await all(fs.listPaths({ path: 'to', recursive: true }))).map(path => path.name)).toEqual([
      'to/1',
      'to/sub',
      'to/sub/2',
    ]);
  });

  it('replaces a file when nothing forbids it, and honours conditions on both sides', async () => {
    const etag = await write('c/a', 'a');
    const other = await write('c/b', 'b');
    const a = fs.getFileClient('c/a');
    expect(await errorOf(a.move('c/b', { conditions: { ifMatch: other } }))).toEqual({
      status: 412,
      code: 'SourceConditionNotMet',
    });
    expect(await errorOf(a.move('c/b', { destinationConditions: { ifMatch: etag } }))).toEqual({
      status: 412,
      code: 'ConditionNotMet',
    });
    await a.move('c/b', { conditions: { ifMatch: etag }, destinationConditions: { ifMatch: other } });
    expect((await fs.getFileClient('c/b').readToBuffer()).toString()).toBe('a');
  });

  it('is refused into a missing directory, over another kind, and into itself', async () => {
    await write('r/a', 'a');
    await write('r/full/x', 'x');
    await fs.getDirectoryClient('r/d').create();
    const a = fs.getFileClient('r/a');
    expect(await errorOf(a.move('r/none/a'))).toEqual({
      status: 404,
      code: 'RenameDestinationParentPathNotFound',
    });
    expect(await errorOf(a.move('r/d'))).toEqual({
      status: 409,
      code: 'InvalidSourceOrDestinationResourceType',
    });
    expect(await errorOf(fs.getDirectoryClient('r/d').move('r/full'))).toEqual({
      status: 409,
      code: 'PathAlreadyExists',
    });
    expect(await errorOf(fs.getDirectoryClient('r').move('r/d/r'))).toMatchObject({ status: 400 });
  });
});
