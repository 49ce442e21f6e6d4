import { describe, expect, test } from 'vitest';
import type { Action, AddFile } from '../../src/delta/actions.ts';
import { type CommitOptions, commit, type Intent } from '../../src/delta/commit.ts';
import { findConflict } from '../../src/delta/conflict.ts';
import { ensureTable } from '../../src/delta/create-table.ts';
import { checkpointFile, commitFile } from '../../src/delta/log-files.ts';
import type { TableStore } from '../../src/delta/store.ts';
import { openTable } from '../../src/delta/table.ts';
import { steadyClock } from './history.ts';
import { memoryStore } from './memory-store.ts';
import { appendOnce, definitionOf, writeRows } from './rows.ts';

const clock = steadyClock();

async function makeTable(configuration: Record<string, string> = {}) {
  const store = memoryStore(clock.now);
  const table = openTable(store, 'rows', clock);
  await ensureTable(table, definitionOf(undefined, configuration), clock.now());
  return { store, table };
}

const add = (path: string, more: Partial<AddFile> = {}): Action => ({
  add: { path, partitionValues: { day: null }, size: 1, modificationTime: 1, dataChange: true, ...more },
});
const remove = (path: string, dataChange = true): Action => ({ remove: { path, dataChange } });
const write = (...actions: Action[]): Intent => ({ operation: 'WRITE', build: () => actions });

