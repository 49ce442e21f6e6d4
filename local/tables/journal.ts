// What was acknowledged survives SIGKILL: every transaction is written to the log before it is applied. When
// the log has outgrown the data, a snapshot is written beside the running service and the old log deleted.
// Proof: test/local/tables/durability.test.ts
//
//   snapshot-N   everything that was true when log-N began, or later (it is taken while log-N grows)
//   log-N        transactions since then; replaying one twice changes nothing
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, encodeRecord, readRecords } from './journal-record.ts';

const SNAPSHOT_RECORD_ROWS = 1000;

export interface JournalOptions {
  folder: string;
  /** `os`: a write() before the acknowledgement; `always`: an fsync as well. */
  sync: 'os' | 'always';
}

export class Journal {
  readonly #folder: string;
  readonly #sync: 'os' | 'always';
  #generation: number;
  #descriptor: number;
  #logBytes = 0;

  private constructor(options: JournalOptions, generation: number) {
    this.#folder = options.folder;
    this.#sync = options.sync;
    this.#generation = generation;
    this.#descriptor = openSync(this.#path('log', generation), 'a');
  }

  /** Opens the folder (creating it) and gives every change that it holds to `apply`, in order. */
  static open(options: JournalOptions, apply: (change: Change) => void): Journal {
    mkdirSync(options.folder, { recursive: true });
    const names = readdirSync(options.folder);
    const applyAll = (changes: Change[]) => changes.forEach(apply);
    const snapshot = Math.max(0, ...generations(names, 'snapshot'));
    if (snapshot > 0) {
      readRecords(join(options.folder, fileName('snapshot', snapshot)), applyAll);
    }
    const logs = generations(names, 'log').filter(generation => generation >= snapshot);
    let bytes = 0;
    for (const generation of logs) {
      const path = join(options.folder, fileName('log', generation));
      const whole = readRecords(path, applyAll);
      truncateSync(path, whole);
      bytes += whole;
    }
    const journal = new Journal(options, Math.max(1, snapshot, ...logs));
    journal.#logBytes = bytes;
    journal.#deleteBefore(snapshot);
    return journal;
  }

  /** Bytes in the logs since the last snapshot. */
  get logBytes(): number {
    return this.#logBytes;
  }

  /** Returns when the operating system (or with `always` the disk) has the transaction. */
  append(changes: Change[]): void {
    const record = encodeRecord(changes);
    for (let written = 0; written < record.length; ) {
      written += writeSync(this.#descriptor, record, written);
    }
    if (this.#sync === 'always') fsyncSync(this.#descriptor);
    this.#logBytes += record.length;
  }

  /**
   * Starts a new log, then writes all `changes` as the snapshot beneath it, pausing between records so that
   * requests are served meanwhile; then deletes what the snapshot replaces.
   */
  async compact(changes: Iterable<Change>): Promise<void> {
    const generation = this.#generation + 1;
    const next = openSync(this.#path('log', generation), 'a');
    closeSync(this.#descriptor);
    this.#descriptor = next;
    this.#generation = generation;
    this.#logBytes = 0;
    const temporary = this.#path('snapshot', generation).concat('.part');
    const file = await open(temporary, 'w');
    try {
      for (const batch of batches(changes, SNAPSHOT_RECORD_ROWS)) await file.writeFile(encodeRecord(batch));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.#path('snapshot', generation));
    this.#deleteBefore(generation);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #deleteBefore(generation: number): void {
    for (const name of readdirSync(this.#folder)) {
      const match = /^(?:log|snapshot)-(\d+)$/.exec(name);
      if (match && Number(match[1]) < generation) rmSync(join(this.#folder, name));
    }
  }

  #path(kind: 'log' | 'snapshot', generation: number): string {
    return join(this.#folder, fileName(kind, generation));
  }
}

const fileName = (kind: string, generation: number) => `${kind}-${String(generation).padStart(6, '0')}`;

function generations(names: string[], kind: 'log' | 'snapshot'): number[] {
  return names
    .map(name => new RegExp(`^${kind}-(\\d+)$`).exec(name))
    .flatMap(match => (match ? [Number(match[1])] : []))
    .sort((a, b) => a - b);
}

function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
