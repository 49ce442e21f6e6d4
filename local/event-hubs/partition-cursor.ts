// Walks a partition event by event from a sequence number on: from the cache when it keeps up, else from disk.
import type { PartitionLog } from './partition-log.ts';
import type { StoredBatch } from './stored-batch.ts';

export class PartitionCursor {
  #log: PartitionLog;
  #next: number;
  #batch: StoredBatch | undefined;
  #at = 0;
  /** Batches read from disk ahead of the one being walked. */
  #ahead: StoredBatch[] = [];

  constructor(log: PartitionLog, nextSequence: number) {
    this.#log = log;
    this.#next = nextSequence;
  }

  /** The current event as it is delivered, or undefined at the end. Throws when the log is damaged. */
  peek(): Buffer | undefined {
    const batch = this.#batch ?? this.#load();
    if (batch === undefined) return undefined;
    const start = this.#at + 4;
    return batch.events.subarray(start, start + batch.events.readUInt32BE(this.#at));
  }

  /** Steps over the event that `peek` returned. */
  advance(event: Buffer): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    this.#next++;
    this.#at += 4 + event.length;
    if (this.#at < batch.events.length) return;
    this.#batch = undefined;
  }

  #load(): StoredBatch | undefined {
    if (this.#next >= this.#log.tail.nextSequence) return undefined;
    this.#next = Math.max(this.#next, this.#log.beginSequence);
    const batch = this.#log.cache.find(this.#next) ?? this.#fromDisk();
    if (batch === undefined) return undefined;
    this.#at = 0;
    for (let skip = this.#next - batch.baseSequence; skip > 0; skip--) {
      this.#at += 4 + batch.events.readUInt32BE(this.#at);
    }
    this.#batch = batch;
    return batch;
  }

  #fromDisk(): StoredBatch | undefined {
    const ahead = this.#ahead.shift();
    if (ahead !== undefined && ahead.baseSequence === this.#next) return ahead;
    this.#ahead = this.#log.files?.readFrom(this.#next) ?? [];
    return this.#ahead.shift();
  }
}
