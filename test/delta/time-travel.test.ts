import { describe, expect, test } from 'vitest';
import { commitFile } from '../../src/delta/log-files.ts';
import { cleanUpLog } from '../../src/delta/retention.ts';
import { openTable } from '../../src/delta/table.ts';
import { commitsOf, copyOf, makeHistory } from './history.ts';
import { replayModel, stateOf } from './log-model.ts';

test('every version is read as it was', async () => {
  const { store, table } = await makeHistory();
  const models = replayModel(await commitsOf(store));
  for (const [version, { removed: _, ...state }] of models.entries()) {
    const snapshot = await table.at(version);
    expect({ version: snapshot.version, ...stateOf(snapshot) }).toEqual({ version, ...state });
  }
});

test('a version that is not there is an error that says what is', async () => {
  const { table } = await makeHistory();
  for (const version of [14, -1, 1.5, Number.NaN])
    await expect(table.at(version)).rejects.toMatchObject({
      code: 'not found',
      message: `rows: there is no version ${version}; the newest is 13`,
    });
  const none = openTable({ ...copyOf((await makeHistory()).store), list: async function* () {} }, 'rows');
  await expect(none.at(0)).rejects.toThrow('rows: there is no such table');
});

test('a version that was cleaned up is an error that names the oldest', async () => {
  const { store, table, clock } = await makeHistory();
  clock.pass(3_600_000);
  await cleanUpLog(store, clock.now());
  expect((await table.at(10)).version).toBe(10);
  await expect(table.at(9)).rejects.toMatchObject({
    code: 'not found',
    message: 'rows: the version 9 was cleaned up; the oldest that can be read is 10',
  });
});

describe('the version at a time', () => {
  const times = async (committedMs: readonly number[]) => {
    const { store, table } = await makeHistory();
    for (const [version, modifiedMs] of committedMs.entries()) {
      const file = store.files.get(commitFile(version));
      if (file) store.files.set(commitFile(version), { ...file, modifiedMs });
    }
    for (let version = committedMs.length; version <= 13; version += 1)
      store.files.delete(commitFile(version));
    return table;
  };

  test('is the newest that was committed by then', async () => {
    const table = await times([1_000, 2_000, 3_000]);
    expect(await table.versionAt(1_000)).toBe(0);
    expect(await table.versionAt(2_999)).toBe(1);
    expect(await table.versionAt(Date.now())).toBe(2);
  });

  test('never goes back when the clock of the store does', async () => {
    const table = await times([1_000, 5_000, 2_000, 2_000, 6_000]);
    expect(await table.versionAt(4_999)).toBe(0);
    expect(await table.versionAt(5_000)).toBe(1);
    expect(await table.versionAt(5_002)).toBe(3);
    expect(await table.versionAt(6_000)).toBe(4);
  });

  test('is an error before the first', async () => {
    const table = await times([1_000]);
    await expect(table.versionAt(999)).rejects.toThrow(
      'rows: no version is as old as 1970-01-01T00:00:00.999Z',
    );
  });
});
