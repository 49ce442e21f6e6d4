// Writes an event as receivers get it: the sender's bytes with the service's annotations merged in.
// Done once when the event is stored, so that delivering it is a copy.
import type { EncodedEvent } from './message-sections.ts';

const sequenceKey = symbol('x-opt-sequence-number');
const offsetKey = symbol('x-opt-offset');
const timeKey = symbol('x-opt-enqueued-time');
const partitionKeyKey = symbol('x-opt-partition-key');

// Section descriptor (3), map32 constructor, size and count (9), then three pairs with fixed-width values
// but for the offset's digits.
const FIXED_BYTES = 12 + sequenceKey.length + 9 + offsetKey.length + 2 + timeKey.length + 9;

function symbol(name: string): Buffer {
  return Buffer.concat([Buffer.from([0xa3, name.length]), Buffer.from(name, 'ascii')]);
}

/** Bytes that `writeStored` will write. */
export function storedSize(event: EncodedEvent, offset: string, partitionKey: string | undefined): number {
  let size = FIXED_BYTES + offset.length + event.header.length + event.annotations.length + event.rest.length;
  if (partitionKey !== undefined) {
    const keyBytes = Buffer.byteLength(partitionKey);
    size += partitionKeyKey.length + keyBytes + (keyBytes > 255 ? 5 : 2);
  }
  return size;
}

/** Writes the event into `out` at `at`; returns the position after it. Times are epoch milliseconds. */
export function writeStored(
  out: Buffer,
  at: number,
  event: EncodedEvent,
  assigned: {
    sequenceNumber: number;
    offset: string;
    enqueuedTime: number;
    partitionKey: string | undefined;
  },
): number {
  let p = at + event.header.copy(out, at);
  out[p] = 0;
  out[p + 1] = 0x53;
  out[p + 2] = 0x72;
  out[p + 3] = 0xd1;
  const sizeAt = p + 4;
  const pairs = 3 + event.annotationPairs + (assigned.partitionKey === undefined ? 0 : 1);
  out.writeUInt32BE(pairs * 2, p + 8);
  p += 12;
  p += sequenceKey.copy(out, p);
  p = writeInt64(out, p, 0x81, assigned.sequenceNumber);
  p += offsetKey.copy(out, p);
  out[p] = 0xa1;
  out[p + 1] = assigned.offset.length;
  p += 2 + out.write(assigned.offset, p + 2, 'latin1');
  p += timeKey.copy(out, p);
  p = writeInt64(out, p, 0x83, assigned.enqueuedTime);
  if (assigned.partitionKey !== undefined) {
    p += partitionKeyKey.copy(out, p);
    p = writeText(out, p, assigned.partitionKey);
  }
  p += event.annotations.copy(out, p);
  out.writeUInt32BE(p - sizeAt - 4, sizeAt);
  return p + event.rest.copy(out, p);
}

function writeText(out: Buffer, at: number, text: string): number {
  const size = Buffer.byteLength(text);
  if (size > 255) {
    out[at] = 0xb1;
    out.writeUInt32BE(size, at + 1);
    return at + 5 + out.write(text, at + 5, 'utf8');
  }
  out[at] = 0xa1;
  out[at + 1] = size;
  return at + 2 + out.write(text, at + 2, 'utf8');
}

function writeInt64(out: Buffer, at: number, code: number, value: number): number {
  out[at] = code;
  out.writeInt32BE(Math.floor(value / 0x1_0000_0000), at + 1);
  out.writeUInt32BE(value >= 0 ? value % 0x1_0000_0000 : value >>> 0, at + 5);
  return at + 9;
}
