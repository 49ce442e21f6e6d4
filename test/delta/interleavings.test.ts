// Whatever the order of their requests, and wherever processes die or learn nothing of what they did:
//   1. every append landed exactly once, and no row was lost or doubled by compaction;
//   2. no change of the table was lost, and commits have the versions 0, 1, 2, … with none in the past;
//   3. whoever reads gets the newest version as of the asking, and exactly the state that the log says;
//   4. every promised version can be read, from checkpoints as from the log alone, with its files.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCheckpoint } from '../../src/delta/checkpoint.ts';
import { compact } from '../../src/delta/compaction.ts';
import { ensureTable } from '../../src/delta/create-table.ts';
import { DeltaError } from '../../src/delta/errors.ts';
import { readSnapshot } from '../../src/delta/log.ts';
import { commitFile } from '../../src/delta/log-files.ts';
import { listLog, versionAsOf } from '../../src/delta/log-listing.ts';
import { deletedFileRetentionMs } from '../../src/delta/properties.ts';
import { cleanUpLog } from '../../src/delta/retention.ts';
import { openTable } from '../../src/delta/table.ts';
import { vacuum } from '../../src/delta/vacuum.ts';
import type { Fate } from './faulty-store.ts';
import { replayModel, stateOf } from './log-model.ts';
import { memoryStore } from './memory-store.ts';
import { appendOnce, definitionOf, readRows, rewriteRows } from './rows.ts';
import { createWorld, type Hand, type Process, type World } from './world.ts';

const rowsOfWriter = 5;
/** Two of them share a process, and so a table. */
const writersOfProcesses = [['a'], ['b'], ['c', 'd']];
const writers = writersOfProcesses.flat();
const evolvers = ['x', 'y'];
const properties = {
  'delta.checkpointInterval': '3',
  'delta.deletedFileRetentionDuration': 'interval 30 minutes',
};
/** How long a reader trusts the log to hold what follows, and the longest step. */
const trustMs = 6 * 60_000;

/** What was promised to nobody any more. */
type Forgotten = { logBeforeMs: number; filesBeforeMs: number };

async function write({ live }: World, names: readonly string[]): Promise<void> {
  await live(names.join(), async process => {
    await Promise.all(names.map(name => appendAll(process, name)));
  });
}

async function appendAll({ table, persist, rest }: Process, name: string): Promise<void> {
  for (let sequence = 1; sequence <= rowsOfWriter; sequence += 1) {
    while (!(await persist(() => appendOnce(table, name, sequence)))) await rest(1);
    await rest((sequence * 7) % 20);
  }
}

async function evolve({ live, now }: World, name: string): Promise<void> {
  await live(name, async ({ table, persist, rest }) => {
    for (const step of ['1', '2']) {
      const columns = { day: 'date', row: 'string', [name + step]: 'long' } as const;
      await persist(() => ensureTable(table, definitionOf(columns, properties), now()));
      await rest(25);
    }
  });
}

async function tidy(world: World, forgotten: Forgotten): Promise<void> {
  const { live, now } = world;
  const options = { targetBytes: 60, minFiles: 2 };
  const compactor = (name: string) =>
    live(name, async ({ table, persist, rest }) => {
      for (let i = 0; i < 3; i += 1) {
        await rest(15);
        await persist(() => compact(table, options, rewriteRows, now));
      }
    });
  const cleaner = live('cleaner', async ({ table, persist, rest }) => {
    for (let i = 0; i < 4; i += 1) {
      await rest(12);
      const beforeMs = world.oldestOperationMs() - trustMs;
      forgotten.logBeforeMs = Math.max(forgotten.logBeforeMs, beforeMs);
      await persist(() => cleanUpLog(table.store, beforeMs));
    }
  });
  const sweeper = live('sweeper', async ({ table, persist, rest }) => {
    for (let i = 0; i < 3; i += 1) {
      await rest(20);
      const safeMs = world.oldestOperationMs();
      await persist(() => vacuum(table, safeMs));
      forgotten.filesBeforeMs = now() - 30 * 60_000;
    }
  });
  const checkpointer = live('checkpointer', async ({ table, persist, rest }) => {
    for (let i = 0; i < 4; i += 1) {
      await rest(9);
      await persist(async () => {
        const version = Math.floor((world.commits.length * i) / 4);
        const snapshot = await table.at(version).catch(notFound);
        if (snapshot) await writeCheckpoint(table.store, snapshot, now());
      });
    }
  });
  await Promise.all([compactor('compactor 1'), compactor('compactor 2'), cleaner, sweeper, checkpointer]);
}

