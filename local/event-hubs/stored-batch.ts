// One batch as it lies in a partition's log: a frame that is either whole or, after a crash, cut off.
//
//   frame   := size:u32 crc32:u32 payload           (size and crc of the payload)
//   payload := baseSequence:u48 baseOffset:u48 enqueuedTime:u48 count:u32 event*
//   event   := size:u32 bytes                       (bytes exactly as receivers get them)
//
// An event's offset is baseOffset + its position among the events of its batch.
import { crc32 } from 'node:zlib';
import type { EncodedEvent } from './message-sections.ts';
import { storedSize, writeStored } from './service-annotations.ts';
import type { Slab } from './slab.ts';

const FRAME_HEADER = 8;
const BATCH_HEADER = 22;

export interface StoredBatch {
  baseSequence: number;
  count: number;
  baseOffset: number;
  /** Epoch milliseconds, never lower than the one of the batch before. */
  enqueuedTime: number;
  /** The event records. */
  events: Buffer;
  /** Whole frame, as written. */
  frame: Buffer;
}

/** Where numbering goes on, and the last event's coordinates (-1 when there is none). */
export interface LogTail {
  nextSequence: number;
  nextOffset: number;
  lastOffset: number;
  lastTime: number;
}

export const emptyTail: LogTail = { nextSequence: 0, nextOffset: 0, lastOffset: -1, lastTime: 0 };

/** Numbers and encodes the events; returns the batch and the tail after it. */
export function encodeBatch(
  events: EncodedEvent[],
  partitionKey: string | undefined,
  enqueuedTime: number,
  tail: LogTail,
  slab: Slab,
): { batch: StoredBatch; tail: LogTail } {
  const offsets: string[] = [];
  let size = 0;
  let lastOffset = tail.lastOffset;
  for (const event of events) {
    lastOffset = tail.nextOffset + size;
    const offset = String(lastOffset);
    offsets.push(offset);
    size += 4 + storedSize(event, offset, event.partitionKey ?? partitionKey);
  }
  const frame = slab.take(FRAME_HEADER + BATCH_HEADER + size);
  let at = FRAME_HEADER + BATCH_HEADER;
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as EncodedEvent;
    const end = writeStored(frame, at + 4, event, {
      sequenceNumber: tail.nextSequence + i,
      offset: offsets[i] as string,
      enqueuedTime,
      partitionKey: event.partitionKey ?? partitionKey,
    });
    frame.writeUInt32BE(end - at - 4, at);
    at = end;
  }
  const batch = {
    baseSequence: tail.nextSequence,
    count: events.length,
    baseOffset: tail.nextOffset,
    enqueuedTime,
    events: frame.subarray(FRAME_HEADER + BATCH_HEADER),
    frame,
  };
  writeHeaders(batch);
  const nextSequence = tail.nextSequence + events.length;
  return {
    batch,
    tail: { nextSequence, nextOffset: tail.nextOffset + size, lastOffset, lastTime: enqueuedTime },
  };
}

function writeHeaders({ frame, baseSequence, baseOffset, enqueuedTime, count }: StoredBatch): void {
  frame.writeUIntBE(baseSequence, FRAME_HEADER, 6);
  frame.writeUIntBE(baseOffset, FRAME_HEADER + 6, 6);
  frame.writeUIntBE(enqueuedTime, FRAME_HEADER + 12, 6);
  frame.writeUInt32BE(count, FRAME_HEADER + 18);
  frame.writeUInt32BE(frame.length - FRAME_HEADER, 0);
  frame.writeUInt32BE(crc32(frame.subarray(FRAME_HEADER)), 4);
}

/** Size of the frame at `at`, or undefined when not even its size is there. */
export function frameSize(bytes: Buffer, at: number): number | undefined {
  return at + FRAME_HEADER <= bytes.length ? FRAME_HEADER + bytes.readUInt32BE(at) : undefined;
}

/** The batch whose frame starts at `at`, or undefined when it is cut off or its checksum does not match. */
export function decodeBatch(bytes: Buffer, at: number): StoredBatch | undefined {
  const size = frameSize(bytes, at);
  if (size === undefined || size < FRAME_HEADER + BATCH_HEADER || at + size > bytes.length) return undefined;
  const frame = bytes.subarray(at, at + size);
  if (crc32(frame.subarray(FRAME_HEADER)) !== frame.readUInt32BE(4)) return undefined;
  return {
    baseSequence: frame.readUIntBE(FRAME_HEADER, 6),
    baseOffset: frame.readUIntBE(FRAME_HEADER + 6, 6),
    enqueuedTime: frame.readUIntBE(FRAME_HEADER + 12, 6),
    count: frame.readUInt32BE(FRAME_HEADER + 18),
    events: frame.subarray(FRAME_HEADER + BATCH_HEADER),
    frame,
  };
}

/** The tail after a batch that is the last of its log. */
export function tailAfter(batch: StoredBatch): LogTail {
  let last = 0;
  for (let at = 0; at < batch.events.length; at += 4 + batch.events.readUInt32BE(at)) last = at;
  return {
    nextSequence: batch.baseSequence + batch.count,
    nextOffset: batch.baseOffset + batch.events.length,
    lastOffset: batch.baseOffset + last,
    lastTime: batch.enqueuedTime,
  };
}
