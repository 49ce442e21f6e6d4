import { randomBytes } from 'node:crypto';
import type { ContainerClient } from '@azure/storage-blob';
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all, errorOf, type Lake, startLake } from './lake.ts';

let lake: Lake;
let fs: DataLakeFileSystemClient;
let blobs: ContainerClient;
let number = 0;

beforeAll(async () => {
  lake = await startLake();
});
afterAll(() => lake.stop());
beforeEach(async () => {
  number += 1;
  fs = lake.dfs.getFileSystemClient(`lake${number}`);
  blobs = lake.blob.getContainerClient(`lake${number}`);
  await fs.create();
});

const text = async (path: string) => (await fs.getFileClient(path).readToBuffer()).toString();

async function write(path: string, content: string): Promise<string> {
  const file = fs.getFileClient(path);
  await file.create();
  await file.append(content, 0, Buffer.byteLength(content));
  return String((await file.flush(Buffer.byteLength(content))).etag);
}

describe('a file', () => {
  it('is created, appended to in any order, flushed, and read by either API with ranges', async () => {
    const file = fs.getFileClient('bronze/pos/a.txt');
    expect((await file.create({ conditions: { ifNoneMatch: '*' } })).etag).toBeTruthy();
    await file.append('world', 6, 5);
    await file.append('hello ', 0, 6);
    expect((await file.getProperties()).contentLength).toBe(0);
    const flushed = await file.flush(11, { close: true });
    expect((await file.getProperties()).etag).toBe(flushed.etag);
    expect(await text('bronze/pos/a.txt')).toBe('hello world');
    const blob = blobs.getBlobClient('bronze/pos/a.txt');
    expect((await blob.downloadToBuffer(6, 3)).toString()).toBe('wor');
    const body = (await file.read(0, 5)).readableStreamBody as AsyncIterable<Buffer>;
    expect(Buffer.concat(await all(body)).toString()).toBe('hello');
  });

  it('grows by later appends, also with flush in the same request', async () => {
    await write('log.txt', 'one');
    const file = fs.getFileClient('log.txt');
    await file.append(',two', 3, 4, { flush: true });
    await file.append(',three', 7, 6);
    await file.flush(13);
    expect(await text('log.txt')).toBe('one,two,three');
  });

  it('is refused a flush at a wrong position, or after a gap, and keeps what it had', async () => {
    await write('kept.txt', 'kept');
    const file = fs.getFileClient('kept.txt');
    await file.append('x', 10, 1);
    const refused = { status: 400, code: 'InvalidFlushPosition' };
    expect(await errorOf(file.flush(11))).toEqual(refused);
    expect(await errorOf(file.flush(3))).toEqual(refused);
    expect(await text('kept.txt')).toBe('kept');
  });

  it('of 20 MB arrives whole in parts, by append and by the high-level upload', async () => {
    const content = randomBytes(20 * 1024 * 1024);
    const file = fs.getFileClient('big/parts.bin');
    await file.create();
    const part = 3 * 1024 * 1024 + 17;
    const offsets = Array.from({ length: Math.ceil(content.length / part) }, (_, n) => n * part);
    await Promise.all(
      offsets.map(at =>
        file.append(content.subarray(at, at + part), at, Math.min(part, content.length - at)),
      ),
    );
    await file.flush(content.length);
    expect(content.equals(await file.readToBuffer())).toBe(true);
    const uploaded = fs.getFileClient('big/upload.bin');
    await uploaded.upload(content, { chunkSize: 4 * 1024 * 1024, metadata: { source: 'pos' } });
    expect(content.equals(await blobs.getBlobClient('big/upload.bin').downloadToBuffer())).toBe(true);
    expect((await uploaded.getProperties()).metadata).toEqual({ source: 'pos' });
  });

  it('keeps metadata and content headers through flush and rename', async () => {
    const file = fs.getFileClient('m/a.json');
    await file.create({ metadata: { Source: 'pos' }, pathHttpHeaders: { contentType: 'application/json' } });
    await file.append('{}', 0, 2);
    await file.flush(2);
    await file.move('m/b.json');
    const moved = await fs.getFileClient('m/b.json').getProperties();
    expect(moved.contentType).toBe('application/json');
    expect(Object.values(moved.metadata ?? {})).toEqual(['pos']);
    await fs.getFileClient('m/b.json').setMetadata({ other: 'x' });
    expect((await fs.getFileClient('m/b.json').getProperties()).metadata).toEqual({ other: 'x' });
  });

  it('is created over another only without If-None-Match, and never where a directory is', async () => {
    const etag = await write('x/a.txt', 'first');
    const file = fs.getFileClient('x/a.txt');
    expect(await errorOf(file.create({ conditions: { ifNoneMatch: '*' } }))).toEqual({
      status: 409,
      code: 'PathAlreadyExists',
    });
    expect((await file.createIfNotExists()).succeeded).toBe(false);
    expect(await errorOf(file.create({ conditions: { ifMatch: '"0x1"' } }))).toEqual({
      status: 412,
      code: 'ConditionNotMet',
    });
    await file.create({ conditions: { ifMatch: etag } });
    expect(await text('x/a.txt')).toBe('');
    expect(await errorOf(fs.getFileClient('x').create())).toEqual({ status: 409, code: 'PathConflict' });
    expect(await errorOf(fs.getFileClient('x/a.txt/b').create())).toEqual({
      status: 409,
      code: 'PathConflict',
    });
    expect(await errorOf(fs.getDirectoryClient('x/a.txt').create())).toEqual({
      status: 409,
      code: 'PathConflict',
    });
  });

  it('that does not exist answers 404 to everything', async () => {
    const file = fs.getFileClient('none');
    expect(await file.exists()).toBe(false);
    expect(await errorOf(file.append('x', 0, 1))).toEqual({ status: 404, code: 'PathNotFound' });
    expect(await errorOf(file.flush(0))).toEqual({ status: 404, code: 'PathNotFound' });
    expect(await errorOf(file.delete())).toMatchObject({ status: 404 });
    expect((await errorOf(file.read())).status).toBe(404);
    const elsewhere = lake.dfs.getFileSystemClient('missing').getFileClient('a');
    expect(await errorOf(elsewhere.create())).toEqual({ status: 404, code: 'FilesystemNotFound' });
  });

  it('whose blob was overwritten meanwhile takes the append at its new end', async () => {
    const file = fs.getFileClient('race.txt');
    await file.create();
    await file.append('tail', 4, 4);
    await blobs.getBlockBlobClient('race.txt').upload('head', 4);
    await file.flush(8);
    expect(await text('race.txt')).toBe('headtail');
  });
});

