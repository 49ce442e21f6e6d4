// A table in a local folder, which Spark and delta-rs can open as well. Processes may share it: a file appears whole
// or not at all, and of many that create one path the file system lets one win.

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredFile, TableStore } from '../../src/delta/store.ts';

export function folderStore(folder: string): TableStore {
  const onDisk = (path: string) => join(folder, ...path.split('/'));
  return {
    create: async (path, content) => {
      const written = await writeBeside(onDisk(path), content);
      try {
        await link(written, onDisk(path));
        return 'created';
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return 'exists';
        throw error;
      } finally {
        await rm(written, { force: true });
      }
    },
    put: async (path, content) => {
      await rename(await writeBeside(onDisk(path), content), onDisk(path));
      // Hadoop keeps checksums beside local files, and would call the new content corrupt.
      await rm(join(dirname(onDisk(path)), `.${basename(path)}.crc`), { force: true });
    },
    read: path => readFile(onDisk(path)).catch(nullWhenMissing),
    list: path => filesBelow(folder, path),
    delete: async path => {
      await rm(onDisk(path), { force: true });
    },
  };
}

const temporary = /^\..*\.tmp$/;

async function writeBeside(path: string, content: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const written = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  const file = await open(written, 'wx');
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
  return written;
}

async function* filesBelow(folder: string, below: string): AsyncGenerator<StoredFile> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(nullWhenMissing);
  for (const entry of entries ?? []) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, path);
    else if (!temporary.test(entry.name)) {
      // One that was deleted since the folder was read is no longer in the list.
      const found = await stat(join(folder, path)).catch(nullWhenMissing);
      if (found) yield { path, size: found.size, modifiedMs: found.mtimeMs };
    }
  }
}

function nullWhenMissing(error: unknown): null {
  if (hasCode(error, 'ENOENT')) return null;
  throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
