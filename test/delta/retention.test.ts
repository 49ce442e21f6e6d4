import { describe, expect, test } from 'vitest';
import { commit } from '../../src/delta/commit.ts';
import { compact } from '../../src/delta/compaction.ts';
import { readSnapshot } from '../../src/delta/log.ts';
import { checkpointFile, commitFile, logFolder } from '../../src/delta/log-files.ts';
import {
  checkpointInterval,
  deletedFileRetentionMs,
  logRetentionMs,
  parseInterval,
} from '../../src/delta/properties.ts';
import { cleanUpLog } from '../../src/delta/retention.ts';
import { vacuum } from '../../src/delta/vacuum.ts';
import { type History, makeHistory } from './history.ts';
import { rewriteRows, writeRows } from './rows.ts';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

describe('an interval', () => {
  test('is a number of weeks or less, in any words that engines take', () => {
    expect(parseInterval('interval 30 days')).toBe(30 * 24 * hourMs);
    expect(parseInterval('INTERVAL 1 Week')).toBe(weekMs);
    expect(parseInterval(' 2  hours ')).toBe(2 * hourMs);
    expect(parseInterval('interval 1 day 12 hours 5 seconds')).toBe(36 * hourMs + 5_000);
    expect(parseInterval('interval 1500 milliseconds')).toBe(1_500);
    expect(parseInterval('interval 0 hours')).toBe(0);
  });

  test('is nothing else', () => {
    for (const text of [
      '',
      'interval',
      '7',
      'days',
      'interval 1 month',
      'interval -1 day',
      '1.5 days',
      '1 day 2',
    ])
      expect(() => parseInterval(text), text).toThrow(`"${text}" is not an interval`);
  });

  test('is what the table says, or what the protocol does', () => {
    const metadata = {
      id: '',
      format: { provider: '', options: {} },
      schemaString: '',
      partitionColumns: [],
    };
    const given = { 'delta.logRetentionDuration': 'interval 2 days', 'delta.checkpointInterval': '50' };
    expect(logRetentionMs({ ...metadata, configuration: given })).toBe(48 * hourMs);
    expect(logRetentionMs({ ...metadata, configuration: {} })).toBe(30 * 24 * hourMs);
    expect(deletedFileRetentionMs({ ...metadata, configuration: given })).toBe(weekMs);
    expect(checkpointInterval({ ...metadata, configuration: given })).toBe(50);
    for (const interval of ['0', '-1', 'many', '1.5'])
      expect(
        checkpointInterval({ ...metadata, configuration: { 'delta.checkpointInterval': interval } }),
      ).toBe(10);
  });
});

const dataFiles = ({ store }: History) =>
  [...store.files.keys()].filter(path => !path.startsWith(logFolder)).sort();
const activeFiles = async ({ table }: History) => [...((await table.snapshot())?.files.keys() ?? [])].sort();

describe('vacuum', () => {
  test('keeps all that the last week may need, and in the end only what is active', async () => {
    const history = await makeHistory();
    const { table, clock } = history;
    const before = dataFiles(history);
    expect((await activeFiles(history)).length).toBeLessThan(before.length);
    clock.pass(weekMs - hourMs);
    expect(await vacuum(table, clock.now())).toEqual({ deleted: 0, bytes: 0 });
    expect(dataFiles(history)).toEqual(before);
    clock.pass(hourMs);
    expect(await vacuum(table, clock.now())).toEqual({ deleted: 6, bytes: expect.any(Number) });
    clock.pass(hourMs);
    expect((await table.snapshot())?.tombstones.size, 'removed files that nobody keeps').toBe(0);
    expect(dataFiles(history)).toEqual(await activeFiles(history));
  });

  test('keeps a file for a week after it was removed, however old it is', async () => {
    const history = await makeHistory();
    const { table, clock } = history;
    clock.pass(10 * weekMs);
    const before = dataFiles(history).length;
    await compact(table, { targetBytes: 1_000, minFiles: 2 }, rewriteRows, clock.now);
    clock.pass(weekMs - hourMs);
    await vacuum(table, clock.now());
    // Six that an earlier compaction removed are gone, and what the second one wrote has come.
    const added = 2;
    expect(dataFiles(history)).toHaveLength(before - 6 + added);
  });

  test('keeps what a writer has written and not committed yet', async () => {
    const history = await makeHistory();
    const { table, clock } = history;
    clock.pass(10 * weekMs);
    const add = await writeRows(table, '2026-11-04', ['late']);
    clock.pass(weekMs - hourMs);
    await vacuum(table, clock.now());
    await commit(table, { operation: 'WRITE', build: () => [{ add }] });
    clock.pass(10 * weekMs);
    await vacuum(table, clock.now());
    expect(dataFiles(history)).toContain(add.path);
  });

  test('keeps what is wanted, however long its writer takes', async () => {
    const history = await makeHistory();
    const { table, clock } = history;
    const add = await writeRows(table, '2026-11-04', ['slow']);
    const other = await writeRows(table, '2026-11-04', ['dead']);
    clock.pass(10 * weekMs);
    await vacuum(table, clock.now(), path => path === add.path);
    expect(dataFiles(history)).toContain(add.path);
    expect(dataFiles(history)).not.toContain(other.path);
  });

  test('never touches the log, nor what engines hide, and does in partition folders that look hidden', async () => {
    const history = await makeHistory();
    const { store, table, clock } = history;
    const hidden = ['_delta_log/_staged/x.parquet', '_change_data/day=1/x', '.hidden', 'day=1/_temporary/x'];
    const orphans = ['_day=2026-11-26/orphan', 'orphan%20with space', 'ünïcode'];
    for (const path of [...hidden, ...orphans]) await store.put(path, new Uint8Array(3));
    clock.pass(10 * weekMs);
    await vacuum(table, clock.now());
    expect(hidden.filter(path => store.files.has(path))).toEqual(hidden);
    expect(orphans.filter(path => store.files.has(path))).toEqual([]);
  });

  test('knows an active file by its decoded name', async () => {
    const history = await makeHistory();
    const { store, table, clock } = history;
    await store.put('day=a b/100% ü', new Uint8Array(3));
    const file = { partitionValues: { day: null }, size: 3, modificationTime: 1, dataChange: true };
    const add = { ...file, path: 'day=a%20b/100%25%20%C3%BC' };
    await commit(table, { operation: 'WRITE', build: () => [{ add }] });
    clock.pass(10 * weekMs);
    await vacuum(table, clock.now());
    expect(store.files.has('day=a b/100% ü')).toBe(true);
  });
});