describe('names', () => {
  it.each([
    'a b.txt',
    'k=v/p=1%.txt',
    '100%25.txt',
    "it's & <so>.txt",
    'plus+hash#q?.txt',
    'Größe/尺寸🛒.txt',
    'a;b,c@d$.txt',
  ])('%s is the same file on both endpoints, renamed, listed and deleted', async name => {
    await write(`dir/${name}`, 'content');
    expect((await blobs.getBlobClient(`dir/${name}`).downloadToBuffer()).toString()).toBe('content');
    await blobs.getBlockBlobClient(`dir/blob ${name}`).upload('from blob', 9);
    expect(await text(`dir/blob ${name}`)).toBe('from blob');
    const files = async () =>
      (await all(fs.listPaths({ path: 'dir', recursive: true })))
        .filter(p => !p.isDirectory)
        .map(p => p.name);
    expect((await files()).sort()).toEqual([`dir/${name}`, `dir/blob ${name}`].sort());
    await fs.getFileClient(`dir/${name}`).move(encodeURIComponent(`dir/moved-${name.replace('/', '-')}`));
    expect(await text(`dir/moved-${name.replace('/', '-')}`)).toBe('content');
    await fs.getFileClient(`dir/blob ${name}`).delete();
    expect(await files()).toEqual([`dir/moved-${name.replace('/', '-')}`]);
  });
});

