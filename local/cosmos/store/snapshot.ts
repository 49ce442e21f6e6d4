// Keeps the logs from growing for ever: a snapshot of all documents is written in slices between requests, beside
// a fresh log. It may hold versions newer than its beginning; the log that follows it has them too, so replaying
// both ends in the latest state.
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Account } from './account.ts';
import { adoptSnapshot, type FileJournal, lineOf, snapshotFile, writeAll } from './journal.ts';
import { putRecord } from './records.ts';
import { generations } from './recovery.ts';

const SLICE_BYTES = 512 * 1024;

/** Writes a snapshot and removes the logs it replaces. `stopped` is asked between slices. */
export async function writeSnapshot(
  dir: string,
  account: Account,
  journal: FileJournal,
  stopped: () => boolean,
): Promise<number> {
  const before = readdirSync(dir).filter(name => !name.endsWith('.tmp'));
  const generation = journal.rotate();
  const obsolete = before.filter(
    name => generations([name], 'log-').length + generations([name], 'snapshot-').length,
  );
  const fd = openSync(`${snapshotFile(dir, generation)}.tmp`, 'w');
  let bytes = 0;
  try {
    let lines = '';
    for (const text of recordsOf(account)) {
      lines += lineOf(text);
      if (lines.length < SLICE_BYTES) continue;
      bytes += lines.length;
      writeAll(fd, Buffer.from(lines));
      lines = '';
      await setImmediate();
      if (stopped()) return 0;
    }
    writeAll(fd, Buffer.from(lines + lineOf('E')));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  adoptSnapshot(dir, generation, obsolete);
  return bytes;
}

function* recordsOf(account: Account): Generator<string> {
  const containers = [...account.containers()];
  yield* account.definitions();
  for (const container of containers) {
    for (const partition of container.partitions.values()) {
      for (const item of partition.items.values()) {
        if (item.lsn >= 0) yield putRecord(container.number, item);
      }
    }
  }
}
