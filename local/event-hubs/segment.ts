// One file of a partition's log: a header that says where numbering stood when the file began, then frames.
// Bytes after the last whole frame are a torn tail and are cut when the log is opened.
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { decodeBatch, frameSize, type LogTail, type StoredBatch, tailAfter } from './stored-batch.ts';

const MAGIC = 'ASSAYEH1';
export const SEGMENT_HEADER = 36;
const INDEX_EVERY_BYTES = 64 * 1024;
const READ_BYTES = 256 * 1024;

/** Points of a segment from which a scan can begin. */
interface IndexEntry {
  position: number;
  sequence: number;
  offset: number;
  time: number;
}

export interface Segment {
  path: string;
  /** Numbering before the first event of the file. */
  start: LogTail;
  size: number;
  index: IndexEntry[];
  indexed: boolean;
}

/** File name of the segment whose first event has this sequence number. */
export function segmentName(baseSequence: number): string {
  return `${String(baseSequence).padStart(20, '0')}.seg`;
}

/** Makes an empty segment file and leaves it open for appending. */
export function createSegment(dir: string, start: LogTail): { segment: Segment; fd: number } {
  const path = join(dir, segmentName(start.nextSequence));
  const header = Buffer.alloc(SEGMENT_HEADER);
  header.write(MAGIC, 'latin1');
  header.writeUIntBE(start.nextSequence, 8, 6);
  header.writeUIntBE(start.nextOffset, 14, 6);
  header.writeUIntBE(start.lastOffset + 1, 20, 6);
  header.writeUIntBE(start.lastTime, 26, 6);
  header.writeUInt32BE(crc32(header.subarray(0, 32)), 32);
  const fd = openSync(path, 'w+');
  writeAll(fd, header, 0);
  return { segment: { path, start, size: SEGMENT_HEADER, index: [], indexed: true }, fd };
}

/** Reads a segment's header; undefined when the file was not even begun properly. */
export function openSegment(path: string): Segment | undefined {
  const fd = openSync(path, 'r');
  try {
    const header = Buffer.alloc(SEGMENT_HEADER);
    if (readSync(fd, header, 0, SEGMENT_HEADER, 0) < SEGMENT_HEADER) return undefined;
    if (header.toString('latin1', 0, 8) !== MAGIC) throw new Error(`${path} is not an event log segment`);
    if (header.readUInt32BE(32) !== crc32(header.subarray(0, 32))) return undefined;
    const start = {
      nextSequence: header.readUIntBE(8, 6),
      nextOffset: header.readUIntBE(14, 6),
      lastOffset: header.readUIntBE(20, 6) - 1,
      lastTime: header.readUIntBE(26, 6),
    };
    return { path, start, size: Number.POSITIVE_INFINITY, index: [], indexed: false };
  } finally {
    closeSync(fd);
  }
}

/** Notes a batch in the segment's sparse index. */
export function indexBatch(segment: Segment, position: number, batch: StoredBatch): void {
  const last = segment.index.at(-1);
  if (last !== undefined && position - last.position < INDEX_EVERY_BYTES) return;
  segment.index.push({
    position,
    sequence: batch.baseSequence,
    offset: batch.baseOffset,
    time: batch.enqueuedTime,
  });
}

/** Writes all of `bytes` at `position`, however many calls it takes. */
export function writeAll(fd: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, position + done);
  }
}

/** Whole batches from `position` on: at least one unless the segment ends there, else about `READ_BYTES`. */
export function readBatches(fd: number, position: number): { batches: StoredBatch[]; end: number } {
  const chunk = Buffer.allocUnsafe(READ_BYTES);
  let bytes = chunk.subarray(0, readSync(fd, chunk, 0, READ_BYTES, position));
  const first = frameSize(bytes, 0);
  if (first !== undefined && first > bytes.length && bytes.length === READ_BYTES && first <= MAX_FRAME) {
    const larger = Buffer.allocUnsafe(first);
    bytes = larger.subarray(0, readSync(fd, larger, 0, first, position));
  }
  const batches: StoredBatch[] = [];
  let at = 0;
  for (;;) {
    const batch = decodeBatch(bytes, at);
    if (batch === undefined) return { batches, end: position + at };
    batches.push(batch);
    at += batch.frame.length;
  }
}

// A batch is at most 1 MiB as sent; annotations add less than 200 bytes to each event of at least 3.
const MAX_FRAME = 128 * 1024 * 1024;

/** Scans the whole segment into its index, cuts what follows the last whole frame, returns the log's tail. */
export function recoverSegment(segment: Segment, fd: number): LogTail {
  let tail = segment.start;
  segment.size = SEGMENT_HEADER;
  segment.index = [];
  segment.indexed = true;
  for (;;) {
    const { batches, end } = readBatches(fd, segment.size);
    if (batches.length === 0) break;
    let position = segment.size;
    for (const batch of batches) {
      indexBatch(segment, position, batch);
      position += batch.frame.length;
    }
    tail = tailAfter(batches.at(-1) as StoredBatch);
    segment.size = end;
  }
  ftruncateSync(fd, segment.size);
  return tail;
}