describe('a directory', () => {
  it('appears on the blob endpoint as a marker blob, with its parents', async () => {
    await fs.getDirectoryClient('a/b').create({ metadata: { team: 'x' } });
    await blobs.getBlockBlobClient('c/d/e.txt').upload('e', 1);
    const seen = await all(blobs.listBlobsFlat({ includeMetadata: true }));
    expect(seen.map(b => [b.name, b.metadata?.hdi_isfolder])).toEqual([
      ['a', 'true'],
      ['a/b', 'true'],
      ['c', 'true'],
      ['c/d', 'true'],
      ['c/d/e.txt', undefined],
    ]);
    const headers = (await fetchHead('a/b')).headers;
    expect(headers.get('x-ms-resource-type')).toBe('directory');
    expect((await fetchHead('c/d/e.txt')).headers.get('x-ms-resource-type')).toBe('file');
  });

  it('stays one when its metadata is set, and creating it again changes nothing', async () => {
    const directory = fs.getDirectoryClient('kept');
    await directory.create();
    await write('kept/a.txt', 'a');
    await directory.setMetadata({ team: 'y' });
    expect((await directory.getProperties()).metadata).toEqual({ hdi_isfolder: 'true', team: 'y' });
    expect((await directory.createIfNotExists()).succeeded).toBe(false);
    await directory.create();
    expect(await text('kept/a.txt')).toBe('a');
  });

  it('is deleted only recursively while it holds something', async () => {
    for (const name of ['d/1', 'd/e/2', 'd/e/f/3']) await write(name, name);
    await write('d2', 'beside');
    const directory = fs.getDirectoryClient('d');
    expect(await errorOf(directory.delete(false))).toEqual({ status: 409, code: 'DirectoryNotEmpty' });
    expect((await errorOf(blobs.getBlobClient('d').delete())).status).toBe(409);
    await directory.delete(true);
    expect((await all(fs.listPaths({ recursive: true }))).map(path => path.name)).toEqual(['d2']);
    await write('d/e/again', 'x');
    expect((await all(fs.listPaths({ recursive: true }))).map(path => path.name)).toEqual([
      'd',
      'd/e',
      'd/e/again',
      'd2',
    ]);
  });

  it('answers access control, and remembers what was set', async () => {
    const directory = fs.getDirectoryClient('acl');
    await directory.create();
    expect((await directory.getAccessControl()).owner).toBe('$superuser');
    const acl = (await directory.getAccessControl()).acl;
    await directory.setAccessControl(acl, { owner: 'someone' });
    expect((await directory.getAccessControl()).owner).toBe('someone');
    await directory.setPermissions({
      ...(await directory.getAccessControl()).permissions,
      owner: { read: true, write: false, execute: false },
    } as never);
    expect((await directory.getAccessControl()).permissions?.owner.write).toBe(false);
    const changed = await directory.setAccessControlRecursive(acl);
    expect(changed.counters.changedDirectoriesCount).toBe(1);
  });
});

function fetchHead(path: string): Promise<Response> {
  return blobs
    .getBlobClient(path)
    .generateSasUrl({
      permissions: { toString: () => 'r' } as never,
      expiresOn: new Date(Date.now() + 60_000),
    })
    .then(url => fetch(url, { method: 'HEAD' }));
}

describe('file systems', () => {
  it('are listed, and deleted with all they hold', async () => {
    await write('a/b', 'x');
    expect((await all(lake.dfs.listFileSystems())).map(each => each.name)).toContain(`lake${number}`);
    expect(await errorOf(fs.create())).toMatchObject({ status: 409 });
    await fs.delete();
    expect(await fs.exists()).toBe(false);
    await fs.create();
    expect(await all(fs.listPaths({ recursive: true }))).toEqual([]);
    await write('a/b', 'again');
    expect(await all(fs.listPaths({ recursive: true }))).toHaveLength(2);
  });

  it('count what was done by operation of either API', async () => {
    await write('counted', 'x');
    await blobs.getBlockBlobClient('blob').upload('x', 1);
    const counts = (await (await fetch(`http://127.0.0.1:${lake.port}/_local/operations`)).json()) as Record<
      string,
      number
    >;
    for (const name of [
      'dfs.CreatePath',
      'dfs.AppendPath',
      'dfs.FlushPath',
      'blob.PutBlob',
      'blob.CreateContainer',
    ]) {
      expect(counts[name]).toBeGreaterThan(0);
    }
  });
});
