// A table with a history: appends, a change of columns, a compaction, and checkpoints on the way.

import { commit } from '../../src/delta/commit.ts';
import { compact } from '../../src/delta/compaction.ts';
import { ensureTable } from '../../src/delta/create-table.ts';
import { commitFile } from '../../src/delta/log-files.ts';
import { listLog } from '../../src/delta/log-listing.ts';
import { type DeltaTable, openTable } from '../../src/delta/table.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { appendOnce, definitionOf, rewriteRows, writeRows } from './rows.ts';

export const interval = { 'delta.checkpointInterval': '5' };

/** A clock that goes one second on with each look at it. */
export function steadyClock(startMs: number = Date.UTC(2026, 10, 26)) {
  let nowMs = startMs;
  const now = () => {
    nowMs += 1_000;
    return nowMs;
  };
  return {
    now,
    sleep: async () => {},
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

export type History = { store: MemoryStore; table: DeltaTable; clock: ReturnType<typeof steadyClock> };

/** Fourteen commits, with checkpoints at 5 and 10. */
export async function makeHistory(): Promise<History> {
  const clock = steadyClock();
  const store = memoryStore(clock.now);
  const table = openTable(store, 'rows', clock);
  await ensureTable(table, definitionOf(undefined, interval), clock.now());
  for (let i = 1; i <= 6; i += 1) await appendOnce(table, 'a', i);
  await ensureTable(table, definitionOf({ day: 'date', row: 'string', more: 'long' }, interval), clock.now());
  await compact(table, { targetBytes: 1_000, minFiles: 2 }, rewriteRows, clock.now);
  for (let i = 1; i <= 3; i += 1) await appendOnce(table, 'b', i);
  const add = await writeRows(table, '2026-11-03', ['an ünïcode rôw 𝄞']);
  await commit(table, { operation: 'WRITE', build: () => [{ add }] });
  return { store, table, clock };
}

/** The commit files of a store, in order; the log must be whole. */
export async function commitsOf(store: MemoryStore): Promise<Uint8Array[]> {
  const { latest } = await listLog(store);
  return Array.from({ length: latest + 1 }, (_, version) => {
    const file = store.files.get(commitFile(version));
    if (!file) throw new Error(`the test has no commit ${version}`);
    return file.content;
  });
}

/** The same files in another store. */
export function copyOf({ files }: MemoryStore): MemoryStore {
  return memoryStore(undefined, new Map(files));
}
