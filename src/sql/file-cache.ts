// Data files on local disk: immutable, so that a copy is good for ever; at most so many bytes of them, the longest unused
// going first. A file is there whole or not at all. Proven by test/sql/file-cache.test.ts.

import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.ts';

export type RemoteFile = {
  /** Unlike that of any other file. */
  key: string;
  /** Bytes. */
  size: number;
  /** The whole content, of that size; throws when it is not there or another. */
  read(): Promise<Uint8Array>;
};

export type HeldFiles = {
  /** Where each file is, by its key. They stay until `release`. */
  paths: ReadonlyMap<string, string>;
  release(): void;
};

export type FileCache = {
  /** Throws what reading throws, and a Problem when the files do not fit. */
  hold(files: readonly RemoteFile[]): Promise<HeldFiles>;
  /** Reads the file anew when it is next wanted: its copy has turned out to be damaged. */
  forget(key: string): void;
};

type Entry = { path: string; size: number; holders: number; ready: Promise<void> };

const readsAtOnce = 4;

/** `folder` is the cache's own. */
export function createFileCache(folder: string, maxBytes: number): FileCache {
  // In the order of their last use.
  const entries = new Map<string, Entry>();
  const readInTurn = createTurns(readsAtOnce);
  let copies = 0;

  function checkRoom(files: ReadonlyMap<string, RemoteFile>): void {
    let wanted = 0;
    for (const { size } of files.values()) wanted += size;
    if (wanted > maxBytes) throw tooLarge(wanted, maxBytes);
    let held = 0;
    for (const [key, { size, holders }] of entries) if (holders > 0 && !files.has(key)) held += size;
    if (held + wanted > maxBytes) throw noRoom();
  }

  function makeRoom(): void {
    let total = 0;
    for (const { size } of entries.values()) total += size;
    for (const [key, { size, holders }] of entries) {
      if (total <= maxBytes) return;
      if (holders > 0) continue;
      drop(key);
      total -= size;
    }
  }

  function drop(key: string): void {
    const entry = entries.get(key);
    entries.delete(key);
    if (entry) void entry.ready.catch(() => {}).then(() => rm(entry.path, { force: true }));
  }

  function enter(file: RemoteFile): Entry {
    const known = entries.get(file.key);
    if (known) {
      entries.delete(file.key);
      entries.set(file.key, known);
      known.holders += 1;
      return known;
    }
    // A name of its own each time: a copy that is being deleted does not take its successor with it.
    const path = join(folder, `${++copies}.parquet`);
    const entry: Entry = { path, size: file.size, holders: 1, ready: Promise.resolve() };
    entry.ready = readInTurn(() => fill(path, file));
    entry.ready.catch(() => {
      if (entries.get(file.key) === entry) entries.delete(file.key);
    });
    entries.set(file.key, entry);
    return entry;
  }

  return {
    hold: async files => {
      const byKey = new Map(files.map(file => [file.key, file]));
      checkRoom(byKey);
      const held = new Map([...byKey].map(([key, file]) => [key, enter(file)]));
      makeRoom();
      const release = () => {
        for (const entry of held.values()) entry.holders -= 1;
        makeRoom();
      };
      const settled = await Promise.allSettled([...held.values()].map(({ ready }) => ready));
      const failed = settled.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') {
        release();
        throw failed.reason;
      }
      return { paths: new Map([...held].map(([key, { path }]) => [key, path])), release };
    },
    forget: drop,
  };
}

async function fill(path: string, file: RemoteFile): Promise<void> {
  const content = await file.read();
  const partial = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(partial, content);
  await rename(partial, path);
}

/** Runs at most so many at once, in the order of their coming. */
function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async work => {
    if (free > 0) free -= 1;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

function tooLarge(wanted: number, maxBytes: number): Problem {
  return new Problem(
    422,
    'The query reads too much',
    `the query needs ${megabytes(wanted)} of data files, and at most ${megabytes(maxBytes)} are read for one: narrow it by the partition column (_enqueued_date in silver, enqueued_date in bronze and quarantine)`,
  );
}

function noRoom(): Problem {
  return new Problem(
    503,
    'Too many queries',
    'other queries hold the local copies of data files that this one needs room for: try again in a few seconds',
    undefined,
    { headers: { 'retry-after': '5' } },
  );
}
