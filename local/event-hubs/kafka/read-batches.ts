// Reads a partition as record batches: one for each run of events that were enqueued at the same time, since a batch
// has one append time.
import { PartitionCursor } from '../partition-cursor.ts';
import type { PartitionLog } from '../partition-log.ts';
import { recordOfEvent } from './event-of-record.ts';
import { BATCH_HEADER_BYTES, type KafkaRecord, writeBatch } from './record-batch.ts';

/** Batches from `offset` on, of about `maxBytes`; the first event is there however large. Throws when the log is damaged. */
export function readBatches(log: PartitionLog, offset: number, maxBytes: number): Buffer {
  const cursor = new PartitionCursor(log, offset);
  const batches: Buffer[] = [];
  let next = offset;
  let bytes = 0;
  let run: KafkaRecord[] = [];
  let runTime = 0;
  const endRun = () => {
    if (run.length > 0) batches.push(writeBatch(run, next - run.length, runTime));
    run = [];
  };
  for (let event = cursor.peek(); event !== undefined; event = cursor.peek()) {
    const { record, enqueuedTime } = recordOfEvent(event);
    const begins = run.length === 0 || enqueuedTime !== runTime;
    bytes += event.length + (begins ? BATCH_HEADER_BYTES : 0);
    if (bytes > maxBytes && next > offset) break;
    if (begins) endRun();
    runTime = enqueuedTime;
    run.push(record);
    next++;
    cursor.advance(event);
  }
  endRun();
  return batches.length === 1 ? (batches[0] as Buffer) : Buffer.concat(batches);
}
