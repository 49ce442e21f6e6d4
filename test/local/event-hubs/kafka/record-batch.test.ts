import { deflateRawSync, gzipSync } from 'node:zlib';
import { array, assert, constant, nat, option, property, record, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c } from '../../../../local/event-hubs/kafka/crc32c.ts';
import { ErrorCode } from '../../../../local/event-hubs/kafka/error-codes.ts';
import { eventOfRecord, recordOfEvent } from '../../../../local/event-hubs/kafka/event-of-record.ts';
import {
  BATCH_HEADER_BYTES,
  type KafkaRecord,
  readBatch,
  writeBatch,
} from '../../../../local/event-hubs/kafka/record-batch.ts';
import { cutEvent } from '../../../../local/event-hubs/message-sections.ts';
import { storedSize, writeStored } from '../../../../local/event-hubs/service-annotations.ts';

const bytes = uint8Array({ maxLength: 600 }).map(value => Buffer.from(value));
const records = array(
  record({
    key: option(bytes),
    value: option(bytes),
    headers: array(record({ name: string(), value: option(bytes) }), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** The bytes with other records behind the header, and a checksum that is right. */
function withRecords(batch: Buffer, attributes: number, compressed: Buffer): Buffer {
  const made = Buffer.concat([batch.subarray(0, BATCH_HEADER_BYTES), compressed]);
  made.writeInt32BE(made.length - 12, 8);
  made.writeInt16BE(attributes, 21);
  made.writeUInt32BE(crc32c(made.subarray(21)), 17);
  return made;
}

const batch = writeBatch([{ key: null, value: Buffer.from('sale'), headers: [] }], 0, 1);
const recordBytes = batch.subarray(BATCH_HEADER_BYTES);
const codeOf = (made: Buffer) => {
  try {
    return readBatch(made).records.length;
  } catch (error) {
    return (error as { code: number }).code;
  }
};

test('the checksum is CRC-32C', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});

describe('a record batch', () => {
  test('that is written is read as it was', () => {
    assert(
      property(records, nat(), (written, offset) => {
        expect(readBatch(writeBatch(written, offset, 1_764_150_000_000)).records).toEqual(written);
      }),
    );
  });

  test('may be compressed by gzip, and by nothing else, as at Event Hubs', () => {
    expect(readBatch(withRecords(batch, 1, gzipSync(recordBytes))).records[0]?.value?.toString()).toBe(
      'sale',
    );
    for (const other of [2, 3, 4])
      expect(codeOf(withRecords(batch, other, recordBytes))).toBe(ErrorCode.unsupportedForMessageFormat);
  });

  test('that blows up when it is inflated is refused', () => {
    expect(codeOf(withRecords(batch, 1, gzipSync(Buffer.alloc(64 * 1024 * 1024))))).toBe(
      ErrorCode.messageTooLarge,
    );
    expect(codeOf(withRecords(batch, 1, deflateRawSync(recordBytes)))).toBe(ErrorCode.corruptMessage);
  });

  test('with any byte changed is refused, or is another offset of the same records', () => {
    assert(
      property(nat(batch.length - 1), nat(254), (at, change) => {
        const changed = Buffer.from(batch);
        changed[at] = (changed[at] as number) ^ (change + 1);
        const beforeChecksum = at < 8 || (at >= 12 && at < 16);
        expect(codeOf(changed) === 1).toBe(beforeChecksum);
      }),
    );
  });

  test('of rubbish is refused with a code, never with another error', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), constant(batch), (rubbish, { length }) => {
        expect(codeOf(withRecords(batch, 0, Buffer.from(rubbish)))).toBeTypeOf('number');
        expect(codeOf(Buffer.from(rubbish).subarray(0, length))).toBeTypeOf('number');
      }),
    );
  });
});

describe('an event', () => {
  test('is the record it was made of, and well-formed AMQP', () => {
    assert(
      property(records, ([made]) => {
        const { key, value, headers } = made as KafkaRecord;
        const event = eventOfRecord({ key, value, headers });
        const stored = Buffer.alloc(storedSize(event, '0', undefined));
        writeStored(stored, 0, event, {
          sequenceNumber: 3,
          offset: '0',
          enqueuedTime: 99,
          partitionKey: undefined,
        });
        cutEvent(stored);
        const unique = [...new Map(headers.map(header => [header.name, header])).values()];
        expect(recordOfEvent(stored)).toEqual({ record: { key, value, headers: unique }, enqueuedTime: 99 });
      }),
    );
  });
});
