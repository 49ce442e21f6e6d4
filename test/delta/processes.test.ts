// Several processes write to one table and are killed at random: every row lands once, and no version is lost.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureTable } from '../../src/delta/create-table.ts';
import { readSnapshot } from '../../src/delta/log.ts';
import { commitFile } from '../../src/delta/log-files.ts';
import type { TableStore } from '../../src/delta/store.ts';
import { openTable } from '../../src/delta/table.ts';
import { type Lake, startLake } from '../local/data-lake/lake.ts';
import { replayModel, stateOf } from './log-model.ts';
import { definitionOf, readRows } from './rows.ts';
import { fileSystem, type Place, storeAt } from './shared-store.ts';

const writers = ['a', 'b', 'c'];
const rowsOfWriter = 16;
const deathsOfWriter = 4;
const script = join(import.meta.dirname, 'writer-process.ts');

function start(place: Place, writer: string): ChildProcess {
  const args = [script, JSON.stringify(place), writer, String(rowsOfWriter)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Runs a writer until it has written all; the first few times it is killed, in the middle of one thing or another. */
async function writeAll(place: Place, writer: string): Promise<void> {
  for (let deaths = 0; ; deaths += 1) {
    const child = start(place, writer);
    const exited = once(child, 'exit');
    if (deaths < deathsOfWriter) await killAmid(child);
    const [code] = await exited;
    if (code === 0) return;
    if (code !== null) throw new Error(`the writer ${writer} ended with ${code}`);
  }
}

async function killAmid(child: ChildProcess): Promise<void> {
  let linesLeft = 1 + Math.floor(Math.random() * rowsOfWriter);
  for await (const _ of createInterface({ input: child.stdout ?? process.stdin })) {
    linesLeft -= 1;
    if (linesLeft > 0) continue;
    await sleep(Math.random() * 15);
    child.kill('SIGKILL');
    return;
  }
}

async function commitsOf(store: TableStore): Promise<Uint8Array[]> {
  const commits: Uint8Array[] = [];
  for (;;) {
    const content = await store.read(commitFile(commits.length));
    if (!content) return commits;
    commits.push(content);
  }
}

async function expectEveryRowOnce(store: TableStore): Promise<void> {
  const table = openTable(store, 'rows');
  const snapshot = await table.snapshot();
  const rows: string[] = [];
  for (const file of snapshot?.files.values() ?? []) rows.push(...(await readRows(store, file)));
  const expected = writers.flatMap(writer =>
    Array.from({ length: rowsOfWriter }, (_, i) => `${writer}/${i + 1}`),
  );
  expect(rows.sort()).toEqual(expected.sort());
  expect(new Map(snapshot?.transactions)).toEqual(new Map(writers.map(writer => [writer, rowsOfWriter])));
}

async function expectEveryVersionRight(store: TableStore): Promise<void> {
  const models = replayModel(await commitsOf(store));
  const latest = await readSnapshot(store);
  expect(latest?.version).toBe(models.length - 1);
  for (const [version, { removed: _, ...state }] of models.entries()) {
    const snapshot = await readSnapshot(store, version);
    expect(snapshot && stateOf(snapshot)).toEqual(state);
  }
}

async function writeAmidDeaths(place: Place): Promise<void> {
  const store = await storeAt(place);
  const definition = definitionOf(undefined, { 'delta.checkpointInterval': '5' });
  // All create it at once, and one of them does.
  await Promise.all(writers.map(() => ensureTable(openTable(store, 'rows'), definition, Date.now())));
  await Promise.all(writers.map(writer => writeAll(place, writer)));
  await expectEveryRowOnce(store);
  await expectEveryVersionRight(store);
}

let folder: string;
let lake: Lake;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-delta-'));
  lake = await startLake();
  await lake.dfs.getFileSystemClient(fileSystem).create();
});

afterAll(async () => {
  await lake.stop();
  rmSync(folder, { recursive: true });
});

test('in a folder', async () => {
  await writeAmidDeaths({ folder });
}, 180_000);

test('in the lake', async () => {
  const { accountName } = lake.dfs;
  const connection = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${accountName}`,
    `AccountKey=${accountKey}`,
    `BlobEndpoint=http://127.0.0.1:${lake.port}/${accountName}`,
  ];
  await writeAmidDeaths({ lake: connection.join(';') });
}, 180_000);

/** The published key of the emulator's account. */
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
