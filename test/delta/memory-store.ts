// A table in memory that obeys the contract of a store: what is created is there at once, whole, and for the first only.

import type { StoredFile, TableStore } from '../../src/delta/store.ts';

export type MemoryStore = TableStore & {
  files: Map<string, { content: Uint8Array; modifiedMs: number }>;
};

/** `now` gives files their time. `files` begins with what another store has. */
export function memoryStore(
  now: () => number = Date.now,
  files: MemoryStore['files'] = new Map(),
): MemoryStore {
  const write = (path: string, content: Uint8Array) => {
    files.set(path, { content: content.slice(), modifiedMs: now() });
  };
  return {
    files,
    create: async (path, content) => {
      if (files.has(path)) return 'exists';
      write(path, content);
      return 'created';
    },
    put: async (path, content) => write(path, content),
    read: async path => files.get(path)?.content.slice() ?? null,
    list: folder => listFiles(files, folder),
    delete: async path => {
      files.delete(path);
    },
  };
}

/** In order, page by page, as a service answers: what comes after the page that was read is as it is then. */
async function* listFiles(files: MemoryStore['files'], folder: string): AsyncGenerator<StoredFile> {
  const within = folder === '' ? '' : `${folder}/`;
  for (let last = ''; ; ) {
    const page = [...files.keys()].filter(name => name.startsWith(within) && name > last).sort();
    if (page.length === 0) return;
    for (const path of page) {
      const file = files.get(path);
      if (file) yield { path, size: file.content.byteLength, modifiedMs: file.modifiedMs };
      last = path;
    }
  }
}
