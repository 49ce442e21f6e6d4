// A damaged log gives the right state or an error that names the file, and never another state.

import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, expect, test } from 'vitest';
import { encodeCheckpoint } from '../../src/delta/checkpoint-file.ts';
import { DeltaError } from '../../src/delta/errors.ts';
import { readSnapshot } from '../../src/delta/log.ts';
import { checkpointFile, commitFile, lastCheckpointFile } from '../../src/delta/log-files.ts';
import { openTable } from '../../src/delta/table.ts';
import { commitsOf, copyOf, type History, makeHistory } from './history.ts';
import { type ModelState, replayModel, stateOf } from './log-model.ts';
import type { MemoryStore } from './memory-store.ts';

let history: History;
let models: ModelState[];
let logFiles: string[];

beforeAll(async () => {
  history = await makeHistory();
  models = replayModel(await commitsOf(history.store));
  logFiles = [...history.store.files.keys()]
    .filter(path => /\d\.(json|checkpoint\.parquet)$/.test(path))
    .sort();
});

/** The state of a version, or the message of the error that names the file. */
async function stateOrError(store: MemoryStore, version: number | undefined, file: string) {
  try {
    const snapshot = await readSnapshot(store, version);
    return snapshot && stateOf(snapshot);
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error;
    expect(error.message).toContain(file);
    expect(error.file).toBe(file);
    return error.code;
  }
}

function model(version: number) {
  const { removed: _, ...state } = models[version] ?? { removed: null };
  return state;
}

async function expectRightOrNamed(store: MemoryStore, file: string): Promise<void> {
  for (const version of models.keys())
    expect([model(version), 'corrupt']).toContainEqual(await stateOrError(store, version, file));
  expect([model(models.length - 1), 'corrupt']).toContainEqual(await stateOrError(store, undefined, file));
}

function damaged(file: string, change: (content: Uint8Array) => Uint8Array): MemoryStore {
  const store = copyOf(history.store);
  const found = store.files.get(file);
  if (!found) throw new Error(`the test has no ${file}`);
  store.files.set(file, { ...found, content: change(found.content) });
  return store;
}

const versionsOfHistory = { commits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], checkpoints: [5, 10] };

test('the history has the commits and checkpoints that the tests below are about', () => {
  const { commits, checkpoints } = versionsOfHistory;
  expect(logFiles).toEqual([...commits.map(commitFile), ...checkpoints.map(checkpointFile)].sort());
});

