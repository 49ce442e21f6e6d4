// The newest batches of a partition, in memory up to a bound, so that readers who keep up never touch the disk.
import type { StoredBatch } from './stored-batch.ts';

export class TailCache {
  #batches: (StoredBatch | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Sequence number of the oldest event held, or undefined when there is none. */
  get beginSequence(): number | undefined {
    return this.#batches[this.#first]?.baseSequence;
  }

  add(batch: StoredBatch): void {
    this.#batches.push(batch);
    this.#bytes += batch.frame.length;
    while (this.#bytes > this.#maxBytes && this.#batches.length - this.#first > 1) this.#dropFirst();
  }

  /** Drops batches older than `time` (epoch ms). */
  trim(time: number): void {
    for (let batch = this.#batches[this.#first]; batch !== undefined && batch.enqueuedTime < time; ) {
      this.#dropFirst();
      batch = this.#batches[this.#first];
    }
  }

  /** The batch that holds `sequence`, or undefined when it is not in the cache. */
  find(sequence: number): StoredBatch | undefined {
    const batch = this.firstWhere(candidate => candidate.baseSequence + candidate.count > sequence);
    return batch !== undefined && batch.baseSequence <= sequence ? batch : undefined;
  }

  /** The first batch for which a condition holds that, once true, stays true for all later ones. */
  firstWhere(holds: (batch: StoredBatch) => boolean): StoredBatch | undefined {
    let low = this.#first;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.#batches[middle] as StoredBatch)) high = middle;
      else low = middle + 1;
    }
    return this.#batches[low];
  }

  #dropFirst(): void {
    this.#bytes -= (this.#batches[this.#first] as StoredBatch).frame.length;
    this.#batches[this.#first] = undefined;
    this.#first++;
    if (this.#first < 64 || this.#first * 2 < this.#batches.length) return;
    this.#batches = this.#batches.slice(this.#first);
    this.#first = 0;
  }
}
