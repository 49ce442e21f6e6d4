// One that rested while others went on and cleaned up the log must not take an old version for the newest.

import { expect, test } from 'vitest';
import { commit } from '../../src/delta/commit.ts';
import { cleanUpLog } from '../../src/delta/retention.ts';
import { openTable } from '../../src/delta/table.ts';
import { copyOf, makeHistory } from './history.ts';
import { memoryStore } from './memory-store.ts';
import { appendOnce } from './rows.ts';

test('a reader that was idle while the log was cleaned up reads the newest version', async () => {
  const { store, table, clock } = await makeHistory();
  const idle = openTable(store, 'rows', clock);
  expect((await idle.snapshot())?.version).toBe(13);
  for (let i = 1; i <= 20; i += 1) await appendOnce(table, 'c', i);
  clock.pass(3_600_000);
  expect(await cleanUpLog(store, clock.now())).toBeGreaterThan(20);
  expect((await idle.snapshot())?.version).toBe(33);
});

test('a writer that was idle commits after the newest version, and not into the past', async () => {
  const { store, table, clock } = await makeHistory();
  const idle = openTable(store, 'rows', clock);
  let first = true;
  const version = await commit(idle, {
    operation: 'WRITE',
    build: async () => {
      if (first) {
        // It falls asleep between reading the table and writing its commit.
        for (let i = 1; i <= 20; i += 1) await appendOnce(table, 'c', i);
        clock.pass(3_600_000);
        await cleanUpLog(store, clock.now());
      }
      first = false;
      return [{ txn: { appId: 'idle', version: 1 } }];
    },
  });
  expect(version).toBe(34);
  expect((await table.snapshot())?.transactions.get('idle')).toBe(1);
});

test('a reader lists the log no more often than it has to', async () => {
  const { store, clock } = await makeHistory();
  let listings = 0;
  const counted = {
    ...copyOf(store),
    list: (folder: string) => {
      listings += 1;
      return store.list(folder);
    },
  };
  const table = openTable(counted, 'rows', clock);
  for (let i = 0; i < 100; i += 1) await table.snapshot();
  expect(listings).toBe(1);
  clock.pass(3_600_000);
  await table.snapshot();
  expect(listings).toBe(2);
});

test('a snapshot is the newest as of the call, also when another call is on its way', async () => {
  const { store, table, clock } = await makeHistory();
  const slow = Promise.withResolvers<void>();
  const reader = openTable(
    {
      ...store,
      read: async path => {
        const content = await store.read(path);
        await slow.promise;
        return content;
      },
    },
    'rows',
    clock,
  );
  const before = reader.snapshot();
  await new Promise(setImmediate);
  await appendOnce(table, 'c', 1);
  const after = reader.snapshot();
  slow.resolve();
  expect((await before)?.version).toBe(13);
  expect((await after)?.version).toBe(14);
});

test('a table that was dropped and made anew is read anew', async () => {
  const { store, clock } = await makeHistory();
  const table = openTable(store, 'rows', clock);
  await table.snapshot();
  store.files.clear();
  const other = await makeHistory();
  for (const [path, file] of other.store.files) if (!/0001\d\./.test(path)) store.files.set(path, file);
  clock.pass(3_600_000);
  expect((await table.snapshot())?.version).toBe(9);
  store.files.clear();
  clock.pass(3_600_000);
  expect(await table.snapshot()).toBeNull();
});

test('there is no snapshot of a table that is not there', async () => {
  expect(await openTable(memoryStore(), 'rows').snapshot()).toBeNull();
});