describe('log clean-up', () => {
  const logFiles = ({ store }: History) => [...store.files.keys()].filter(path => path.startsWith(logFolder));
  const readable = async ({ store }: History) => {
    const versions: number[] = [];
    for (let version = 0; version <= 13; version += 1)
      if (await readSnapshot(store, version).catch(() => null)) versions.push(version);
    return versions;
  };
  /** Just after the commit of a version. */
  const timeOf = ({ store }: History, version: number) =>
    store.files.get(commitFile(version))?.modifiedMs ?? 0;

  test('keeps the version that was the newest at that time, and all after it', async () => {
    for (const [version, first] of [
      [4, 0],
      [5, 5],
      [9, 5],
      [10, 10],
      [13, 10],
    ] as const) {
      const history = await makeHistory();
      await cleanUpLog(history.store, timeOf(history, version));
      expect((await readable(history))[0], `as of ${version}`).toBe(first);
      expect(await readable(history)).toHaveLength(14 - first);
    }
  });

  test('keeps the newest version of a table that nobody writes to', async () => {
    const history = await makeHistory();
    await cleanUpLog(history.store, timeOf(history, 13) + 100 * weekMs);
    expect(await readable(history)).toEqual([10, 11, 12, 13]);
    expect(await cleanUpLog(history.store, timeOf(history, 13) + 200 * weekMs)).toBe(0);
  });

  test('deletes nothing when no version is that old', async () => {
    const history = await makeHistory();
    expect(await cleanUpLog(history.store, timeOf(history, 0) - 1)).toBe(0);
  });

  test('deletes nothing that a damaged checkpoint cannot stand in for', async () => {
    const history = await makeHistory();
    const file = checkpointFile(10);
    await history.store.put(file, history.store.files.get(file)?.content.slice(0, 50) ?? new Uint8Array());
    await cleanUpLog(history.store, timeOf(history, 13) + weekMs);
    expect(await readable(history)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  test('does not take parts of different checkpoints for a whole one', async () => {
    const history = await makeHistory();
    const part = (name: string) => checkpointFile(12).replace('.parquet', `.${name}.parquet`);
    for (const name of ['0000000001.0000000002', '0000000001.0000000003', '0000000002.0000000003'])
      await history.store.put(part(name), new Uint8Array(3));
    await cleanUpLog(history.store, timeOf(history, 13) + weekMs);
    expect(await readable(history)).toEqual([10, 11, 12, 13]);
  });

  test('takes away what other engines wrote about the versions that go', async () => {
    const history = await makeHistory();
    const digits = (version: number) => String(version).padStart(20, '0');
    const kept = [
      `${digits(10)}.crc`,
      `${digits(11)}.${digits(13)}.compacted.json`,
      '_sidecars/x.parquet',
      'x.txt',
    ];
    const gone = [`${digits(9)}.crc`, `${digits(10)}.${digits(12)}.compacted.json`, '_commit_x.tmp'];
    for (const name of [...kept, ...gone]) await history.store.put(`${logFolder}/${name}`, new Uint8Array(3));
    await cleanUpLog(history.store, history.clock.now());
    expect(logFiles(history)).toEqual(expect.arrayContaining(kept.map(name => `${logFolder}/${name}`)));
    for (const name of gone) expect(logFiles(history)).not.toContain(`${logFolder}/${name}`);
  });

  test('that stops halfway leaves every promised version readable', async () => {
    for (let deletions = 0; deletions < 14; deletions += 1) {
      const history = await makeHistory();
      let left = deletions;
      const stopping = {
        ...history.store,
        delete: async (path: string) => {
          if (left === 0) throw new Error('stopped');
          left -= 1;
          await history.store.delete(path);
        },
      };
      await cleanUpLog(stopping, history.clock.now()).catch(() => {});
      expect(await readable(history)).toEqual(expect.arrayContaining([10, 11, 12, 13]));
    }
  });
});
