// How the records of a batch are compressed. Event Hubs takes none and gzip, and answers others with
// UNSUPPORTED_FOR_MESSAGE_FORMAT: https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations
import { gunzipSync } from 'node:zlib';
import { ErrorCode } from './error-codes.ts';
import { RecordError } from './record-error.ts';

const names = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const MAX_INFLATED_BYTES = 16 * 1024 * 1024;

/** The records of a batch with these attributes. Throws RecordError: another compression, not gzip, or too large. */
export function inflate(records: Buffer, attributes: number): Buffer {
  const codec = attributes & 7;
  if (codec === 0) return records;
  if (codec !== 1) {
    throw new RecordError(
      ErrorCode.unsupportedForMessageFormat,
      `compression ${names[codec] ?? codec}: Event Hubs takes none and gzip`,
    );
  }
  try {
    return gunzipSync(records, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new RecordError(ErrorCode.messageTooLarge, `more than ${MAX_INFLATED_BYTES} bytes of records`);
    throw new RecordError(ErrorCode.corruptMessage, `not gzip: ${(error as Error).message}`);
  }
}
