// Delivery annotations with the partition's tail, for receivers that ask (`com.microsoft:enable-receiver-
// runtime-metric`): they go between the header and the message annotations.
import { skipValue } from './amqp-values.ts';
import { HEADER } from './message-sections.ts';
import type { LogTail } from './stored-batch.ts';

export const RUNTIME_METRIC = 'com.microsoft:enable-receiver-runtime-metric';

function symbol(name: string): Buffer {
  return Buffer.concat([Buffer.from([0xa3, name.length]), Buffer.from(name, 'ascii')]);
}

function int64(code: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = code;
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

/** The encoded event with the tail's figures put in. */
export function withRuntimeMetrics(event: Buffer, tail: LogTail): Buffer {
  const offset = String(tail.lastOffset);
  const pairs = Buffer.concat([
    symbol('last_enqueued_sequence_number'),
    int64(0x81, tail.nextSequence - 1),
    symbol('last_enqueued_offset'),
    Buffer.from([0xa1, offset.length]),
    Buffer.from(offset, 'ascii'),
    symbol('last_enqueued_time_utc'),
    int64(0x83, tail.lastTime),
    symbol('runtime_info_retrieval_time_utc'),
    int64(0x83, Date.now()),
  ]);
  const section = Buffer.from([0x00, 0x53, 0x71, 0xc1, pairs.length + 1, 8]);
  const headerEnd = event[1] === 0x53 && event[2] === HEADER ? skipValue(event, 3) : 0;
  return Buffer.concat([event.subarray(0, headerEnd), section, pairs, event.subarray(headerEnd)]);
}
