// Record batches of format 2 (magic 2), the only one since Kafka 0.11 and here.
//
//   batch  := baseOffset:i64 length:i32 leaderEpoch:i32 magic:i8 crc:u32 attributes:i16 lastOffsetDelta:i32
//             baseTimestamp:i64 maxTimestamp:i64 producerId:i64 producerEpoch:i16 baseSequence:i32 count:i32 record*
//   record := length:varint attributes:i8 timestampDelta:varlong offsetDelta:varint key value count:varint header*
//
// The checksum is CRC-32C of everything after it. https://kafka.apache.org/documentation/#recordbatch
import { inflate } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { ErrorCode } from './error-codes.ts';
import { RecordError } from './record-error.ts';
import { ProtocolError, Reader, Writer } from './wire.ts';

const LENGTH_AT = 8;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
export const BATCH_HEADER_BYTES = 61;
const LOG_APPEND_TIME = 8;
const TRANSACTIONAL_OR_CONTROL = 0x30;
const plain = { version: 2, flexible: false };

export interface Header {
  name: string;
  value: Buffer | null;
}

export interface KafkaRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers: Header[];
}

export interface ProducedBatch {
  records: KafkaRecord[];
  /** -1 when the producer is not an idempotent one. */
  producerId: number;
  producerEpoch: number;
  baseSequence: number;
}

/** The one batch that a producer sends for a partition. Throws RecordError. */
export function readBatch(bytes: Buffer): ProducedBatch {
  try {
    return parseBatch(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) throw new RecordError(ErrorCode.corruptMessage, error.message);
    throw error;
  }
}

function parseBatch(bytes: Buffer): ProducedBatch {
  const r = new Reader(bytes, plain);
  r.int64();
  const length = r.int32();
  r.int32();
  const magic = r.int8();
  if (magic !== 2)
    throw new RecordError(ErrorCode.unsupportedForMessageFormat, `message format ${magic}: only 2 is taken`);
  if (length !== bytes.length - LENGTH_AT - 4)
    throw new RecordError(ErrorCode.invalidRecord, `${bytes.length} bytes are not one record batch`);
  if (r.uint32() !== crc32c(bytes.subarray(ATTRIBUTES_AT)))
    throw new RecordError(ErrorCode.corruptMessage, 'the checksum does not match');
  const attributes = r.int16();
  if (attributes & TRANSACTIONAL_OR_CONTROL)
    throw new RecordError(ErrorCode.invalidRecord, 'transactions are not offered');
  const lastOffsetDelta = r.int32();
  r.take(16);
  const [producerId, producerEpoch, baseSequence, count] = [r.int64(), r.int16(), r.int32(), r.int32()];
  if (count < 1 || lastOffsetDelta !== count - 1)
    throw new RecordError(
      ErrorCode.invalidRecord,
      `${count} records with a last offset delta of ${lastOffsetDelta}`,
    );
  const records = readRecords(inflate(bytes.subarray(BATCH_HEADER_BYTES), attributes), count);
  return { records, producerId, producerEpoch, baseSequence };
}

function readRecords(bytes: Buffer, count: number): KafkaRecord[] {
  const r = new Reader(bytes, plain);
  const records: KafkaRecord[] = [];
  for (let i = 0; i < count; i++) {
    const length = r.varint();
    const end = r.position + length;
    r.int8();
    r.varlong();
    if (r.varint() !== i) throw new ProtocolError(`record ${i} has another offset delta`);
    records.push({ key: field(r), value: field(r), headers: readHeaders(r) });
    if (r.position !== end) throw new ProtocolError(`record ${i} is not ${length} bytes long`);
  }
  if (r.left > 0) throw new ProtocolError(`${r.left} bytes after the last record`);
  return records;
}

function readHeaders(r: Reader): Header[] {
  const count = r.varint();
  if (count < 0 || count > r.left) throw new ProtocolError(`${count} headers in ${r.left} bytes`);
  return Array.from({ length: count }, () => ({
    name: r.take(r.varint()).toString('utf8'),
    value: field(r),
  }));
}

function field(r: Reader): Buffer | null {
  const length = r.varint();
  return length === -1 ? null : r.take(length);
}

/** A batch as consumers get it: offsets from `baseOffset` on, all appended at `timestamp` (epoch ms). */
export function writeBatch(records: KafkaRecord[], baseOffset: number, timestamp: number): Buffer {
  const w = new Writer(plain, 4096);
  const scratch = new Writer(plain, 1024);
  w.int64(baseOffset);
  w.int32(0);
  w.int32(0);
  w.int8(2);
  w.uint32(0);
  w.int16(LOG_APPEND_TIME);
  w.int32(records.length - 1);
  w.int64(timestamp);
  w.int64(timestamp);
  w.int64(-1);
  w.int16(-1);
  w.int32(-1);
  w.int32(records.length);
  records.forEach((record, i) => {
    writeRecord(scratch, record, i);
    const body = scratch.take();
    w.varint(body.length);
    w.put(body);
  });
  const bytes = w.done();
  bytes.writeInt32BE(bytes.length - LENGTH_AT - 4, LENGTH_AT);
  bytes.writeUInt32BE(crc32c(bytes.subarray(ATTRIBUTES_AT)), CRC_AT);
  return bytes;
}

function writeRecord(w: Writer, { key, value, headers }: KafkaRecord, offsetDelta: number): void {
  w.int8(0);
  w.varint(0);
  w.varint(offsetDelta);
  putField(w, key);
  putField(w, value);
  w.varint(headers.length);
  for (const header of headers) {
    putField(w, Buffer.from(header.name, 'utf8'));
    putField(w, header.value);
  }
}

function putField(w: Writer, bytes: Buffer | null): void {
  w.varint(bytes === null ? -1 : bytes.length);
  if (bytes !== null) w.put(bytes);
}
