// Opens the account, from a data folder or in memory, and looks after it: expires documents each second and keeps
// the journal small.
import { Account } from './account.ts';
import { FileJournal, type Journal, memoryJournal } from './journal.ts';
import { recover } from './recovery.ts';
import { writeSnapshot } from './snapshot.ts';

export type Store = { account: Account; journal: Journal; close(): Promise<void> };

const SMALLEST_COMPACTION_BYTES = 64 * 1024 * 1024;

/** @throws when the data folder cannot be read */
export function openStore(dataDir: string | undefined, sync: boolean): Store {
  if (dataDir === undefined) return looked(new Account(memoryJournal), memoryJournal, () => undefined);
  const deferred = new DeferredJournal();
  const account = new Account(deferred);
  const { generation, size } = recover(dataDir, record => account.apply(record));
  for (const container of account.containers()) container.rebuildFeed();
  const journal = new FileJournal(dataDir, generation, size, sync);
  deferred.journal = journal;
  let snapshotBytes = size;
  let stopped = false;
  let running: Promise<void> | undefined;
  const compact = () => {
    if (running !== undefined || journal.size < Math.max(SMALLEST_COMPACTION_BYTES, 2 * snapshotBytes))
      return;
    running = writeSnapshot(dataDir, account, journal, () => stopped).then(bytes => {
      snapshotBytes = bytes;
      running = undefined;
    });
  };
  return looked(account, journal, compact, async () => {
    stopped = true;
    await running;
  });
}

function looked(
  account: Account,
  journal: Journal,
  compact: () => void,
  quiet: () => Promise<void> = async () => {},
): Store {
  const timer = setInterval(() => {
    const now = Math.floor(Date.now() / 1000);
    for (const container of account.containers()) container.expire(now);
    compact();
  }, 1000).unref();
  const close = async () => {
    clearInterval(timer);
    await quiet();
    journal.close();
  };
  return { account, journal, close };
}

/** Lets the account be rebuilt before its journal is opened for appending. */
class DeferredJournal implements Journal {
  journal: Journal = memoryJournal;

  record(text: string): void {
    this.journal.record(text);
  }

  begin(): void {
    this.journal.begin();
  }

  end(keep: boolean): void {
    this.journal.end(keep);
  }

  settled(reply: () => void): void {
    this.journal.settled(reply);
  }

  close(): void {
    this.journal.close();
  }
}