test('a file of the log that was cut anywhere is named, or what it says is read elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(logFiles.length - 1),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      async (which, share) => {
        const file = logFiles[which] ?? '';
        await expectRightOrNamed(
          damaged(file, content => content.slice(0, Math.floor(content.length * share))),
          file,
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('a commit that was cut at the end of a line is told from a whole one', async () => {
  const file = commitFile(13);
  const store = damaged(file, content => content.slice(0, content.indexOf(10) + 1));
  await expect(readSnapshot(store)).rejects.toThrow(`${file} has 1 of 2 actions: it was cut or changed`);
});

test('any file of the log that is missing is named, or what it says is read elsewhere', async () => {
  // Without its first commit a log is as one that was cleaned up; without its last it is as it was before.
  for (const file of logFiles.filter(name => name !== commitFile(0) && name !== commitFile(13))) {
    const store = copyOf(history.store);
    store.files.delete(file);
    await expectRightOrNamed(store, file);
  }
});

test('a missing commit after the last checkpoint is an error, and before it only for versions that need it', async () => {
  const store = copyOf(history.store);
  store.files.delete(commitFile(12));
  await expect(readSnapshot(store)).rejects.toThrow(`${commitFile(12)} is missing`);
  expect((await readSnapshot(store, 11))?.version).toBe(11);
  const older = copyOf(history.store);
  older.files.delete(commitFile(7));
  expect((await readSnapshot(older))?.version).toBe(13);
  await expect(readSnapshot(older, 8)).rejects.toThrow(`${commitFile(7)} is missing`);
});

test('a reader that knew a later version is told that the end of the log is lost', async () => {
  const store = copyOf(history.store);
  let nowMs = 0;
  const table = openTable(store, 'rows', { now: () => nowMs, sleep: async () => {} });
  await table.snapshot();
  store.files.delete(commitFile(12));
  store.files.delete(commitFile(13));
  nowMs += 3_600_000;
  await expect(table.snapshot()).rejects.toThrow(
    `rows: ${commitFile(12)} is missing, and the table was at version 13`,
  );
  await expect(table.snapshot()).rejects.toThrow(commitFile(12));
});

test('a truncated checkpoint is read around: by an older one, or by the log', async () => {
  for (const file of [checkpointFile(10), checkpointFile(5)]) {
    const store = damaged(file, content => content.slice(0, content.length / 2));
    for (const version of models.keys())
      expect(await stateOrError(store, version, file)).toEqual(model(version));
  }
});

test('a truncated checkpoint is named when the log before it is gone', async () => {
  const store = damaged(checkpointFile(10), content => content.slice(0, content.length / 2));
  for (const file of logFiles) if (file < checkpointFile(10)) store.files.delete(file);
  await expect(readSnapshot(store)).rejects.toThrow(`${checkpointFile(10)} cannot be read`);
});

test('a commit that cannot be read is named with its line', async () => {
  const file = commitFile(12);
  const text = (content: string) => damaged(file, () => new TextEncoder().encode(content));
  await expect(readSnapshot(text(''))).rejects.toThrow(`${file} holds no action: it was cut or emptied`);
  await expect(readSnapshot(text('\n \n'))).rejects.toThrow(`${file} holds no action: it was cut or emptied`);
  await expect(readSnapshot(text('{"commitInfo":{}}\n{"add":{"pa'))).rejects.toThrow(
    `${file}, line 2 is not JSON: the file was cut or changed`,
  );
  await expect(readSnapshot(text('{"add":{"size":1}}'))).rejects.toThrow(
    `${file}, line 1, add lacks path, which the protocol requires`,
  );
  await expect(readSnapshot(text('{}\n7'))).rejects.toThrow(`${file}, line 2 is not an object`);
  await expect(readSnapshot(damaged(file, () => Uint8Array.of(0x7b, 0xff, 0xfe)))).rejects.toThrow(
    `${file} is not text: it was cut or changed`,
  );
});

test('whatever _last_checkpoint says, the newest version is read', async () => {
  const hints = ['', '{', 'null', '{"version":99999}', '{"version":-1}', '{"version":5}', '\u0000\u0001'];
  for (const hint of hints) {
    const store = copyOf(history.store);
    await store.put(lastCheckpointFile, new TextEncoder().encode(hint));
    expect((await readSnapshot(store))?.version).toBe(13);
  }
});

/** Writes the checkpoint of version 10 anew, as three parts. */
async function splitCheckpoint(store: MemoryStore): Promise<string[]> {
  const whole = store.files.get(checkpointFile(10))?.content ?? new Uint8Array();
  const rows: Record<string, unknown>[] = await parquetReadObjects({
    file: whole.slice().buffer,
    compressors: { ZSTD: input => zstdDecompressSync(input) },
  });
  const paths = [1, 2, 3].map(part =>
    checkpointFile(10).replace('.parquet', `.000000000${part}.0000000003.parquet`),
  );
  for (const [part, path] of paths.entries())
    await store.put(path, encodeCheckpoint(rows.filter((_, i) => i % 3 === part)));
  return paths;
}

test('a checkpoint in parts is read when all are there, and not when one is missing', async () => {
  const store = copyOf(history.store);
  const [part = ''] = await splitCheckpoint(store);
  // Only the parts can tell of what came before.
  for (const file of logFiles)
    if (file <= commitFile(9) || file === checkpointFile(10)) store.files.delete(file);
  expect(await stateOrError(store, undefined, '')).toEqual(model(13));
  store.files.delete(part);
  await expect(readSnapshot(store)).rejects.toThrow(`${commitFile(0)} is missing`);
});

test('two checkpoints of one version stand in for one another', async () => {
  const store = copyOf(history.store);
  const [part = ''] = await splitCheckpoint(store);
  for (const file of logFiles) if (file <= commitFile(9)) store.files.delete(file);
  const whole = store.files.get(checkpointFile(10))?.content ?? new Uint8Array();
  await store.put(checkpointFile(10), whole.slice(0, 100));
  expect(await stateOrError(store, undefined, '')).toEqual(model(13));
  await store.put(checkpointFile(10), whole);
  await store.put(part, whole.slice(0, 100));
  expect(await stateOrError(store, undefined, '')).toEqual(model(13));
});
