// The files of one partition: appended at the end, read anywhere, deleted from the front by retention.
import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSegment,
  indexBatch,
  openSegment,
  readBatches,
  recoverSegment,
  SEGMENT_HEADER,
  type Segment,
  writeAll,
} from './segment.ts';
import { emptyTail, type LogTail, type StoredBatch } from './stored-batch.ts';

/** What a position in the log can be measured by. */
export type PositionKey = 'sequence' | 'offset' | 'time';

export class SegmentFiles {
  readonly tail: LogTail;
  #dir: string;
  #segments: Segment[];
  #fd: number;
  #segmentBytes: number;
  #activeSince: number;

  /** Opens or makes the log in `dir`; cuts a torn tail. Throws when a file is not a log segment. */
  constructor(dir: string, segmentBytes: number) {
    mkdirSync(dir, { recursive: true });
    this.#dir = dir;
    this.#segmentBytes = segmentBytes;
    this.#activeSince = Date.now();
    this.#segments = existingSegments(dir);
    const active = this.#segments.at(-1);
    if (active === undefined) {
      const created = createSegment(dir, emptyTail);
      this.#segments.push(created.segment);
      this.#fd = created.fd;
      this.tail = emptyTail;
    } else {
      this.#fd = openSync(active.path, 'r+');
      this.tail = recoverSegment(active, this.#fd);
    }
  }

  get beginSequence(): number {
    return (this.#segments[0] as Segment).start.nextSequence;
  }

  /** Writes the batches as one piece; on an error nothing of it stays. `before` is the tail before them. */
  append(batches: StoredBatch[], before: LogTail): void {
    let active = this.#active();
    if (active.size > SEGMENT_HEADER && active.size >= this.#segmentBytes) active = this.#roll(before);
    const bytes =
      batches.length === 1
        ? (batches[0] as StoredBatch).frame
        : Buffer.concat(batches.map(batch => batch.frame));
    try {
      writeAll(this.#fd, bytes, active.size);
    } catch (error) {
      ftruncateSync(this.#fd, active.size);
      throw error;
    }
    for (const batch of batches) {
      indexBatch(active, active.size, batch);
      active.size += batch.frame.length;
    }
  }

  sync(done: (error: Error | null) => void): void {
    fdatasync(this.#fd, done);
  }

  /** Batches in order, the first of which holds or follows `sequence`. Throws when the file is damaged. */
  readFrom(sequence: number): StoredBatch[] {
    const batches = this.#scan(
      'sequence',
      sequence - 1,
      batch => batch.baseSequence + batch.count > sequence,
    );
    if (batches === undefined) throw new Error(`${this.#dir}: sequence ${sequence} cannot be read`);
    return batches;
  }

  /** The first batch that has or may have an event whose `key` is greater than `value`. */
  firstAfter(key: PositionKey, value: number): StoredBatch | undefined {
    return this.#scan(key, value, batch => endOf(batch, key) > value)?.[0];
  }

  /** Deletes whole segments whose last event is older than `time`; the active one is first closed by age. */
  trim(time: number, tail: LogTail, maxActiveMs: number): void {
    const active = this.#active();
    if (active.size > SEGMENT_HEADER && Date.now() - this.#activeSince > maxActiveMs) this.#roll(tail);
    while (this.#segments.length > 1) {
      const next = this.#segments[1] as Segment;
      if (next.start.lastTime >= time) return;
      unlinkSync((this.#segments.shift() as Segment).path);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #active(): Segment {
    return this.#segments.at(-1) as Segment;
  }

  #roll(tail: LogTail): Segment {
    const { segment, fd } = createSegment(this.#dir, tail);
    closeSync(this.#fd);
    this.#fd = fd;
    this.#activeSince = Date.now();
    this.#segments.push(segment);
    return segment;
  }

  #scan(key: PositionKey, value: number, found: (batch: StoredBatch) => boolean): StoredBatch[] | undefined {
    const from = Math.max(
      0,
      this.#segments.findLastIndex(segment => startOf(segment, key) <= value),
    );
    for (let i = from; i < this.#segments.length; i++) {
      const batches = this.#scanSegment(this.#segments[i] as Segment, key, value, found);
      if (batches !== undefined) return batches;
    }
    return undefined;
  }

  #scanSegment(
    segment: Segment,
    key: PositionKey,
    value: number,
    found: (batch: StoredBatch) => boolean,
  ): StoredBatch[] | undefined {
    const fd = segment === this.#active() ? this.#fd : openSync(segment.path, 'r+');
    try {
      if (!segment.indexed) recoverSegment(segment, fd);
      const entry = segment.index.findLast(point => point[key] <= value);
      for (let position = entry?.position ?? SEGMENT_HEADER; position < segment.size; ) {
        const { batches, end } = readBatches(fd, position);
        if (batches.length === 0) throw new Error(`${segment.path} is damaged at byte ${position}`);
        const at = batches.findIndex(found);
        if (at >= 0) return batches.slice(at);
        position = end;
      }
      return undefined;
    } finally {
      if (fd !== this.#fd) closeSync(fd);
    }
  }
}

/** Segments in order; one that was not begun properly (killed while being created) is removed. */
function existingSegments(dir: string): Segment[] {
  const segments: Segment[] = [];
  for (const name of readdirSync(dir).sort()) {
    if (!name.endsWith('.seg')) continue;
    const path = join(dir, name);
    const segment = openSegment(path);
    if (segment === undefined) unlinkSync(path);
    else segments.push(segment);
  }
  return segments;
}

function startOf(segment: Segment, key: PositionKey): number {
  if (key === 'sequence') return segment.start.nextSequence;
  return key === 'offset' ? segment.start.nextOffset : segment.start.lastTime;
}

/** An upper bound of `key` over the events of the batch (for the offset: past its last event's start). */
function endOf(batch: StoredBatch, key: PositionKey): number {
  if (key === 'sequence') return batch.baseSequence + batch.count - 1;
  return key === 'offset' ? batch.baseOffset + batch.events.length - 1 : batch.enqueuedTime;
}
