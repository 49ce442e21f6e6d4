import { ContainerSASPermissions } from '@azure/storage-blob';
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, errorOf, type Lake, startLake } from './lake.ts';

const FILES = 6_000;
let lake: Lake;
let fs: DataLakeFileSystemClient;

beforeAll(async () => {
  lake = await startLake();
  fs = lake.dfs.getFileSystemClient('listing');
  await fs.create();
  const blobs = lake.blob.getContainerClient('listing');
  const names = Array.from({ length: FILES }, (_, n) => `many/d${n % 10}/${String(n).padStart(5, '0')}.json`);
  let next = 0;
  const worker = async () => {
    for (let name = names[next++]; name; name = names[next++])
      await blobs.getBlockBlobClient(name).upload('x', 1);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
});
afterAll(() => lake.stop());

describe('a listing', () => {
  it('of 6,000 paths comes whole over several pages', async () => {
    const paths = await all(fs.listPaths({ path: 'many', recursive: true }));
    const files = paths.filter(path => !path.isDirectory);
    expect(files).toHaveLength(FILES);
    expect(new Set(paths.map(path => path.name)).size).toBe(FILES + 10);
    expect(files[0]).toMatchObject({ contentLength: 1, owner: '$superuser' });
    expect(files[0]?.lastModified?.getTime()).toBeGreaterThan(Date.now() - 600_000);
    const sizes = [];
    for await (const page of fs.listPaths({ path: 'many', recursive: true }).byPage({ maxPageSize: 2_500 })) {
      sizes.push(page.pathItems?.length);
    }
    expect(sizes).toEqual([2_500, 2_500, FILES + 10 - 5_000]);
  });

  it('that is not recursive shows a directory and its files, not what is deeper', async () => {
    expect((await all(fs.listPaths())).map(({ name, isDirectory }) => ({ name, isDirectory }))).toEqual([
      { name: 'many', isDirectory: true },
    ]);
    expect((await all(fs.listPaths({ path: 'many' }))).map(path => path.name)).toEqual(
      Array.from({ length: 10 }, (_, n) => `many/d${n}`),
    );
    const pages = [];
    for await (const page of fs.listPaths({ path: 'many' }).byPage({ maxPageSize: 3 })) {
      pages.push(...(page.pathItems ?? []).map(path => path.name));
    }
    expect(pages.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `many/d${n}`));
  });

  it('by the blob API begins where startFrom says, that name included', async () => {
    const sas = await lake.blob.getContainerClient('listing').generateSasUrl({
      permissions: ContainerSASPermissions.parse('l'),
      expiresOn: new Date(Date.now() + 600_000),
    });
    const list = async (query: string) => {
      const answer = await fetch(`${sas}&restype=container&comp=list&prefix=many%2Fd3%2F&${query}`);
      expect(answer.status).toBe(200);
      return [...(await answer.text()).matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name);
    };
    const whole = await list('');
    expect(whole).toHaveLength(FILES / 10);
    expect(await list(`startFrom=${encodeURIComponent('many/d3/05973.json')}`)).toEqual(whole.slice(-3));
    expect(await list(`startFrom=${encodeURIComponent('many/d3/05974')}`)).toEqual(whole.slice(-2));
    expect(await list(`startFrom=${encodeURIComponent('many/d2/00002.json')}`)).toEqual(whole);
    expect(await list(`startFrom=${encodeURIComponent('many/d4')}`)).toEqual([]);
  });

  it('of a missing directory answers PathNotFound, of an empty one nothing', async () => {
    expect(await errorOf(all(fs.listPaths({ path: 'none' })))).toEqual({ status: 404, code: 'PathNotFound' });
    await fs.getDirectoryClient('empty').create();
    expect(await all(fs.listPaths({ path: 'empty' }))).toEqual([]);
    await fs.getDirectoryClient('empty').delete();
    const missing = lake.dfs.getFileSystemClient('missing');
    expect(await errorOf(all(missing.listPaths()))).toEqual({ status: 404, code: 'FilesystemNotFound' });
  });

  it('shows directories of files that came to Azurite past the gateway', async () => {
    await lake.direct.getContainerClient('listing').getBlockBlobClient('past/by/file.txt').upload('x', 1);
    expect((await all(fs.listPaths())).map(path => [path.name, path.isDirectory])).toContainEqual([
      'past',
      true,
    ]);
  });
});
