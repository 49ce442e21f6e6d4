// One partition: numbers events, keeps them, wakes readers. An append is confirmed only after its bytes were
// written (and synced, when asked to); a batch is stored whole or not at all. Proven by durability.test.ts.
import type { EncodedEvent } from './message-sections.ts';
import { type PositionKey, SegmentFiles } from './segment-files.ts';
import { Slab } from './slab.ts';
import { emptyTail, encodeBatch, type LogTail, type StoredBatch } from './stored-batch.ts';
import { TailCache } from './tail-cache.ts';

export type SyncPolicy = 'none' | 'always';

export interface LogOptions {
  /** Folder of the partition; without it events live in memory only. */
  dir?: string;
  sync: SyncPolicy;
  retentionMs: number;
  segmentBytes: number;
  cacheBytes: number;
}

interface PendingAppend {
  events: EncodedEvent[];
  partitionKey: string | undefined;
  done: Appended;
}

/** Told once: the batch as it was stored, or what kept it from being stored. */
export type Appended = (error: Error | undefined, stored?: StoredBatch) => void;

export class PartitionLog {
  readonly cache: TailCache;
  readonly files: SegmentFiles | undefined;
  #tail: LogTail;
  #slab = new Slab();
  #options: LogOptions;
  #pending: PendingAppend[] = [];
  #scheduled = false;
  #syncing = false;
  #readers = new Set<() => void>();

  constructor(options: LogOptions) {
    this.#options = options;
    this.files = options.dir === undefined ? undefined : new SegmentFiles(options.dir, options.segmentBytes);
    this.cache = new TailCache(this.files ? options.cacheBytes : Number.POSITIVE_INFINITY);
    this.#tail = this.files?.tail ?? emptyTail;
  }

  get tail(): LogTail {
    return this.#tail;
  }

  /** The oldest sequence number kept; equals `tail.nextSequence` when the partition is empty. */
  get beginSequence(): number {
    return this.files?.beginSequence ?? this.cache.beginSequence ?? this.#tail.nextSequence;
  }

  /** Queues a batch. `done` is called once it is stored, or with the error that kept it from being stored. */
  append(events: EncodedEvent[], partitionKey: string | undefined, done: Appended): void {
    this.#pending.push({ events, partitionKey, done });
    this.#schedule();
  }

  /** Calls `wake` after each append until the returned function is called. */
  onAppend(wake: () => void): () => void {
    this.#readers.add(wake);
    return () => this.#readers.delete(wake);
  }

  /** Sequence number of the first event whose `key` is greater than `value`; may be the next to come. */
  sequenceAfter(key: PositionKey, value: number): number {
    if (key === 'sequence') return Math.max(this.beginSequence, Math.min(value + 1, this.#tail.nextSequence));
    const batch = this.files
      ? this.files.firstAfter(key, value)
      : this.cache.firstWhere(candidate =>
          key === 'time'
            ? candidate.enqueuedTime > value
            : candidate.baseOffset + candidate.events.length - 1 > value,
        );
    if (batch === undefined) return this.#tail.nextSequence;
    if (key === 'time') return batch.baseSequence;
    let sequence = batch.baseSequence;
    for (let at = 0; at < batch.events.length && batch.baseOffset + at <= value; sequence++) {
      at += 4 + batch.events.readUInt32BE(at);
    }
    return sequence;
  }

  /** Forgets what is older than the retention; files go in whole segments. */
  trim(): void {
    const time = Date.now() - this.#options.retentionMs;
    if (this.files) this.files.trim(time, this.#tail, this.#options.retentionMs / 24);
    else this.cache.trim(time);
  }

  /** Stores what is queued, then closes the files. */
  async close(): Promise<void> {
    this.#flush();
    while (this.#syncing) await new Promise<void>(resolve => setImmediate(resolve));
    this.files?.close();
  }

  // After the poll phase, so that what all connections sent in one turn becomes one write.
  #schedule(): void {
    if (this.#scheduled || this.#syncing) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#pending.length === 0 || this.#syncing) return;
    const appends = this.#pending;
    this.#pending = [];
    const enqueuedTime = Math.max(Date.now(), this.#tail.lastTime);
    const batches: StoredBatch[] = [];
    let tail = this.#tail;
    try {
      for (const { events, partitionKey } of appends) {
        const encoded = encodeBatch(events, partitionKey, enqueuedTime, tail, this.#slab);
        batches.push(encoded.batch);
        tail = encoded.tail;
      }
      this.files?.append(batches, this.#tail);
    } catch (error) {
      for (const append of appends) append.done(error as Error);
      return;
    }
    if (this.files && this.#options.sync === 'always')
      this.#syncThen(() => this.#publish(appends, batches, tail), appends);
    else this.#publish(appends, batches, tail);
  }

  #syncThen(publish: () => void, appends: PendingAppend[]): void {
    this.#syncing = true;
    this.files?.sync(error => {
      this.#syncing = false;
      // What is on disk is unknown after a failed sync, and going on would number two events alike.
      if (error) {
        for (const append of appends) append.done(error);
        throw error;
      }
      publish();
      if (this.#pending.length > 0) this.#schedule();
    });
  }

  #publish(appends: PendingAppend[], batches: StoredBatch[], tail: LogTail): void {
    this.#tail = tail;
    for (const batch of batches) this.cache.add(batch);
    for (let i = 0; i < appends.length; i++) (appends[i] as PendingAppend).done(undefined, batches[i]);
    for (const wake of this.#readers) wake();
  }
}