async function linesOf(store: TableStore, version: number) {
  const text = new TextDecoder().decode((await store.read(commitFile(version))) ?? undefined);
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('a commit', () => {
  test('says what was done, by whom, and whether it read anything', async () => {
    const { store, table } = await makeTable();
    await commit(table, { ...write(add('f')), parameters: { mode: 'Append' } });
    await commit(table, {
      ...write(remove('f', false), add('g', { dataChange: false })),
      operation: 'OPTIMIZE',
    });
    const [{ commitInfo }, ...actions] = await linesOf(store, 1);
    expect(commitInfo).toEqual({
      timestamp: expect.any(Number),
      operation: 'WRITE',
      operationParameters: { mode: 'Append' },
      isBlindAppend: true,
      engineInfo: 'assay',
      txnId: expect.any(String),
      actionCount: 2,
    });
    expect(actions).toEqual([add('f')]);
    expect((await linesOf(store, 2))[0].commitInfo).toMatchObject({
      operation: 'OPTIMIZE',
      isBlindAppend: false,
    });
  });

  test('is not made when there is nothing to do', async () => {
    const { store, table } = await makeTable();
    expect(await commit(table, { operation: 'WRITE', build: () => null })).toBeNull();
    expect(store.files.size).toBe(1);
  });

  test('follows another that it does not conflict with, without being built anew', async () => {
    const { store, table } = await makeTable();
    let builds = 0;
    const version = await commit(table, {
      operation: 'WRITE',
      build: async () => {
        builds += 1;
        await commit(openTable(store, 'other', clock), write(add('theirs')));
        return [add('ours')];
      },
    });
    expect({ version, builds }).toEqual({ version: 2, builds: 1 });
    expect([...((await table.snapshot())?.files.keys() ?? [])]).toEqual(['theirs', 'ours']);
  });

  test('is built anew on top of one that it conflicts with', async () => {
    const { store, table } = await makeTable();
    const versions: (number | undefined)[] = [];
    await commit(table, {
      operation: 'WRITE',
      build: async snapshot => {
        versions.push(snapshot?.transactions.get('lane'));
        const other = openTable(store, 'other', clock);
        if (versions.length === 1) await commit(other, write({ txn: { appId: 'lane', version: 5 } }));
        return [{ txn: { appId: 'lane', version: 6 } }];
      },
    });
    expect(versions).toEqual([undefined, 5]);
  });

  test('whose answer is lost has landed once, and is known to have', async () => {
    const { store, table } = await makeTable();
    const lossy = openTable(
      {
        ...store,
        create: async (...args) => {
          await store.create(...args);
          throw new Error('the connection was lost');
        },
      },
      'rows',
      clock,
    );
    expect(await commit(lossy, write(add('f')))).toBe(1);
    expect((await table.snapshot())?.version).toBe(1);
  });

  test('that the store refuses is thrown', async () => {
    const { store } = await makeTable();
    const broken = openTable(
      { ...store, create: () => Promise.reject(new Error('no space left')) },
      'rows',
      clock,
    );
    await expect(commit(broken, write(add('f')))).rejects.toThrow('no space left');
  });

  test('stands without the checkpoint that could not be written', async () => {
    const { store } = await makeTable({ 'delta.checkpointInterval': '1' });
    const failures: unknown[] = [];
    const options: CommitOptions = { onCheckpointError: error => failures.push(error) };
    const table = openTable(
      { ...store, put: () => Promise.reject(new Error('no space left')) },
      'rows',
      clock,
    );
    expect(await commit(table, write(add('f')), options)).toBe(1);
    expect(failures).toEqual([new Error('no space left')]);
    expect(store.files.has(checkpointFile(1))).toBe(false);
  });
});

describe('a commit is refused', () => {
  test('when it removes rows of a table that is append-only', async () => {
    const { table } = await makeTable({ 'delta.appendOnly': 'true' });
    await commit(table, write(add('f')));
    await expect(commit(table, write(remove('f')))).rejects.toThrow(
      'rows: the table is append-only, and f would be removed with its rows',
    );
    expect(await commit(table, write(remove('f', false), add('g', { dataChange: false })))).toBe(2);
  });

  test('when a file has no value of a partition column', async () => {
    const { table } = await makeTable();
    await expect(commit(table, write(add('f', { partitionValues: {} })))).rejects.toThrow(
      'rows: f has no value for the partition column day',
    );
  });

  test('when two of its actions are about the same thing', async () => {
    const { table } = await makeTable();
    const txn: Action = { txn: { appId: 'a', version: 1 } };
    for (const actions of [
      [add('a b'), add('a%20b')],
      [add('f'), remove('f')],
      [txn, txn],
    ])
      await expect(commit(table, write(...actions))).rejects.toThrow('rows: a commit may have only one');
  });

  test('when a transaction version is not exact', async () => {
    const { table } = await makeTable();
    await expect(commit(table, write({ txn: { appId: 'a', version: 2 ** 53 } }))).rejects.toThrow(
      'rows: the version 9007199254740992 of a is not a whole number below 2^53',
    );
  });

  test('when there is no table', async () => {
    const table = openTable(memoryStore(), 'rows', clock);
    await expect(commit(table, write(add('f')))).rejects.toThrow(
      'rows: there is no such table: it has to be created first',
    );
  });

  test('when the table asks for more than this code can do', async () => {
    for (const protocol of [
      { minReaderVersion: 1, minWriterVersion: 4 },
      { minReaderVersion: 1, minWriterVersion: 8 },
      { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['appendOnly', 'rowTracking'] },
    ]) {
      const { table } = await makeTable();
      await commit(table, write({ protocol }));
      await expect(commit(table, write(add('f')))).rejects.toThrow(
        /needs a writer of version \d( with rowTracking)?;/,
      );
    }
    const { store, table } = await makeTable();
    const reader = { protocol: { minReaderVersion: 4, minWriterVersion: 7 } };
    await expect(commit(table, write(reader))).rejects.toThrow(
      'needs a reader of version 4; supported is version 1',
    );
    await store.create(commitFile(1), new TextEncoder().encode(JSON.stringify(reader)));
    await expect(table.snapshot()).rejects.toThrow('rows: the table needs a reader of version 4');
  });
});

describe('a conflict', () => {
  const txn: Action = { txn: { appId: 'lane', version: 1 } };
  const protocol: Action = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } };

  test('is a change of the same file or transaction, or of the table', () => {
    expect(findConflict([add('f')], [add('g')])).toBeNull();
    expect(findConflict([add('f'), remove('a')], [add('g'), remove('b')])).toBeNull();
    expect(findConflict([remove('a b')], [remove('a%20b')])).toBe('the file a b went on');
    expect(findConflict([add('f')], [remove('f')])).toBe('the file f went on');
    expect(findConflict([txn], [txn])).toBe('the transaction lane went on');
    expect(findConflict([add('f')], [protocol])).toBe('the protocol changed');
  });
});

test('one who loses every race waits and gets its turn', async () => {
  const { store, table } = await makeTable();
  const writers = Array.from({ length: 12 }, async (_, i) => {
    const own = openTable(store, 'rows', clock);
    for (let sequence = 1; sequence <= 5; sequence += 1) await appendOnce(own, `w${i}`, sequence);
    const file = await writeRows(own, '2026-11-01', [`last of ${i}`]);
    await commit(own, { operation: 'WRITE', build: () => [{ add: file }] });
  });
  await Promise.all(writers);
  expect((await table.snapshot())?.version).toBe(72);
});