/** One that reads now and then, and rests for long. */
async function watch({ live, commits }: World): Promise<void> {
  await live('reader', async ({ table, persist, rest }) => {
    for (let i = 0; i < 8; i += 1) {
      await rest(i * 4);
      await persist(async () => {
        const newest = commits.length - 1;
        const snapshot = await table.snapshot();
        expect(snapshot?.version ?? -1).toBeGreaterThanOrEqual(newest);
        if (snapshot) expect(stateOf(snapshot)).toEqual(modelOf(commits, snapshot.version));
      });
    }
  });
}

function notFound(error: unknown): null {
  if (error instanceof DeltaError && error.code === 'not found') return null;
  throw error;
}

function modelOf(commits: readonly Uint8Array[], version: number) {
  const { removed: _, ...state } = replayModel(commits)[version] ?? { removed: null };
  return state;
}

async function checkRows({ store, commits }: World): Promise<void> {
  const { files = [], transactions, columns } = replayModel(commits).at(-1) ?? {};
  const rows: string[] = [];
  for (const path of files) rows.push(...(await readRows(store, { path })));
  const expected = writers.flatMap(writer =>
    Array.from({ length: rowsOfWriter }, (_, i) => `${writer}/${i + 1}`),
  );
  expect(rows.sort()).toEqual(expected.sort());
  expect(transactions).toEqual(Object.fromEntries(writers.map(writer => [writer, rowsOfWriter])));
  expect([...(columns ?? [])].sort()).toEqual(['day', 'row', 'x1', 'x2', 'y1', 'y2']);
}

async function checkVersions({ store, commits }: World, forgotten: Forgotten): Promise<void> {
  const models = replayModel(commits);
  const logAlone = memoryStore();
  for (const [version, content] of commits.entries()) await logAlone.put(commitFile(version), content);
  const listing = await listLog(store);
  const promised = versionAsOf(listing, forgotten.logBeforeMs) ?? 0;
  for (let version = promised; version < commits.length; version += 1) {
    const expected = modelOf(commits, version);
    const [through, from] = [await readSnapshot(store, version), await readSnapshot(logAlone, version)];
    expect(through && stateOf(through)).toEqual(expected);
    expect(from && stateOf(from)).toEqual(expected);
    for (const path of models[version]?.files ?? []) {
      const removedMs = models.at(-1)?.removed.get(path) ?? Number.POSITIVE_INFINITY;
      if (removedMs >= forgotten.filesBeforeMs) expect(store.files.has(path), path).toBe(true);
    }
  }
}

/** Long after, vacuum leaves the active files and nothing else. */
async function checkSwept({ store, commits, now }: World): Promise<void> {
  const table = openTable(store, 'rows', { now, sleep: async () => {} });
  const { metadata } = (await table.snapshot()) ?? {};
  if (metadata) await vacuum(table, now() + deletedFileRetentionMs(metadata) + 1);
  const data = [...store.files.keys()].filter(path => !path.startsWith('_delta_log/')).sort();
  expect(data).toEqual(replayModel(commits).at(-1)?.files);
}

const faults = fc.array(
  fc.record({
    after: fc.nat(40),
    fate: fc.constantFrom<Fate>('refuse', 'lose', 'die', 'die after'),
  }),
  { maxLength: 20 },
);

function* fatesOf(list: readonly { after: number; fate: Fate }[]): Generator<Fate, Fate> {
  for (const { after, fate } of list) {
    for (let i = 0; i < after; i += 1) yield 'serve';
    yield fate;
  }
  return 'serve';
}

test('writers, evolvers, compactors, clean-up and vacuum share a table in any order of requests and deaths', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      faults,
      fc.array(fc.nat(60_000), { minLength: 1, maxLength: 10 }),
      async (scheduler, list, steps) => {
        const fates = fatesOf(list);
        let step = 0;
        const hand: Hand = {
          turn: request => scheduler.schedule(Promise.resolve(), request),
          stepMs: () => steps[step++ % steps.length] ?? 0,
          fate: () => fates.next().value ?? 'serve',
        };
        const world = createWorld(hand);
        const forgotten = { logBeforeMs: 0, filesBeforeMs: 0 };
        const lives = [
          ...writersOfProcesses.map(names => write(world, names)),
          ...evolvers.map(name => evolve(world, name)),
          tidy(world, forgotten),
          watch(world),
        ];
        await scheduler.waitFor(Promise.all(lives));
        await checkRows(world);
        await checkVersions(world, forgotten);
        await checkSwept(world);
      },
    ),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 40), endOnFailure: false },
  );
}, 180_000);
