// Rows in key order, compact: a list of small sorted chunks instead of a tree of nodes, so that a million
// rows cost little more than their keys and values, and a lookup is one binary search. Nothing here is O(n)
// in the rows kept.

/** Rows per chunk before it is split in two; inserting moves at most this many pointers. */
const CHUNK_LIMIT = 512;

export interface Row {
  key: string;
  /** Time of the last change, microseconds since 1970. */
  time: number;
  /** The entity's own properties as JSON text. */
  value: string;
}

interface Chunk {
  keys: string[];
  times: number[];
  values: string[];
}

export class OrderedRows {
  #chunks: Chunk[] = [{ keys: [], times: [], values: [] }];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): Row | undefined {
    const chunk = this.#chunkFor(key);
    const index = lowerBound(chunk.keys, key);
    return chunk.keys[index] === key ? rowAt(chunk, index) : undefined;
  }

  /** Inserts or replaces. */
  set(key: string, time: number, value: string): void {
    const chunkIndex = this.#chunkIndexFor(key);
    const chunk = this.#chunks[chunkIndex] as Chunk;
    const index = lowerBound(chunk.keys, key);
    if (chunk.keys[index] === key) {
      chunk.times[index] = time;
      chunk.values[index] = value;
      return;
    }
    chunk.keys.splice(index, 0, key);
    chunk.times.splice(index, 0, time);
    chunk.values.splice(index, 0, value);
    this.#size += 1;
    if (chunk.keys.length > CHUNK_LIMIT) this.#split(chunkIndex, index === chunk.keys.length - 1);
  }

  delete(key: string): boolean {
    const chunkIndex = this.#chunkIndexFor(key);
    const chunk = this.#chunks[chunkIndex] as Chunk;
    const index = lowerBound(chunk.keys, key);
    if (chunk.keys[index] !== key) return false;
    chunk.keys.splice(index, 1);
    chunk.times.splice(index, 1);
    chunk.values.splice(index, 1);
    this.#size -= 1;
    if (chunk.keys.length === 0 && this.#chunks.length > 1) this.#chunks.splice(chunkIndex, 1);
    return true;
  }

  /** Rows with `from <= key < to` in order. The rows must not change while it is being consumed. */
  *range(from: string, to: string | undefined): Generator<Row> {
    let chunkIndex = this.#chunkIndexFor(from);
    let index = lowerBound((this.#chunks[chunkIndex] as Chunk).keys, from);
    for (let chunk = this.#chunks[chunkIndex]; chunk; chunk = this.#chunks[++chunkIndex]) {
      for (; index < chunk.keys.length; index++) {
        const row = rowAt(chunk, index);
        if (to !== undefined && row.key >= to) return;
        yield row;
      }
      index = 0;
    }
  }

  #chunkFor(key: string): Chunk {
    return this.#chunks[this.#chunkIndexFor(key)] as Chunk;
  }

  /** The last chunk whose first key is not above `key`, or the first chunk. */
  #chunkIndexFor(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      const first = this.#chunks[middle]?.keys[0] as string;
      if (first <= key) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Keys that only grow fill their chunks: a split at the end leaves the full chunk as it is. */
  #split(chunkIndex: number, atEnd: boolean): void {
    const chunk = this.#chunks[chunkIndex] as Chunk;
    const at = atEnd ? chunk.keys.length - 1 : chunk.keys.length >>> 1;
    const upper = {
      keys: chunk.keys.slice(at),
      times: chunk.times.slice(at),
      values: chunk.values.slice(at),
    };
    const lower = {
      keys: chunk.keys.slice(0, at),
      times: chunk.times.slice(0, at),
      values: chunk.values.slice(0, at),
    };
    this.#chunks.splice(chunkIndex, 1, lower, upper);
  }
}

function rowAt(chunk: Chunk, index: number): Row {
  return {
    key: chunk.keys[index] as string,
    time: chunk.times[index] as number,
    value: chunk.values[index] as string,
  };
}

function lowerBound(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
